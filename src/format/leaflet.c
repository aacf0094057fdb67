// A leaflet: each promise in one sentence with whom to ring, what residents do in return, how to report.
#include "format/paper_internal.h"

#include "base/utf8.h"

enum { TITLE_MAX = 120, TEXT_MAX = 320, ASKED_MAX = 80 }; // bytes: more is no leaflet

// As much of it as has room, whole letters only.
static str cut_short(const struct speech *s, str text, size_t most)
{
    size_t n = 0;
    if (text.n <= most)
        return text;
    for (size_t step; (step = utf8_step(str_from_byte(text, n))) > 0 && n + step <= most;)
        n += step;
    return str_format(s->arena, "%.*s…", STR_ARGS(str_trim(str_slice(text, 0, n))));
}

static str capital(const struct speech *s, str text)
{
    bool is_small = text.n && text.at[0] >= 'a' && text.at[0] <= 'z';
    return is_small ? str_format(s->arena, "%c%.*s", text.at[0] - 'a' + 'A', STR_ARGS(str_from_byte(text, 1)))
                    : text;
}

// What is done in the document's own words; numbers and times as sentences. How long something is measured, and how, is
// for the whole text.
static str field_short(const struct speech *s, const struct field *f)
{
    bool is_own = f->kind->key == KEY_DO || (f->kind->key == KEY_COUNT && s->language == LANGUAGE_EN);
    if (!is_own)
        return field_sentence(s, f);
    str text = capital(s, f->raw);
    return str_ends(text, STR(".")) ? text : str_format(s->arena, "%.*s.", STR_ARGS(text));
}

static bool is_on_leaflet(enum field_key key)
{
    return key == KEY_DO || key == KEY_CLOCK || key == KEY_EVERY || key == KEY_OPEN || key == KEY_COUNT ||
        key == KEY_TARGET;
}

static str line_text(const struct speech *s)
{
    const struct field_list *fields = &s->clause->fields;
    str text = promise_sentence(s);
    if (text.n)
        return text;
    for (size_t i = 0; i < fields->n && text.n < TEXT_MAX; i++)
        if (is_on_leaflet(fields->at[i].kind->key))
            text = before(s, text, field_short(s, &fields->at[i]));
    return text;
}

static str asked_words(const struct paper_asked *asked, const struct clause *clause)
{
    struct speech s = paper_speech(asked, clause);
    str by = cut_short(&s, clause_party(clause), ASKED_MAX),
        ring = cut_short(&s, paper_ring(asked, clause), ASKED_MAX);
    return by.n && ring.n ? SAY(&s, "%1$s: %2$s", by, ring) : by.n ? by : ring;
}

static void line_add(const struct paper_asked *asked, const struct clause *clause,
                     struct leaflet_lines *lines)
{
    struct speech s = paper_speech(asked, clause);
    struct leaflet_line *line = LIST_PUSH(asked->arena, lines);
    if (line)
        *line = (struct leaflet_line){ .title = cut_short(&s, clause->title, TITLE_MAX),
                                       .text = cut_short(&s, line_text(&s), TEXT_MAX) };
}

static bool is_promise(enum clause_key key)
{
    return key == CLAUSE_STANDARD || key == CLAUSE_PRIORITY || key == CLAUSE_TARGET;
}

// From `first` on, all of whom the same are asked; what was taken is marked.
static void group_add(const struct paper_asked *asked, size_t first, str *whom, struct leaflet *l)
{
    str group = whom[first];
    size_t at = l->promises.n;
    for (size_t i = first; i < asked->document->clauses.n; i++)
        if (whom[i].at && str_equal(whom[i], group)) {
            line_add(asked, &asked->document->clauses.at[i], &l->promises);
            whom[i].at = NULL;
        }
    if (at < l->promises.n)
        l->promises.at[at].asked = group;
}

static void promises_add(const struct paper_asked *asked, struct leaflet *l)
{
    const struct clause_list *clauses = &asked->document->clauses;
    str *whom = clauses->n ? ARENA_ARRAY(asked->arena, str, clauses->n) : NULL;
    for (size_t i = 0; whom && i < clauses->n; i++) {
        str words = is_promise(clauses->at[i].kind->key) ? asked_words(asked, &clauses->at[i]) : (str){ 0 };
        whom[i] = words.n || !is_promise(clauses->at[i].kind->key) ? words : STR("");
    }
    for (size_t i = 0; whom && i < clauses->n; i++)
        if (whom[i].at)
            group_add(asked, i, whom, l);
}

static void report_fill(const struct paper_asked *asked, struct leaflet *l)
{
    struct speech s = paper_speech(asked, NULL);
    str site = paper_typed(asked->site);
    l->report = words(&s, N_("Report a problem"));
    l->report_words = words(&s, N_("or ring the number above. You need no account."));
    l->report_at = site.n ? str_format(asked->arena, "%.*s/report", STR_ARGS(site)) : (str){ 0 };
    if (!site.n)
        l->report_words = words(&s, N_("Ring the number above."));
    l->danger = words(&s, N_("Danger to life: ring 999 first."));
    l->link = paper_link(asked);
    l->page = l->link.n ? paper_typed(l->link) : (str){ 0 };
    l->link_words = words(&s, N_("How it stands now"));
    l->status = l->page.n
        ? SAY(&s, "What each of us intends; it takes away nobody’s rights. The whole text: %1$s", l->page)
        : words(&s, N_("What each of us intends; it takes away nobody’s rights."));
}

void leaflet_make(const struct paper_asked *asked, struct leaflet *l)
{
    const struct clause_list *clauses = &asked->document->clauses;
    struct speech s = paper_speech(asked, NULL);
    *l = (struct leaflet){ .arena = asked->arena, .code = asked->language };
    l->title = cut_short(&s, asked->document->title, TITLE_MAX);
    l->under = cut_short(&s, paper_under(asked), TEXT_MAX);
    l->language = language_code(asked->language);
    l->notice = language_notice(asked->language);
    if (asked->is_draft) {
        l->across = words(&s, N_("Draft"));
    }
    l->standing = paper_standing(asked);
    l->promised = words(&s, N_("What is promised"));
    l->in_return = words(&s, N_("What residents do in return"));
    promises_add(asked, l);
    for (size_t i = 0; i < clauses->n; i++)
        if (clauses->at[i].kind->key == CLAUSE_COMMITMENT)
            line_add(asked, &clauses->at[i], &l->returns);
    report_fill(asked, l);
}

str leaflet_more(const struct leaflet *l, int64_t n)
{
    struct speech s = { .arena = l->arena, .language = l->code };
    str number = number_said(&s, (decimal){ n, 0 });
    return l->page.n ? SAY(&s, "and %1$s more at %2$s", number, l->page)
                     : SAY(&s, "and %1$s more in the whole text", number);
}
