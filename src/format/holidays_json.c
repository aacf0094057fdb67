#include "format/holidays.h"

#include "base/utf8.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

struct gathering {
    struct ctx *ctx;
    str path, bytes;
    struct calendar_source *source;
};

// Where the text stands in the file as a value; the file's beginning if it is written there with escapes.
static struct place place_of(const struct gathering *g, const char *text)
{
    str quoted = text ? str_format(g->ctx->arena, "\"%s\"", text) : (str){ 0 };
    size_t at = quoted.n ? str_find(g->bytes, quoted) : g->bytes.n;
    struct place place = { 1, 1 };
    for (size_t i = 0; at < g->bytes.n && i < at;) {
        size_t step = utf8_step(str_from_byte(g->bytes, i));
        place = g->bytes.at[i] == '\n' ? (struct place){ place.line + 1, 1 }
                                       : (struct place){ place.line, place.column + 1 };
        i += step ? step : 1;
    }
    return place;
}

static result bad(const struct gathering *g, const char *what, const char *text)
{
    return fail_at(g->ctx, ERR_INPUT, g->path, place_of(g, text), "%s '%.60s'", what, text ? text : "");
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
        { STR_INIT("new_year"), STR_INIT("New Year's Day") },
        { STR_INIT("2nd_january"), STR_INIT("2nd January") },
        { STR_INIT("good_friday"), STR_INIT("Good Friday") },
        { STR_INIT("easter_monday"), STR_INIT("Easter Monday") },
        { STR_INIT("early_may"), STR_INIT("Early May bank holiday") },
        { STR_INIT("spring"), STR_INIT("Spring bank holiday") },
        { STR_INIT("summer"), STR_INIT("Summer bank holiday") },
        { STR_INIT("late_august"), STR_INIT("Summer bank holiday") },
        { STR_INIT("early_may_ve"), STR_INIT("Early May bank holiday (VE day)") },
        { STR_INIT("queen_platinum"), STR_INIT("Platinum Jubilee bank holiday") },
        { STR_INIT("queens_bank_holiday"), STR_INIT("State Funeral of Queen Elizabeth II") },
        { STR_INIT("kings_coronation"), STR_INIT("Coronation of King Charles III") },
        { STR_INIT("christmas"), STR_INIT("Christmas Day") },
        { STR_INIT("boxing_day"), STR_INIT("Boxing Day") },
        { STR_INIT("st_patrick"), STR_INIT("St Patrick's Day") },
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

// Says where, of a failure that was seen without it.
static void error_place(struct ctx *ctx, str path, struct place place)
{
    if (ctx->error.source[0])
        return;
    snprintf(ctx->error.source, sizeof ctx->error.source, "%.*s", STR_ARGS(path));
    ctx->error.place = place;
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
    struct holiday h = { day, title_words(g->ctx->arena, str_from(title)) };
    if (notes && strstr(notes, "ubstitute"))
        h.title = str_format(g->ctx->arena, "%.*s (substitute day)", STR_ARGS(h.title));
    if (arena_is_full(g->ctx->arena))
        return arena_fail(g->ctx);
    result e = holiday_add(g->ctx, g->source, h);
    if (e == ERR_INPUT)
        error_place(g->ctx, g->path, place_of(g, when));
    return e;
}

static result events_add(struct gathering *g, const json_t *events)
{
    size_t i;
    json_t *event;
    result e = OK;
    json_array_foreach(events, i, event) if (!e) e = event_add(g, event);
    return e;
}

// The published form holds "events", the repository's a list under each year.
static result division_read(struct gathering *g, json_t *division)
{
    json_t *events = json_object_get(division, "events"), *year;
    const char *name;
    result e = OK;
    if (events)
        return json_is_array(events) ? events_add(g, events) : bad(g, "is no list:", "events");
    json_object_foreach(division, name,
                        year) if (!e && json_is_array(year)) // beside the years stand "title" and "slug"
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

static result division_refuse(const struct gathering *g, str wanted, size_t n, str names)
{
    const struct place place = { 1, 1 };
    if (!n)
        return fail_at(
            g->ctx, ERR_INPUT, g->path, place,
            "is JSON, but not GOV.UK's bank holidays: it has no 'england-and-wales' with its events");
    if (wanted.n)
        return fail_at(g->ctx, ERR_INPUT, g->path, place, "holds no holidays of '%.*s': it has %.*s",
                       STR_ARGS(wanted), STR_ARGS(names));
    return fail_at(
        g->ctx, ERR_INPUT, g->path, place,
        "holds the holidays of several nations: choose one of %.*s, as FILE#NAME or with --division",
        STR_ARGS(names));
}

static result division_choose(struct gathering *g, json_t *divisions, str wanted, json_t **chosen)
{
    struct buffer names = buffer_open(1024);
    const char *key;
    json_t *value;
    size_t n = 0;
    *chosen = NULL;
    json_object_foreach(divisions, key, value)
    {
        if (!json_is_object(value))
            continue;
        str name = division_name(key);
        buffer_print(&names, "%s%.*s", n++ ? ", " : "", STR_ARGS(name));
        if (str_same_name(name, wanted) || !wanted.n) {
            *chosen = value;
            g->source->id = str_copy(g->ctx->arena, name);
        }
    }
    bool is_chosen = *chosen && (wanted.n || n == 1);
    result e = is_chosen ? OK : division_refuse(g, wanted, n, buffer_str(&names));
    buffer_close(&names);
    return e;
}

// One line, so that a name never breaks a table or a calendar file: control characters become spaces.
static str title_clean(struct arena *arena, str title)
{
    char *clean = str_c(arena, title);
    for (size_t k = 0; clean && k < title.n; k++)
        if ((unsigned char)clean[k] < ' ')
            clean[k] = ' ';
    str trimmed = clean ? str_trim((str){ clean, title.n }) : (str){ 0 };
    return trimmed.n ? trimmed : STR("holiday");
}

result holiday_add(struct ctx *ctx, struct calendar_source *source, struct holiday holiday)
{
    int year = date_civil(holiday.day).year;
    if (source->holidays.n >= HOLIDAYS_MAX)
        return fail(ctx, ERR_INPUT, "there are more than %d holidays", HOLIDAYS_MAX);
    if (year < CALENDAR_YEAR_MIN || year > CALENDAR_YEAR_MAX)
        return fail(ctx, ERR_INPUT, "a holiday is in the year %d: a calendar holds those of %d to %d", year,
                    CALENDAR_YEAR_MIN, CALENDAR_YEAR_MAX);
    struct holiday *slot = LIST_PUSH(ctx->arena, &source->holidays);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct holiday){ holiday.day, title_clean(ctx->arena, holiday.title) };
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

result holidays_finish(struct ctx *ctx, str path, struct calendar_source *source)
{
    if (!source->holidays.n)
        return fail_at(ctx, ERR_INPUT, path, (struct place){ 1, 1 }, "holds no holidays");
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
    struct gathering g = { ctx, path, bytes, source };
    json_error_t error;
    json_t *chosen;
    *source = (struct calendar_source){ .zone = STR("Europe/London") };
    json_t *root = json_loadb(bytes.at, bytes.n, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        return fail_at(ctx, ERR_INPUT, path, (struct place){ error.line, error.column }, "is no JSON: %.100s",
                       error.text);
    json_t *divisions = json_object_get(root, "divisions");
    result e = division_choose(&g, divisions ? divisions : root, division, &chosen);
    if (!e)
        e = division_read(&g, chosen);
    json_decref(root);
    source->title = source->id;
    return e ? e : holidays_finish(ctx, path, source);
}
