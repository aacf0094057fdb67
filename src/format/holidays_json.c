#include "format/holidays.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct gathering {
    struct ctx *ctx;
    str path;
    struct calendar_source *source;
};

static result bad(const struct gathering *g, const char *what, const char *text)
{
    return fail_at(g->ctx, ERR_INPUT, g->path, (struct place){ 0 }, "%s '%.60s'", what, text ? text : "");
}

// DD/MM/YYYY, as GOV.UK's repository writes dates.
static bool repository_date(str s, date *d)
{
    int64_t day, month, year;
    if (s.n != 10 || s.at[2] != '/' || s.at[5] != '/' || !str_to_int(str_slice(s, 0, 2), &day) ||
        !str_to_int(str_slice(s, 3, 5), &month) || !str_to_int(str_slice(s, 6, 10), &year))
        return false;
    struct civil c = { (int)year, (int)month, (int)day };
    if (!civil_is_valid(c))
        return false;
    *d = date_from_civil(c);
    return true;
}

// "bank_holidays.new_year" in words: the repository's keys, and what the published feed calls the days.
static str title_words(struct arena *arena, str title)
{
    static const struct {
        str key, words;
    } known[] = {
        { STR_INIT("new_year"), STR_INIT("New Year's Day") },           { STR_INIT("2nd_january"), STR_INIT("2nd January") },
        { STR_INIT("good_friday"), STR_INIT("Good Friday") },           { STR_INIT("easter_monday"), STR_INIT("Easter Monday") },
        { STR_INIT("early_may"), STR_INIT("Early May bank holiday") },  { STR_INIT("spring"), STR_INIT("Spring bank holiday") },
        { STR_INIT("summer"), STR_INIT("Summer bank holiday") },        { STR_INIT("christmas"), STR_INIT("Christmas Day") },
        { STR_INIT("boxing_day"), STR_INIT("Boxing Day") },             { STR_INIT("st_patrick"), STR_INIT("St Patrick's Day") },
        { STR_INIT("st_andrew"), STR_INIT("St Andrew's Day") },
        { STR_INIT("battle_boyne"), STR_INIT("Battle of the Boyne (Orangemen's Day)") },
    };
    str prefix = STR("bank_holidays.");
    if (!str_starts(title, prefix))
        return str_copy(arena, title);
    str key = str_from_byte(title, prefix.n);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_equal(key, known[i].key))
            return known[i].words;
    char *words = str_c(arena, key); // "queens_platinum_jubilee" reads well enough without its underlines
    for (size_t i = 0; words && words[i]; i++)
        if (words[i] == '_')
            words[i] = ' ';
    if (words && words[0] >= 'a' && words[0] <= 'z')
        words[0] = (char)(words[0] - 'a' + 'A');
    return str_from(words);
}

static result event_add(struct gathering *g, const json_t *event)
{
    const char *title = json_string_value(json_object_get(event, "title"));
    const char *when = json_string_value(json_object_get(event, "date"));
    const char *notes = json_string_value(json_object_get(event, "notes"));
    date day;
    if (!title || !when)
        return bad(g, "an event has no title or no date:", title ? title : when);
    if (!date_parse(str_from(when), &day) && !repository_date(str_from(when), &day))
        return bad(g, "an event's date is neither YYYY-MM-DD nor DD/MM/YYYY:", when);
    struct holiday *h = LIST_PUSH(g->ctx->arena, &g->source->holidays);
    if (!h)
        return arena_fail(g->ctx);
    if (g->source->holidays.n > HOLIDAYS_MAX)
        return bad(g, "there are more than 20,000 holidays, the last one", title);
    *h = (struct holiday){ day, title_words(g->ctx->arena, str_from(title)) };
    if (notes && strstr(notes, "ubstitute"))
        h->title = str_format(g->ctx->arena, "%.*s (substitute day)", STR_ARGS(h->title));
    return arena_is_full(g->ctx->arena) ? arena_fail(g->ctx) : OK;
}

static result events_add(struct gathering *g, const json_t *events)
{
    size_t i;
    json_t *event;
    result e = OK;
    json_array_foreach(events, i, event)
        if (!e)
            e = event_add(g, event);
    return e;
}

// The published form holds "events", the repository's a list under each year.
static result division_read(struct gathering *g, const json_t *division)
{
    json_t *events = json_object_get(division, "events"), *year;
    const char *name;
    result e = OK;
    if (events)
        return events_add(g, events);
    json_object_foreach((json_t *)division, name, year)
        if (!e && json_is_array(year))
            e = events_add(g, year);
    return e;
}

// "common.nations.england-and-wales_slug" and "england-and-wales" are both england-and-wales.
static str division_name(const char *key)
{
    str name = str_from(key), prefix = STR("common.nations."), suffix = STR("_slug");
    if (str_starts(name, prefix))
        name = str_from_byte(name, prefix.n);
    return str_ends(name, suffix) ? str_slice(name, 0, name.n - suffix.n) : name;
}

static result division_choose(struct gathering *g, json_t *divisions, str wanted, const json_t **chosen)
{
    struct buffer names = buffer_open(1024);
    const char *key;
    json_t *value;
    size_t n = 0;
    *chosen = NULL;
    json_object_foreach(divisions, key, value) {
        if (!json_is_object(value))
            continue;
        str name = division_name(key);
        buffer_print(&names, "%s%.*s", n++ ? ", " : "", STR_ARGS(name));
        if (str_same_name(name, wanted) || !wanted.n) {
            *chosen = value;
            g->source->id = str_copy(g->ctx->arena, name);
        }
    }
    result e = OK;
    if (!*chosen)
        e = fail_at(g->ctx, ERR_INPUT, g->path, (struct place){ 0 }, "holds no holidays of '%.*s': it has %.*s", STR_ARGS(wanted), STR_ARGS(buffer_str(&names)));
    else if (!wanted.n && n > 1)
        e = fail_at(g->ctx, ERR_INPUT, g->path, (struct place){ 0 }, "holds the holidays of several nations: choose one of %.*s, as FILE#NAME or with --division", STR_ARGS(buffer_str(&names)));
    buffer_close(&names);
    return e;
}

result holidays_finish(struct ctx *ctx, str path, struct calendar_source *source)
{
    if (!source->holidays.n)
        return fail_at(ctx, ERR_INPUT, path, (struct place){ 0 }, "holds no holidays");
    source->weekend = 1u << SATURDAY | 1u << SUNDAY;
    source->first_year = DATE_YEAR_MAX;
    for (size_t i = 0; i < source->holidays.n; i++) {
        int year = date_civil(source->holidays.at[i].day).year;
        source->first_year = year < source->first_year ? year : source->first_year;
        source->last_year = year > source->last_year ? year : source->last_year;
    }
    return OK;
}

result holidays_json(struct ctx *ctx, str path, str bytes, str division, struct calendar_source *source)
{
    struct gathering g = { ctx, path, source };
    json_error_t error;
    const json_t *chosen;
    *source = (struct calendar_source){ .zone = STR("Europe/London") };
    json_t *root = json_loadb(bytes.at, bytes.n, 0, &error);
    if (!root)
        return fail_at(ctx, ERR_INPUT, path, (struct place){ error.line, error.column }, "is no JSON: %.100s", error.text);
    json_t *divisions = json_object_get(root, "divisions");
    result e = division_choose(&g, divisions ? divisions : root, division, &chosen);
    if (!e)
        e = division_read(&g, chosen);
    json_decref(root);
    source->title = source->id;
    return e ? e : holidays_finish(ctx, path, source);
}
