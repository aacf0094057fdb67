#include "gateway/smtp.h"

#include "base/arena.h"
#include "format/mail.h"

#include <curl/curl.h>
#include <string.h>

enum { MAIL_MAX = 1 << 20, CONNECT_SECONDS = 10, WHOLE_SECONDS = 60, STATUS_MAX = 16, CODE_DIGITS = 3 };

// What was said last, each way: of the server's answer no more than code and status.
struct talk {
    struct curl_slist *recipient;
    str unsent;
    bool is_past_recipient; // the server was told whom it is for
    bool is_over;           // we take our leave: what is answered to that says nothing
    int code;
    char status[STATUS_MAX]; // "5.1.1"; empty for none
};

bool smtp_is_url(const char *url)
{
    return str_starts(str_from(url), STR("smtp://")) || str_starts(str_from(url), STR("smtps://"));
}

result smtp_check(struct ctx *ctx, const struct smtp *smtp)
{
    if (smtp->file->from.n)
        return OK;
    return fail_at(ctx, ERR_INPUT, STR("--outbox"), (struct place){ 0 },
                   "mail needs a sender: name a file with '--sender FILE' that says 'From: The Council "
                   "<reports@council.example>'");
}

static size_t mail_give(char *to, size_t size, size_t n, void *of)
{
    struct talk *talk = of;
    str piece = str_slice(talk->unsent, 0, size * n);
    if (piece.n)
        memcpy(to, piece.at, piece.n);
    talk->unsent = str_from_byte(talk->unsent, piece.n);
    return piece.n;
}

static bool is_status(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!char_is_digit(s.at[i]) && s.at[i] != '.')
            return false;
    return s.n >= 5 && s.n < STATUS_MAX && s.at[1] == '.';
}

// "550 5.1.1 <ada@example.org>: ..."
static void answer_take(struct talk *talk, str line)
{
    int64_t code;
    if (line.n < CODE_DIGITS || !str_to_int(str_slice(line, 0, CODE_DIGITS), &code))
        return;
    str rest = str_trim(str_from_byte(line, CODE_DIGITS + 1)), status = str_cut(&rest, ' ');
    talk->code = (int)code;
    talk->status[0] = 0;
    if (is_status(status)) {
        memcpy(talk->status, status.at, status.n);
        talk->status[status.n] = 0;
    }
}

static int overhear(CURL *curl, curl_infotype type, char *bytes, size_t n, void *of)
{
    struct talk *talk = of;
    str line = { bytes, n };
    (void)curl;
    if (type == CURLINFO_HEADER_IN && !talk->is_over)
        answer_take(talk, line);
    if (type == CURLINFO_HEADER_OUT) {
        talk->is_past_recipient = talk->is_past_recipient || str_starts(line, STR("RCPT "));
        talk->is_over = talk->is_over || str_starts(line, STR("QUIT"));
    }
    return 0;
}

// RFC 3463: the address, the domain or the mailbox is not there. What a relay refuses for reasons of its own is not the
// address's fault.
static bool is_no_address(const char *status)
{
    static const str none[] = { STR_INIT("5.1.1"),  STR_INIT("5.1.2"), STR_INIT("5.1.3"),
                                STR_INIT("5.1.10"), STR_INIT("5.2.1"), STR_INIT("5.1.6") };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (str_equal(str_from(status), none[i]))
            return true;
    return false;
}

static result refused(struct ctx *ctx, const struct talk *talk, CURLcode code)
{
    const char *gap = talk->status[0] ? " " : "";
    bool is_final = talk->is_past_recipient && talk->code >= 500;
    if (is_final && is_no_address(talk->status))
        return fail(ctx, ERR_MISSING, "there is no such address: %d %s", talk->code, talk->status);
    if (is_final)
        return fail(ctx, ERR_RULE, "the mail server refused the message: %d%s%s", talk->code, gap,
                    talk->status);
    if (talk->code >= 400)
        return fail(ctx, ERR_BUSY, "the mail server said: not now (%d%s%s)", talk->code, gap, talk->status);
    return fail(ctx, ERR_BUSY, "the mail server could not be reached: %s", curl_easy_strerror(code));
}

static void way_set(CURL *curl, const struct smtp *smtp)
{
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(smtp->file->is_plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    if (smtp->file->certificates)
        curl_easy_setopt(curl, CURLOPT_CAINFO, smtp->file->certificates);
    if (smtp->file->user) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, smtp->file->user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, smtp->file->password);
    }
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)WHOLE_SECONDS);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
}

static void talk_set(CURL *curl, struct talk *talk)
{
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, talk->recipient);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, mail_give);
    curl_easy_setopt(curl, CURLOPT_READDATA, talk);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, overhear);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, talk);
}

static str domain_of(str address)
{
    return str_from_byte(address, str_find(address, STR("@")) + 1);
}

// The name in the greeting is that of the sender's domain: what the machine calls itself is nobody's business.
static char *greeting_url(struct ctx *ctx, const struct smtp *smtp)
{
    str url = str_from(smtp->url);
    bool has_slash = str_ends(url, STR("/"));
    return str_c(ctx->arena,
                 str_format(ctx->arena, "%s%s%.*s", smtp->url, has_slash ? "" : "/",
                            STR_ARGS(domain_of(smtp->file->from))));
}

static char *envelope_sender(struct ctx *ctx, const struct smtp *smtp, str key)
{
    str domain = smtp->file->bounces, local = str_cut(&domain, '@');
    return str_c(
        ctx->arena,
        str_format(ctx->arena, "<%.*s+%.*s@%.*s>", STR_ARGS(local), STR_ARGS(key), STR_ARGS(domain)));
}

static result deliver(struct ctx *ctx, const struct smtp *smtp, const struct message *m, str mail)
{
    struct talk talk = { .unsent = mail };
    char *url = greeting_url(ctx, smtp), *sender = envelope_sender(ctx, smtp, m->key);
    char *to = str_c(ctx->arena, str_format(ctx->arena, "<%.*s>", STR_ARGS(m->email)));
    CURL *curl = curl_easy_init();
    result e = curl && url && sender && to ? OK : arena_fail(ctx);
    if (!e && !(talk.recipient = curl_slist_append(NULL, to)))
        e = arena_fail(ctx);
    if (!e) {
        way_set(curl, smtp);
        talk_set(curl, &talk);
        curl_easy_setopt(curl, CURLOPT_URL, url);
        curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender);
        CURLcode code = curl_easy_perform(curl);
        e = code == CURLE_OK ? OK : refused(ctx, &talk, code);
    }
    curl_slist_free_all(talk.recipient);
    curl_easy_cleanup(curl);
    return e;
}

result smtp_send(struct ctx *ctx, const struct message *m, void *with)
{
    const struct smtp *smtp = with;
    struct buffer html = buffer_open(MAIL_MAX), mail = buffer_open(MAIL_MAX);
    writing_html(&m->writing, str_slice(m->languages, 0, 2), &html);
    const struct mail written = {
        .from_name = smtp->file->from_name.n ? smtp->file->from_name : m->community,
        .from = smtp->file->from,
        .to_name = m->name,
        .to = m->email,
        .subject = m->subject,
        .text = m->body,
        .html = buffer_str(&html),
        .id = m->key,
        .thread = m->thread,
        .domain = domain_of(smtp->file->from),
        .language = m->languages,
        .unsubscribe = m->stop,
        .sent = m->at,
    };
    result e = buffer_check(ctx, &html);
    if (!e)
        e = mail_write(ctx, &written, &mail);
    if (!e)
        e = deliver(ctx, smtp, m, buffer_str(&mail));
    buffer_close(&html);
    buffer_close(&mail);
    return e;
}
