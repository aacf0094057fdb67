// The text of a message: which paragraphs are new and gone, and the message it makes of example values.
#include "app/preview_internal.h"

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
    return e ? e : message_text_sample(ctx, c->row.name, after, &p->message);
}
