// A document in full on paper: each clause as it is promised, whom to ring, how to complain, who signed which text, and
// that text itself.
#include "format/paper_internal.h"

enum { CODE_SHOWN = 12 }; // of the hash, on each page

void paper_add(const struct paper_asked *asked, struct paper *paper, enum paper_kind kind, str text)
{
    struct paper_block *block = text.n ? LIST_PUSH(asked->arena, &paper->blocks) : NULL;
    if (block)
        *block = (struct paper_block){ .kind = kind, .text = text };
}

void paper_room(const struct paper_asked *asked, struct paper *paper, int lines)
{
    struct paper_block *block = LIST_PUSH(asked->arena, &paper->blocks);
    if (block)
        *block = (struct paper_block){ .kind = PAPER_ROOM, .lines = lines };
}

// Of its fields, those that say what is promised, or the others. A promise of one clock and one share is one sentence.
static void fields_say(const struct paper_asked *asked, const struct clause *clause, bool is_promise,
                       struct paper *paper)
{
    struct speech s = paper_speech(asked, clause);
    const struct field_list *fields = clause ? &clause->fields : &asked->document->header;
    bool is_one = promise_sentence(&s).n;
    for (size_t i = 0; i < fields->n; i++) {
        enum field_key key = fields->at[i].kind->key;
        bool is_said = is_one && (key == KEY_CLOCK || key == KEY_TARGET);
        if (!is_said && is_promise_key(key) == is_promise)
            paper_add(asked, paper, PAPER_ITEM, field_sentence(&s, &fields->at[i]));
    }
}

void paper_promise(const struct paper_asked *asked, const struct clause *clause, struct paper *paper)
{
    struct speech s = paper_speech(asked, clause);
    paper_add(asked, paper, PAPER_ITEM, promise_sentence(&s));
    fields_say(asked, clause, true, paper);
}

static void fields_add(const struct paper_asked *asked, const struct clause *clause, struct paper *paper)
{
    paper_promise(asked, clause, paper);
    fields_say(asked, clause, false, paper);
}

static void clause_add(const struct paper_asked *asked, const struct clause *clause, struct paper *paper)
{
    struct speech s = paper_speech(asked, clause);
    enum clause_key key = clause->kind->key;
    str ring = key == CLAUSE_STANDARD || key == CLAUSE_PRIORITY ? paper_ring(asked, clause) : (str){ 0 };
    paper_add(asked, paper, PAPER_CLAUSE, clause_heading(&s));
    fields_add(asked, clause, paper);
    if (ring.n)
        paper_add(asked, paper, PAPER_ITEM, SAY(&s, "Whom to ask about it: %1$s", ring));
    paper_prose(asked, clause->prose, paper);
}

static void complaint_add(const struct paper_asked *asked, struct paper *paper)
{
    struct speech s = paper_speech(asked, NULL);
    str site = paper_typed(asked->site);
    paper_add(asked, paper, PAPER_PART, words(&s, N_("If it is not as promised")));
    paper_add(
        asked, paper, PAPER_ITEM,
        site.n ? SAY(&s, "Say so at %1$s/report, or ring the number under the promise. You need no account.",
                     site)
               : words(&s, N_("Say so: ring the number under the promise.")));
    paper_add(
        asked, paper, PAPER_ITEM,
        words(&s,
              N_("Was it said to be fixed, and is not? Say so on the page of the report: that is looked "
                 "into, and never counts as fixed by itself.")));
    paper_add(asked, paper, PAPER_ITEM,
              words(&s,
                    N_("Are you not content with an answer? Each body’s own way of complaining stays open to "
                       "you, and the Ombudsman after it. This text takes away nobody’s rights.")));
    paper_add(asked, paper, PAPER_ITEM, words(&s, N_("Danger to life: ring 999 first.")));
}

static void signatures_add(const struct paper_asked *asked, struct paper *paper)
{
    struct speech s = paper_speech(asked, NULL);
    if (asked->is_draft)
        return;
    if (asked->signatures.n)
        paper_add(asked, paper, PAPER_PART, words(&s, N_("Signatures")));
    for (size_t i = 0; i < asked->signatures.n; i++)
        paper_add(asked, paper, PAPER_ITEM,
                  SAY(&s, "%1$s: %2$s", asked->signatures.at[i].party, asked->signatures.at[i].words));
}

static void text_add(const struct paper_asked *asked, struct paper *paper)
{
    struct speech s = paper_speech(asked, NULL);
    paper_add(asked, paper, PAPER_PART,
              asked->is_draft ? words(&s, N_("The text as it stands"))
                              : words(&s, N_("The text that was signed")));
    paper_add(asked, paper, PAPER_TEXT,
              words(&s, N_("The sentences above are made from this text, and it alone counts.")));
    paper_add(asked, paper, PAPER_TEXT, SAY(&s, "Its SHA-256: %1$s", asked->hash));
    paper_add(asked, paper, PAPER_FINE, asked->document->text);
}

static str foot_of(const struct paper_asked *asked)
{
    struct speech s = paper_speech(asked, NULL);
    str code = str_slice(asked->hash, 0, CODE_SHOWN);
    if (asked->is_draft)
        return SAY(&s, "Draft, text %1$s", code);
    return SAY(&s, "Version %1$s of %2$s, text %3$s",
               number_said(&s, (decimal){ (int64_t)asked->version, 0 }),
               number_said(&s, (decimal){ (int64_t)asked->n_versions, 0 }), code);
}

void paper_make(const struct paper_asked *asked, struct paper *paper)
{
    const struct document *d = asked->document;
    struct speech s = paper_speech(asked, NULL);
    *paper = (struct paper){ .title = clause_heading(&s),
                             .under = paper_under(asked),
                             .language = language_code(asked->language),
                             .notice = language_notice(asked->language),
                             .standing = paper_standing(asked),
                             .foot = foot_of(asked) };
    paper->across = asked->is_draft ? words(&s, N_("Draft")) : (str){ 0 };
    paper->link = paper_link(asked);
    paper->link_words = words(&s, N_("How it stands now"));
    paper->rest = SAY(&s, "There is no room for more here. The whole text: %1$s", paper->link);
    paper_prose(asked, d->prose, paper);
    for (size_t i = 0; i < d->clauses.n; i++)
        clause_add(asked, &d->clauses.at[i], paper);
    complaint_add(asked, paper);
    paper_add(asked, paper, PAPER_PART, words(&s, N_("About this text")));
    fields_add(asked, NULL, paper);
    signatures_add(asked, paper);
    text_add(asked, paper);
}
