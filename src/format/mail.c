#include "format/mail.h"

#include "base/utf8.h"

enum {
    LINE_MAX = 76,
    WORD_MAX = 75,
    LINE_HARD = 998,
    ADDRESS_MAX = 254,
    LOCAL_MAX = 64,
    SECONDS_AN_HOUR = 3600
};

#define WORD_BEGIN STR("=?utf-8?Q?")
#define WORD_END STR("?=")
#define FOLD STR("\r\n ")

static const char HEX[] = "0123456789ABCDEF";

static bool is_printable(char c)
{
    return c > ' ' && c < 0x7F;
}

static bool is_local_byte(char c)
{
    return is_printable(c) && !str_has(STR("()<>[]:;@\\,\""), c);
}

static bool is_host_byte(char c)
{
    return char_is_letter(c) || char_is_digit(c) || c == '-' || c == '.';
}

// Dots stand between something, and only there.
static bool is_dotted(str s, bool (*is_fine)(char c))
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_fine(s.at[i]) || (s.at[i] == '.' && (i == 0 || i + 1 == s.n || s.at[i - 1] == '.')))
            return false;
    return s.n > 0;
}

bool mail_address_is_fine(str address)
{
    str domain = address, local = str_cut(&domain, '@');
    return address.n <= ADDRESS_MAX && local.n <= LOCAL_MAX && domain.at && local.at[0] != '-' &&
        is_dotted(local, is_local_byte) && is_dotted(domain, is_host_byte);
}

static void byte_quote(struct buffer *out, char c)
{
    buffer_byte(out, '=');
    buffer_byte(out, HEX[(unsigned char)c >> 4]);
    buffer_byte(out, HEX[(unsigned char)c & 15]);
}

// One line without its end. The last place of a line that goes on is for the '='.
static void line_quote(struct buffer *out, str line)
{
    size_t column = 0;
    for (size_t i = 0; i < line.n; i++) {
        char c = line.at[i];
        bool is_last = i + 1 == line.n;
        bool is_plain = (is_printable(c) && c != '=') || ((c == ' ' || c == '\t') && !is_last);
        size_t width = is_plain ? 1 : 3;
        if (column + width > LINE_MAX - (is_last ? 0u : 1u)) {
            buffer_add(out, STR("=\r\n"));
            column = 0;
        }
        column += width;
        if (is_plain)
            buffer_byte(out, c);
        else
            byte_quote(out, c);
    }
    buffer_add(out, STR("\r\n"));
}

void mail_quoted_printable(struct buffer *out, str text)
{
    for (str rest = text; rest.n;) {
        str line = str_cut(&rest, '\n');
        line.n -= line.n && line.at[line.n - 1] == '\r';
        line_quote(out, line);
    }
}

static bool is_space(char c)
{
    return c == ' ' || !is_printable(c);
}

// Whether the text can stand as it is: ASCII, words that fit, nothing that would be read as an encoded word.
static bool is_plain_text(str text)
{
    size_t word = 0;
    for (size_t i = 0; i < text.n; i++) {
        word = is_space(text.at[i]) ? 0 : word + 1;
        if ((unsigned char)text.at[i] >= 0x7F || word > LINE_MAX - 2)
            return false;
    }
    return str_find(text, STR("=?")) == text.n;
}

static void plain_fold(struct buffer *out, str text, size_t column)
{
    bool is_first = true;
    while (text.n) {
        size_t n = 0;
        while (n < text.n && !is_space(text.at[n]))
            n++;
        if (n && !is_first && column + 1 + n > LINE_MAX) {
            buffer_add(out, FOLD);
            column = 1;
        } else if (n && !is_first) {
            buffer_byte(out, ' ');
            column++;
        }
        buffer_add(out, str_slice(text, 0, n));
        column += n;
        is_first = is_first && !n;
        text = str_from_byte(text, n + 1);
    }
}

static bool is_word_byte(char c)
{
    return char_is_letter(c) || char_is_digit(c) || c == '-' || c == '.';
}

static size_t encoded_width(str code_point)
{
    size_t width = 0;
    for (size_t i = 0; i < code_point.n; i++)
        width += is_word_byte(code_point.at[i]) || code_point.at[i] == ' ' ? 1 : 3;
    return width;
}

static void code_point_encode(struct buffer *out, str code_point)
{
    for (size_t i = 0; i < code_point.n; i++) {
        char c = code_point.n == 1 && !is_printable(code_point.at[i]) ? ' ' : code_point.at[i];
        if (c == ' ')
            buffer_byte(out, '_');
        else if (is_word_byte(c))
            buffer_byte(out, c);
        else
            byte_quote(out, c);
    }
}

// Code points are never split between two words.
static void words_encode(struct buffer *out, str text, size_t column)
{
    size_t width = WORD_BEGIN.n;
    buffer_add(out, WORD_BEGIN);
    while (text.n) {
        str code_point = str_slice(text, 0, utf8_step(text));
        size_t more = encoded_width(code_point);
        if (width + more + WORD_END.n > WORD_MAX || column + width + more + WORD_END.n > LINE_MAX) {
            buffer_add(out, WORD_END);
            buffer_add(out, FOLD);
            buffer_add(out, WORD_BEGIN);
            width = WORD_BEGIN.n;
            column = 1;
        }
        code_point_encode(out, code_point);
        width += more;
        text = str_from_byte(text, code_point.n);
    }
    buffer_add(out, WORD_END);
}

void mail_header_text(struct buffer *out, str text, size_t column)
{
    text = str_trim(text);
    if (is_plain_text(text))
        plain_fold(out, text, column);
    else
        words_encode(out, text, column);
}

static void header(struct buffer *out, const char *name, str text)
{
    str called = str_from(name);
    buffer_print(out, "%s: ", name);
    mail_header_text(out, text, called.n + 2);
    buffer_add(out, STR("\r\n"));
}

// A name of plain words may stand in quotation marks; any other is encoded.
static void mailbox(struct buffer *out, const char *header_name, str name, str address)
{
    bool is_quotable = is_plain_text(name) && !str_has(name, '"') && !str_has(name, '\\') &&
        name.n < LINE_MAX / 2;
    size_t column = str_from(header_name).n + 2;
    buffer_print(out, "%s: ", header_name);
    name = str_trim(name);
    if (name.n && is_quotable) {
        buffer_byte(out, '"');
        plain_fold(out, name, column + 1);
        buffer_byte(out, '"');
    } else if (name.n) {
        words_encode(out, name, column);
    }
    if (name.n)
        buffer_add(out, FOLD);
    buffer_print(out, "<%.*s>\r\n", STR_ARGS(address));
}

static void date_header(struct buffer *out, instant sent)
{
    int64_t days = sent.second / DAY_SECONDS, second = sent.second % DAY_SECONDS;
    date day = { (int32_t)days };
    struct civil c = date_civil(day);
    buffer_print(out, "Date: %.3s, %d %.3s %d %02d:%02d:%02d +0000\r\n", weekday_name(date_weekday(day)),
                 c.day, month_name(c.month), c.year, (int)(second / SECONDS_AN_HOUR),
                 (int)(second % SECONDS_AN_HOUR / 60), (int)(second % 60));
}

static void thread_headers(struct buffer *out, const struct mail *m)
{
    buffer_print(out, "Message-ID: <%.*s@%.*s>\r\n", STR_ARGS(m->id), STR_ARGS(m->domain));
    if (!m->thread.n)
        return;
    buffer_print(out, "In-Reply-To: <%.*s@%.*s>\r\n", STR_ARGS(m->thread), STR_ARGS(m->domain));
    buffer_print(out, "References: <%.*s@%.*s>\r\n", STR_ARGS(m->thread), STR_ARGS(m->domain));
}

// RFC 3834: nobody's holiday answer is wanted. RFC 8058: one press of a button in the reader's own program ends it.
static void automatic_headers(struct buffer *out, const struct mail *m)
{
    buffer_add(out, STR("Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n"));
    if (m->unsubscribe.n)
        buffer_print(out, "List-Unsubscribe: <%.*s>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
                     STR_ARGS(m->unsubscribe));
    if (m->language.n)
        header(out, "Content-Language", m->language);
    buffer_add(out, STR("MIME-Version: 1.0\r\n"));
}

static void part(struct buffer *out, const char *type, str text)
{
    buffer_print(
        out, "Content-Type: text/%s; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
        type);
    mail_quoted_printable(out, text);
}

// The boundary can't be in a part: quoted-printable has no '=' with a '_' behind it.
static void parts(struct buffer *out, const struct mail *m)
{
    if (!m->html.n) {
        part(out, "plain", m->text);
        return;
    }
    buffer_add(out, STR("Content-Type: multipart/alternative; boundary=\"=_two\"\r\n\r\n--=_two\r\n"));
    part(out, "plain", m->text);
    buffer_add(out, STR("--=_two\r\n"));
    part(out, "html", m->html);
    buffer_add(out, STR("--=_two--\r\n"));
}

static bool is_url(str url)
{
    for (size_t i = 0; i < url.n; i++)
        if (!is_printable(url.at[i]) || str_has(STR("<>\""), url.at[i]))
            return false;
    return url.n < LINE_HARD / 2;
}

// No message says an address: it is kept and shown to whoever looks after the program.
static result mail_check(struct ctx *ctx, const struct mail *m)
{
    const str texts[] = { m->from_name, m->to_name, m->subject, m->text, m->html };
    if (!mail_address_is_fine(m->from))
        return fail(ctx, ERR_INPUT, "the sender's e-mail address can't be written to a mail");
    if (!mail_address_is_fine(m->to))
        return fail(ctx, ERR_MISSING, "the e-mail address is none that mail can be sent to");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (utf8_invalid_at(texts[i]) < texts[i].n)
            return fail(ctx, ERR_INPUT, "the message is not UTF-8");
    if (!is_dotted(m->id, is_host_byte) || (m->thread.n && !is_dotted(m->thread, is_host_byte)) ||
        !is_dotted(m->domain, is_host_byte) || !is_url(m->unsubscribe))
        return fail(ctx, ERR_INPUT, "the message has an id, a domain or an address that mail can't have");
    return OK;
}

result mail_write(struct ctx *ctx, const struct mail *m, struct buffer *out)
{
    result e = mail_check(ctx, m);
    if (e)
        return e;
    date_header(out, m->sent);
    mailbox(out, "From", m->from_name, m->from);
    mailbox(out, "To", m->to_name, m->to);
    header(out, "Subject", m->subject);
    thread_headers(out, m);
    automatic_headers(out, m);
    parts(out, m);
    return buffer_check(ctx, out);
}
