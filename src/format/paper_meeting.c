#include "format/paper_meeting.h"

#include "format/paper_internal.h"

enum { ROOM_PROMISE = 2, ROOM_LAST = 5, ROOM_AGREED = 12, NO_NUMBER = -1 };

// The parts of a pack, in the order in which they are talked about.
struct topic {
    const char *title; // with a place for the day of `since`, or none
    int64_t n;         // of what it has; NO_NUMBER where nothing is counted
    void (*fill)(const struct pack *pack, const struct speech *s, struct paper *paper);
};

static void lines_add(const struct pack *pack, const struct str_list *lines, enum paper_kind kind,
                      struct paper *paper)
{
    for (size_t i = 0; i < lines->n; i++)
        paper_add(&pack->asked, paper, kind, lines->at[i]);
}

static str short_heading(const struct speech *s, const struct clause *clause)
{
    return SAY(s, "%1$s: %2$s", clause->label, clause->title);
}

static void before_fill(const struct pack *pack, const struct speech *s, struct paper *paper)
{
    paper_add(&pack->asked, paper, PAPER_TEXT, words(s, N_("Who is here, and who could not come")));
    paper_room(&pack->asked, paper, ROOM_LAST);
    paper_add(&pack->asked, paper, PAPER_TEXT,
              words(s, N_("What was agreed at the meeting before, and what became of it")));
    lines_add(pack, &pack->agreed, PAPER_ITEM, paper);
    paper_room(&pack->asked, paper, ROOM_LAST);
}

static int64_t pressing_count(const struct pack *pack)
{
    int64_t n = 0;
    for (size_t i = 0; i < pack->promises.n; i++)
        n += pack->promises.at[i].is_pressing;
    return n;
}

static void pressing_fill(const struct pack *pack, const struct speech *s, struct paper *paper)
{
    for (size_t i = 0; i < pack->promises.n; i++) {
        const struct pack_promise *p = &pack->promises.at[i];
        if (p->is_pressing)
            paper_add(&pack->asked, paper, PAPER_ITEM,
                      SAY(s, "%1$s. %2$s", short_heading(s, p->clause), p->state));
    }
}

static void promise_fill(const struct pack *pack, const struct pack_promise *p, struct paper *paper)
{
    const struct paper_asked *asked = &pack->asked;
    struct speech of_clause = paper_speech(asked, p->clause);
    paper_add(asked, paper, PAPER_CLAUSE, clause_heading(&of_clause));
    paper_add(asked, paper, PAPER_TEXT, clause_party(p->clause));
    paper_promise(asked, p->clause, paper);
    paper_add(asked, paper, PAPER_STRONG, p->state);
    lines_add(pack, &p->said, PAPER_TEXT, paper);
    if (p->past.n)
        paper_add(asked, paper, PAPER_TEXT, words(&of_clause, N_("The periods before:")));
    lines_add(pack, &p->past, PAPER_ITEM, paper);
    paper_room(asked, paper, ROOM_PROMISE);
}

static void promises_fill(const struct pack *pack, const struct speech *s, struct paper *paper)
{
    (void)s;
    for (size_t i = 0; i < pack->promises.n; i++)
        promise_fill(pack, &pack->promises.at[i], paper);
}

static void deeds_fill(const struct pack *pack, const struct speech *s, struct paper *paper)
{
    (void)s;
    for (size_t i = 0; i < pack->deeds.n; i++)
        promise_fill(pack, &pack->deeds.at[i], paper);
}

static void owed_fill(const struct pack *pack, const struct speech *s, struct paper *paper)
{
    for (size_t i = 0; i < pack->owed.n; i++) {
        const struct pack_owed *o = &pack->owed.at[i];
        paper_add(&pack->asked, paper, PAPER_CLAUSE, o->promise);
        paper_add(&pack->asked, paper, PAPER_TEXT, SAY(s, "%1$s.", o->because));
        lines_add(pack, &o->steps, PAPER_ITEM, paper);
        paper_room(&pack->asked, paper, ROOM_PROMISE);
    }
}

static void done_fill(const struct pack *pack, const struct speech *s, struct paper *paper)
{
    (void)s;
    lines_add(pack, &pack->done, PAPER_ITEM, paper);
}

static void news_fill(const struct pack *pack, const struct speech *s, struct paper *paper)
{
    (void)s;
    lines_add(pack, &pack->news, PAPER_ITEM, paper);
}

static void agreed_fill(const struct pack *pack, const struct speech *s, struct paper *paper)
{
    paper_add(&pack->asked, paper, PAPER_TEXT, words(s, N_("Who does what, and by which day")));
    paper_room(&pack->asked, paper, ROOM_AGREED);
    paper_add(&pack->asked, paper, PAPER_TEXT, words(s, N_("When and where the next meeting is")));
    if (pack->next.n)
        paper_add(&pack->asked, paper, PAPER_ITEM, pack->next);
    paper_room(&pack->asked, paper, ROOM_PROMISE);
}

static str title_of(const struct pack *pack, const struct speech *s, const struct topic *part, size_t i)
{
    str title = filled(s, part->title, (const str[]){ date_said(s, pack->since) }, 1);
    return SAY(s, "%1$s. %2$s", number_said(s, (decimal){ (int64_t)i + 1, 0 }), title);
}

static void agenda_add(const struct pack *pack, const struct topic *parts, size_t n, struct paper *paper)
{
    struct speech s = paper_speech(&pack->asked, NULL);
    paper_add(&pack->asked, paper, PAPER_PART, words(&s, N_("What is talked about")));
    for (size_t i = 0; i < n; i++) {
        str title = title_of(pack, &s, &parts[i], i);
        str how_many = number_said(&s, (decimal){ parts[i].n, 0 });
        paper_add(&pack->asked, paper, PAPER_TEXT,
                  parts[i].n == NO_NUMBER ? title : SAY(&s, "%1$s (%2$s)", title, how_many));
    }
}

static void parts_add(const struct pack *pack, const struct topic *parts, size_t n, struct paper *paper)
{
    struct speech s = paper_speech(&pack->asked, NULL);
    for (size_t i = 0; i < n; i++) {
        paper_add(&pack->asked, paper, PAPER_PART, title_of(pack, &s, &parts[i], i));
        if (!parts[i].n)
            paper_add(&pack->asked, paper, PAPER_TEXT, words(&s, N_("None.")));
        parts[i].fill(pack, &s, paper);
    }
}

static str life_of(const struct pack *pack, const struct speech *s)
{
    str all = { 0 };
    for (size_t i = 0; i < pack->life.n; i++)
        all = before(s, all, pack->life.at[i]);
    return all;
}

void pack_make(const struct pack *pack, struct paper *paper)
{
    const struct topic parts[] = {
        { N_("Who is here, and the meeting before"), NO_NUMBER, before_fill },
        { N_("Where something has to happen"), pressing_count(pack), pressing_fill },
        { N_("Each promise"), (int64_t)pack->promises.n, promises_fill },
        { N_("What is to be done by a day"), (int64_t)pack->deeds.n, deeds_fill },
        { N_("What is owed for a miss"), (int64_t)pack->owed.n, owed_fill },
        { N_("What was put right since %1$s"), (int64_t)pack->done.n, done_fill },
        { N_("What was said since %1$s"), (int64_t)pack->news.n, news_fill },
        { N_("What we agree today"), NO_NUMBER, agreed_fill },
    };
    const size_t n = sizeof parts / sizeof *parts;
    const struct paper_asked *asked = &pack->asked;
    struct speech s = paper_speech(asked, NULL);
    str day = date_said(&s, pack->today);
    *paper = (struct paper){ .title = clause_heading(&s),
                             .under = SAY(&s, "For the meeting of its parties. How it stood on %1$s", day),
                             .language = language_code(asked->language),
                             .notice = language_notice(asked->language),
                             .standing = life_of(pack, &s),
                             .foot = SAY(&s, "For the meeting, as it stood on %1$s", day) };
    paper->link = paper_link(asked);
    paper->link_words = words(&s, N_("How it stands now"));
    paper->rest = SAY(&s, "There is no room for more here. All of it: %1$s", paper->link);
    agenda_add(pack, parts, n, paper);
    parts_add(pack, parts, n, paper);
}
