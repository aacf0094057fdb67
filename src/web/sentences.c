// The fields of a document on a page: as plain sentences in the language asked for, and as they stand in the text.
//
// The rest of a page is in English. Each part says in its lang which language it is in, down to a name inside a
// sentence; what is a draft says so.
#include "web/sentences.h"

#include "web/pages.h"

enum { SENTENCE_HTML_MAX = 1 << 20 };

enum language language_asked(const struct request *request)
{
    enum language language = LANGUAGE_EN;
    (void)language_parse(request_field(request, "lang"), &language); // another is answered in English
    return language;
}

str language_suffix(struct ctx *ctx, enum language language)
{
    if (language == LANGUAGE_EN)
        return (str){ 0 };
    return str_format(ctx->arena, "?lang=%.*s", STR_ARGS(language_code(language)));
}

static void choice_fill(struct ctx *ctx, enum language chosen, struct language_choice *choice)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        struct language_link *slot = LIST_PUSH(ctx->arena, choice);
        str code = language_code((enum language)i);
        if (slot)
            *slot = (struct language_link){ .code = code,
                                            .name = language_name((enum language)i),
                                            .url = url_format(ctx->arena, "?lang=%s",
                                                              url_query(ctx->arena, code)),
                                            .is_chosen = (int)chosen == i };
    }
    choice->draft = language_notice(chosen);
    choice->draft_lang = language_code(chosen);
}

struct speaking speaking_open(const struct request *request, const struct document *document, str before)
{
    struct ctx *ctx = request->ctx;
    enum language language = language_asked(request);
    struct speaking speaking = {
        .speech = { .arena = ctx->arena, .language = language, .document = document, .has_marks = true },
        .before = before
    };
    choice_fill(ctx, language, &speaking.choice);
    speaking.after = language_suffix(ctx, language);
    return speaking;
}

// A clause that is named links to where it stands.
static void reference_write(struct ctx *ctx, struct buffer *out, const struct speaking *speaking, str label)
{
    bool is_here = str_equal(speaking->before, STR("#"));
    struct url url = url_format(ctx->arena, "%.*s%s%.*s", STR_ARGS(speaking->before),
                                url_segment(ctx->arena, label),
                                STR_ARGS(is_here ? (str){ 0 } : speaking->after));
    buffer_add(out, STR("<a class=\"govuk-link\" href=\""));
    html_url(out, url);
    buffer_add(out, STR("\">"));
    html_text(out, label);
    buffer_add(out, STR("</a>"));
}

// Documents are in English; inside a sentence of another language their own words say so.
static void mark_write(struct buffer *out, const struct speaking *speaking, char mark)
{
    if (speaking->speech.language != LANGUAGE_EN)
        buffer_add(out, mark == OWN_BEGIN ? STR("<span lang=\"en\">") : STR("</span>"));
}

static struct html sentence_html(struct ctx *ctx, const struct speaking *speaking, str sentence)
{
    struct buffer out = buffer_open(SENTENCE_HTML_MAX);
    for (size_t i = 0, start = 0; i <= sentence.n; i++) {
        char c = i < sentence.n ? sentence.at[i] : OWN_END;
        if (c < OWN_BEGIN || c > REFERENCE_END)
            continue;
        str part = str_slice(sentence, start, i);
        if (c == REFERENCE_END)
            reference_write(ctx, &out, speaking, part);
        else
            html_text(&out, part);
        if (i < sentence.n && (c == OWN_BEGIN || c == OWN_END))
            mark_write(&out, speaking, c);
        start = i + 1;
    }
    struct html html = html_safe(str_copy(ctx->arena, buffer_str(&out)));
    buffer_done(ctx->arena, &out);
    return html;
}

struct html field_html(struct ctx *ctx, const struct speaking *speaking, const struct clause *clause,
                       const struct field *field)
{
    struct speech speech = speaking->speech;
    speech.clause = clause;
    return sentence_html(ctx, speaking, field_sentence(&speech, field));
}

static result sentence_add(struct ctx *ctx, const struct speaking *speaking, str text, struct said *said)
{
    struct html *sentence = LIST_PUSH(ctx->arena, &said->sentences);
    if (!sentence)
        return arena_fail(ctx);
    *sentence = sentence_html(ctx, speaking, text);
    return OK;
}

result said_fill(struct ctx *ctx, const struct speaking *speaking, const struct clause *clause,
                 struct said *said)
{
    struct speech speech = speaking->speech;
    const struct field_list *fields = clause ? &clause->fields : &speech.document->header;
    speech.clause = clause;
    said->lang = language_code(speech.language);
    str promise = promise_sentence(&speech);
    result e = promise.n ? sentence_add(ctx, speaking, promise, said) : OK;
    for (int pass = 0; pass < 2 && !e; pass++)
        for (size_t i = 0; i < fields->n && !e; i++) {
            enum field_key key = fields->at[i].kind->key;
            bool is_said = promise.n && (key == KEY_CLOCK || key == KEY_TARGET);
            if (!is_said && is_promise_key(key) == (pass == 0))
                e = sentence_add(ctx, speaking, field_sentence(&speech, &fields->at[i]), said);
        }
    for (size_t i = 0; i < fields->n && !e; i++) {
        struct pair *pair = LIST_PUSH(ctx->arena, &said->fields);
        if (!pair)
            return arena_fail(ctx);
        *pair = field_pair(ctx, &fields->at[i]);
    }
    return e;
}
