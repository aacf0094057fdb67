#include "app/street.h"

#include "app/case_words.h"
#include "app/spans.h"
#include "rules/words.h"

enum { STREET_WORDS = 64, RUN_WORDS = 4, RUNS_MAX = 8, LOOKED_AT = 2000, FOUND_MAX = 200, REPORTS_LEAST = 2 };

// What a street is called by, as its stem; and how it is shortened.
static str street_kind(str word)
{
    static const struct {
        str word, kind;
    } kinds[] = {
        { STR_INIT("street"), STR_INIT("street") },     { STR_INIT("st"), STR_INIT("street") },
        { STR_INIT("road"), STR_INIT("road") },         { STR_INIT("rd"), STR_INIT("road") },
        { STR_INIT("lan"), STR_INIT("lane") },          { STR_INIT("ln"), STR_INIT("lane") },
        { STR_INIT("clos"), STR_INIT("close") },        { STR_INIT("avenu"), STR_INIT("avenue") },
        { STR_INIT("av"), STR_INIT("avenue") },         { STR_INIT("driv"), STR_INIT("drive") },
        { STR_INIT("way"), STR_INIT("way") },           { STR_INIT("wai"), STR_INIT("way") },
        { STR_INIT("hill"), STR_INIT("hill") },         { STR_INIT("court"), STR_INIT("court") },
        { STR_INIT("crescent"), STR_INIT("crescent") }, { STR_INIT("plac"), STR_INIT("place") },
        { STR_INIT("terrac"), STR_INIT("terrace") },    { STR_INIT("grov"), STR_INIT("grove") },
        { STR_INIT("garden"), STR_INIT("garden") },     { STR_INIT("walk"), STR_INIT("walk") },
        { STR_INIT("squar"), STR_INIT("square") },      { STR_INIT("path"), STR_INIT("path") },
        { STR_INIT("row"), STR_INIT("row") },           { STR_INIT("green"), STR_INIT("green") },
        { STR_INIT("park"), STR_INIT("park") },         { STR_INIT("hous"), STR_INIT("house") },
        { STR_INIT("yard"), STR_INIT("yard") },         { STR_INIT("bridg"), STR_INIT("bridge") },
        { STR_INIT("mead"), STR_INIT("mead") },         { STR_INIT("rise"), STR_INIT("rise") },
        { STR_INIT("heol"), STR_INIT("heol") },         { STR_INIT("stryd"), STR_INIT("stryd") },
        { STR_INIT("ffordd"), STR_INIT("ffordd") },     { STR_INIT("lon"), STR_INIT("lon") },
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_equal(kinds[i].word, word))
            return kinds[i].kind;
    return (str){ 0 };
}

static bool is_welsh_kind(str kind)
{
    return str_equal(kind, STR("heol")) || str_equal(kind, STR("stryd")) || str_equal(kind, STR("ffordd")) ||
        str_equal(kind, STR("lon"));
}

static size_t words_cut(str stems, str *words)
{
    size_t n = 0;
    while (stems.at && n < STREET_WORDS) {
        str word = str_cut(&stems, ' ');
        if (word.n)
            words[n++] = word;
    }
    return n;
}

str street_named(struct ctx *ctx, str text)
{
    str words[STREET_WORDS];
    size_t n = words_cut(words_stems(ctx, text), words);
    for (size_t i = 0; i + 1 < n; i++) {
        str first = street_kind(words[i]), second = street_kind(words[i + 1]);
        if (second.n && !is_welsh_kind(second) && !char_is_digit(words[i].at[0]))
            return str_format(ctx->arena, "%.*s %.*s", STR_ARGS(words[i]), STR_ARGS(second));
        if (first.n && is_welsh_kind(first))
            return str_format(ctx->arena, "%.*s %.*s", STR_ARGS(first), STR_ARGS(words[i + 1]));
    }
    return (str){ 0 };
}

// Runs of words that may be a name, in the order in which they are looked for.
struct runs {
    struct ctx *ctx;
    struct spans words;
    str at[RUNS_MAX];
    size_t n;
};

static bool is_capital(str word)
{
    return (word.at[0] >= 'A' && word.at[0] <= 'Z') || (unsigned char)word.at[0] >= 0x80;
}

// No part of a street's name, and so what comes before one.
static bool is_between(str word)
{
    static const str all[] = {
        STR_INIT("a"),     STR_INIT("an"),      STR_INIT("the"),      STR_INIT("my"),     STR_INIT("our"),
        STR_INIT("your"),  STR_INIT("their"),   STR_INIT("this"),     STR_INIT("that"),   STR_INIT("and"),
        STR_INIT("or"),    STR_INIT("by"),      STR_INIT("near"),     STR_INIT("behind"), STR_INIT("beside"),
        STR_INIT("along"), STR_INIT("between"), STR_INIT("opposite"), STR_INIT("off"),    STR_INIT("outside"),
        STR_INIT("next"),  STR_INIT("to"),      STR_INIT("at"),       STR_INIT("on"),     STR_INIT("in"),
        STR_INIT("under"), STR_INIT("where"),   STR_INIT("of"),       STR_INIT("from"),   STR_INIT("down"),
        STR_INIT("up"),    STR_INIT("is"),      STR_INIT("are"),      STR_INIT("was"),    STR_INIT("with"),
        STR_INIT("for"),   STR_INIT("no"),      STR_INIT("its"),      STR_INIT("into"),   STR_INIT("across"),
        STR_INIT("same"),  STR_INIT("corner"),  STR_INIT("yr"),       STR_INIT("y"),      STR_INIT("ar")
    };
    return char_is_digit(word.at[0]) || is_word_of(word, all, sizeof all / sizeof *all);
}

// A word and the next, with nothing but a space or a hyphen between them, or the full stop of "St. Mary's".
static bool is_joined(const struct spans *words, size_t i)
{
    str gap = str_slice(words->typed, words->at[i].to, words->at[i + 1].from);
    return str_equal(gap, STR(" ")) || str_equal(gap, STR("-")) ||
        (str_equal(gap, STR(". ")) && words->at[i].to - words->at[i].from == 2);
}

// "Foundry Lane", and not the street light that stands there.
static str kind_at(const struct runs *runs, size_t i)
{
    static const str things[] = { STR_INIT("light"),    STR_INIT("lights"),  STR_INIT("lighting"),
                                  STR_INIT("lamp"),     STR_INIT("lamps"),   STR_INIT("sign"),
                                  STR_INIT("cleaning"), STR_INIT("cleaner"), STR_INIT("furniture") };
    const struct spans *words = &runs->words;
    if (i + 1 < words->n && is_joined(words, i) &&
        is_word_of(spans_word(words, i + 1), things, sizeof things / sizeof *things))
        return (str){ 0 };
    return street_kind(words_stems(runs->ctx, spans_word(words, i)));
}

// The first word of a name that ends there.
static size_t run_first(const struct runs *runs, size_t last)
{
    size_t first = last;
    while (first && last - first + 1 < RUN_WORDS && is_joined(&runs->words, first - 1) &&
           !is_between(spans_word(&runs->words, first - 1)))
        first--;
    return first;
}

static void run_add(struct runs *runs, str run)
{
    if (runs->n < RUNS_MAX)
        runs->at[runs->n++] = run;
}

// "foundry lane" for "foundry ln", as titles are written.
static str run_whole(const struct runs *runs, size_t first, size_t last, str kind)
{
    str end = spans_word(&runs->words, last);
    return end.n < kind.n ? str_format(runs->ctx->arena, "%.*s %.*s",
                                       STR_ARGS(spans_run(&runs->words, first, last - 1)), STR_ARGS(kind))
                          : spans_run(&runs->words, first, last);
}

static void streets_add(struct runs *runs)
{
    for (size_t i = 0; i < runs->words.n; i++) {
        str kind = kind_at(runs, i);
        if (kind.n && !is_welsh_kind(kind))
            for (size_t first = run_first(runs, i); first < i; first++)
                run_add(runs, run_whole(runs, first, i, kind));
        if (!kind.n || !is_welsh_kind(kind))
            continue;
        size_t last = i;
        while (last + 1 < runs->words.n && last - i + 1 < RUN_WORDS && is_joined(&runs->words, last))
            last++;
        for (; last > i; last--)
            run_add(runs, spans_run(&runs->words, i, last));
    }
}

// Names in capitals: of two words or more, or one that does not just begin a sentence.
static void names_add(struct runs *runs)
{
    enum { SINGLE_LEAST = 4 };
    const struct spans *words = &runs->words;
    for (size_t i = 0; i < words->n; i++) {
        size_t last = i;
        if (!is_capital(spans_word(words, i)) || is_between(spans_word(words, i)))
            continue;
        while (last + 1 < words->n && is_joined(words, last) && is_capital(spans_word(words, last + 1)))
            last++;
        if (last > i || ((i || words->n == 1) && spans_word(words, i).n >= SINGLE_LEAST))
            run_add(runs, spans_run(words, i, last));
        i = last;
    }
}

static void runs_open(struct ctx *ctx, str typed, struct runs *runs)
{
    *runs = (struct runs){ .ctx = ctx };
    spans_find(typed, &runs->words);
    streets_add(runs);
}

bool has_street(struct ctx *ctx, str text)
{
    struct runs runs;
    runs_open(ctx, text, &runs);
    return runs.n > 0;
}

str street_written(struct ctx *ctx, str text)
{
    struct runs runs;
    runs_open(ctx, text, &runs);
    const struct spans *words = &runs.words;
    for (size_t i = 1; i < words->n; i++) {
        str kind = kind_at(&runs, i);
        size_t first = run_first(&runs, i);
        if (!kind.n || is_welsh_kind(kind) || !is_capital(spans_word(words, i)))
            continue;
        while (first < i && !is_capital(spans_word(words, first)))
            first++;
        if (first == i)
            continue;
        bool has_number = first && is_joined(words, first - 1) &&
            char_is_digit(words->typed.at[words->at[first - 1].from]);
        return spans_run(words, first - has_number, i);
    }
    return (str){ 0 };
}

// Where those words stand in a title as whole words, as the title has them.
static str words_in(str title, str words)
{
    for (size_t i = 0; i + words.n <= title.n; i++) {
        str there = str_slice(title, i, i + words.n);
        bool ends = i + words.n == title.n || !is_of_word(title.at[i + words.n]);
        if (ends && (!i || !is_of_word(title.at[i - 1])) && str_same_name(there, words))
            return there;
    }
    return (str){ 0 };
}

// The smallest area of a report that is a place here.
static str area_of(const struct board *board, str areas)
{
    while (areas.at && areas.n) {
        str area = str_trim(str_cut(&areas, ';'));
        for (size_t i = 0; i < board->places.n; i++)
            if (str_same_name(board->places.at[i], area))
                return board->places.at[i];
    }
    return (str){ 0 };
}

struct tally {
    str area;
    int64_t n;
};

struct tallies {
    struct tally *at;
    size_t n, room;
};

static result tally_add(struct ctx *ctx, struct tallies *tallies, str area)
{
    size_t i = 0;
    while (i < tallies->n && !str_equal(tallies->at[i].area, area))
        i++;
    struct tally *slot = i < tallies->n ? &tallies->at[i] : LIST_PUSH(ctx->arena, tallies);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct tally){ area, slot->n + 1 };
    return OK;
}

// The most frequent, over and over; of two as frequent, the one of the newest report.
static void tallies_take(struct tallies *tallies, struct street *street)
{
    while (street->n < STREET_AREAS && street->n < tallies->n) {
        size_t most = 0;
        for (size_t i = 1; i < tallies->n; i++)
            most = tallies->at[i].n > tallies->at[most].n ? i : most;
        street->at[street->n].area = tallies->at[most].area;
        street->at[street->n++].n = tallies->at[most].n;
        tallies->at[most].n = 0;
    }
}

static result run_look(struct ctx *ctx, struct db *db, const struct board *board, str run,
                       struct street *street)
{
    struct case_row_list rows;
    struct tallies tallies = { 0 };
    str name = { 0 };
    int64_t n = 0;
    result e = query_case_search(
        ctx, db, &(struct case_search_in){ COMMUNITY_FIRST, LOOKED_AT, like_words(ctx, run), FOUND_MAX },
        &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        str there = words_in(rows.at[i].summary, run), area = area_of(board, rows.at[i].area);
        if (!there.n || !area.n)
            continue;
        name = name.n ? name : there;
        n++;
        e = tally_add(ctx, &tallies, area);
    }
    if (!e && n >= REPORTS_LEAST) {
        street->name = name;
        tallies_take(&tallies, street);
    }
    return e;
}

result street_find(struct ctx *ctx, struct db *db, const struct street_question *question,
                   struct street *street)
{
    struct runs runs;
    result e = OK;
    *street = (struct street){ .n = 0 };
    runs_open(ctx, question->typed, &runs);
    if (question->is_any)
        names_add(&runs);
    for (size_t i = 0; i < runs.n && !e && !street->n; i++)
        e = run_look(ctx, db, question->board, runs.at[i], street);
    return e;
}
