// The text of a message: which paragraphs are new and gone, and the message it makes of example values.
#include "app/preview_internal.h"
#include "app/setting.h"

// The next paragraph, its lines as they are; line: where it begins, *next: where the one behind it may.
static str paragraph_next(str *rest, int *line, int *next)
{
    str paragraph = { NULL, 0 };
    while (rest->at) {
        str one = str_cut(rest, '\n');
        bool is_empty = !str_trim(one).n;
        ++*next;
        if (is_empty && paragraph.at)
            break;
        if (is_empty)
            continue;
        *line = paragraph.at ? *line : *next - 1;
        paragraph.at = paragraph.at ? paragraph.at : one.at;
        paragraph.n = (size_t)(one.at - paragraph.at) + one.n;
    }
    return str_trim(paragraph);
}

static bool text_has(str text, str paragraph)
{
    int line = 0, next = 1;
    for (str rest = text; rest.at;)
        if (str_equal(paragraph_next(&rest, &line, &next), paragraph))
            return true;
    return false;
}

// Paragraphs of one text that the other has not; those that both have are counted with the new ones.
static result paragraphs_compare(struct ctx *ctx, str text, str other, enum preview_how how,
                                 struct preview *p)
{
    int line = 0, next = 1;
    result e = OK;
    for (str rest = text; rest.at && !e;) {
        str paragraph = paragraph_next(&rest, &line, &next);
        bool is_same = text_has(other, paragraph);
        p->n_same += paragraph.n && is_same && how == PREVIEW_NEW;
        if (paragraph.n && !is_same)
            e = preview_line_add(
                ctx, p, (struct preview_line){ how, str_format(ctx->arena, "Line %d", line), paragraph });
    }
    return e;
}

// The other languages stay as they are: a person who asked for one gets it with English below.
static result languages_follow(struct ctx *ctx, const struct message_called *called, struct preview *p)
{
    result e = OK;
    for (int i = 0; i < LANGUAGE_COUNT && !e; i++)
        if (i != (int)called->language)
            e = preview_follow(
                ctx, p,
                str_format(ctx->arena,
                           "The text in %s stays as it is: change it as well if it says the same.",
                           i == LANGUAGE_CY ? "Welsh" : "English"));
    return e;
}

// The host that an address leads to, with its port: "example.org" of "//somebody@example.org/page".
static str host_of(str address)
{
    size_t end = 0;
    while (end < address.n && !str_has(STR("/?# \t)>\"'"), address.at[end]))
        end++;
    str host = str_slice(address, 0, end);
    for (size_t at; (at = str_find(host, STR("@"))) < host.n;)
        host = str_from_byte(host, at + 1);
    while (host.n && str_has(STR(".,;:!"), host.at[host.n - 1]))
        host.n--;
    return host;
}

// The host behind "//", or of what mail programs make a link of without that; empty where none begins at i.
static str host_at(str line, size_t i)
{
    str rest = str_from_byte(line, i);
    bool begins = !i ||
        !(char_is_letter(line.at[i - 1]) || char_is_digit(line.at[i - 1]) ||
          str_has(STR("/.@-"), line.at[i - 1]));
    return str_starts(rest, STR("//"))            ? host_of(str_from_byte(rest, 2))
        : begins && str_starts(rest, STR("www.")) ? host_of(rest)
                                                  : (str){ 0 };
}

// Links to other sites: a message is trusted because it comes from here.
static result links_look(struct ctx *ctx, str text, str site, struct preview *p)
{
    int line_number = 0;
    result e = OK;
    for (str rest = text; rest.at && !e;) {
        str line = str_cut(&rest, '\n');
        ++line_number;
        for (size_t i = 0; i < line.n && !e; i++) {
            str host = host_at(line, i);
            if (host.n && !str_same_name(host, site))
                e = preview_fault_add(
                    ctx, p,
                    (struct preview_fault){
                        line_number,
                        str_format(
                            ctx->arena,
                            "A link leads to %.*s, which is not this site: whoever gets the message goes there "
                            "because they trust it. Look whether that is meant.",
                            STR_ARGS(host)),
                        line, true });
        }
    }
    return e;
}

static result other_sites(struct ctx *ctx, const struct preview_asked *asked, str text, struct preview *p)
{
    str address;
    result e = setting_read(ctx, asked->db, SETTING_ADDRESS, &address);
    size_t slashes = str_find(address, STR("//"));
    return e ? e
             : links_look(ctx, text,
                          slashes < address.n ? host_of(str_from_byte(address, slashes + 2)) : address, p);
}

result preview_message(struct ctx *ctx, const struct preview_asked *asked, struct preview *p)
{
    const struct pending *c = asked->change;
    struct message_called called;
    str after = c->body;
    result e = str_equal(after, MESSAGE_PROGRAMS) ? message_text_library(ctx, c->row.name, &after) : OK;
    if (!e)
        e = paragraphs_compare(ctx, after, p->now.body, PREVIEW_NEW, p);
    if (!e)
        e = paragraphs_compare(ctx, p->now.body, after, PREVIEW_GONE, p);
    if (!e)
        e = preview_follow(
            ctx, p,
            STR("Each message of this kind says this from then on, those that wait to be sent as "
                "well. What was sent stays as it was sent."));
    if (!e && message_called(c->row.name, &called))
        e = languages_follow(ctx, &called, p);
    if (!e)
        e = other_sites(ctx, asked, after, p);
    return e ? e : message_text_sample(ctx, c->row.name, after, &p->message);
}
