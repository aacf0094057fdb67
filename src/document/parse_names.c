// Names that a document declares, and that its values then use: parties, events, facts.
#include "document/names.h"
#include "document/parse_rules.h"

static const str THE_PROVIDER = STR_INIT("the provider");

void names_begin(struct parser *p)
{
    struct str_list names = { 0 };
    usual_events(p->ctx->arena, &p->events);
    usual_facts(p->ctx->arena, &names);
    for (size_t i = 0; i < names.n; i++) {
        struct fact *fact = LIST_PUSH(p->ctx->arena, &p->facts);
        if (fact)
            fact->name = names.at[i];
    }
}

static void fact_declare(struct parser *p, const struct fact *fact, str from)
{
    for (size_t i = 0; i < p->facts.n; i++)
        if (str_same_name(p->facts.at[i].name, fact->name)) {
            if (!p->is_strict)
                problem(p, SEVERITY_ERROR, from, "the Fact '%.*s' is declared already",
                        STR_ARGS(shown(p, fact->name)));
            return;
        }
    struct fact *slot = LIST_PUSH(p->ctx->arena, &p->facts);
    if (slot)
        *slot = *fact;
}

// "Aldermoor ward, Harcaster" may be called "Aldermoor ward".
static void area_declare(struct parser *p, str area)
{
    size_t comma = str_find(area, STR(","));
    str_list_add(p->ctx->arena, &p->areas, area);
    if (comma < area.n)
        str_list_add(p->ctx->arena, &p->areas, str_trim(str_slice(area, 0, comma)));
}

void header_declare(struct parser *p, const struct field *field, str from)
{
    enum field_key key = field->kind->key;
    if (field->is_bad)
        return;
    if (key == KEY_FACT)
        fact_declare(p, &field->fact, from);
    for (size_t i = 0; key != KEY_FACT && i < field->items.n; i++) {
        str item = field->items.at[i];
        if (key == KEY_AREA)
            area_declare(p, item);
        else
            str_list_add(p->ctx->arena, key == KEY_EVENT ? &p->events : &p->parties, item);
    }
    if (p->parties.n > NAMES_MAX || p->events.n > NAMES_MAX || p->facts.n > NAMES_MAX ||
        p->areas.n > 2 * NAMES_MAX)
        problem_refuse(p, from, "a document names at most %d parties, areas, events and facts: split it",
                       NAMES_MAX);
}

// Longest first, so that "the council of the area" is not "the council" and something left over.
bool name_take(struct cursor *c, const struct str_list *names, str *name)
{
    size_t best = 0;
    for (size_t i = 0; i < names->n; i++) {
        size_t words = cursor_sees_name(c, names->at[i]);
        if (words > best) {
            best = words;
            *name = names->at[i];
        }
    }
    c->i += best;
    return best > 0;
}

static bool is_reserved(str word)
{
    static const str words[] = {
        STR_INIT("each"),   STR_INIT("in"), STR_INIT("over"), STR_INIT("for"),  STR_INIT("from"),
        STR_INIT("to"),     STR_INIT("or"), STR_INIT("and"),  STR_INIT("when"), STR_INIT("unless"),
        STR_INIT("within"), STR_INIT("at"), STR_INIT("by"),   STR_INIT("of"),   STR_INIT("is"),
        STR_INIT("not"),    STR_INIT(","),  STR_INIT(";"),
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word_is(word, words[i]))
            return true;
    return false;
}

bool noun_read(struct cursor *c, str *noun, const char *what)
{
    size_t end = c->i;
    while (end < c->n && !is_reserved(c->words[end].text))
        end++;
    if (end == c->i)
        return expected(c, what);
    *noun = cursor_text(c, c->i, end);
    c->i = end;
    return true;
}

// The words up to the next comma or semicolon, or to the end.
static size_t part_end(const struct cursor *c)
{
    size_t end = c->i;
    while (end < c->n && !word_is(c->words[end].text, STR(",")) && !word_is(c->words[end].text, STR(";")))
        end++;
    return end;
}

// On paper, nobody can tell who "we" is: a promise needs a name.
static bool is_we(str word)
{
    static const str words[] = { STR_INIT("we"),  STR_INIT("us"),   STR_INIT("our"),  STR_INIT("ours"),
                                 STR_INIT("you"), STR_INIT("your"), STR_INIT("they"), STR_INIT("i") };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word_is(word, words[i]))
            return true;
    return false;
}

static bool we_refuse(struct cursor *c)
{
    return refuse(c, c->i, c->i + 1, "'%.*s' could be anybody: name the party, as it stands in Between",
                  STR_ARGS(cursor_word(c, 0)));
}

// Says which party was meant, trying ever fewer of the words that stand here.
static bool party_refuse(struct cursor *c)
{
    size_t end = part_end(c);
    if (is_we(cursor_word(c, 0)))
        return we_refuse(c);
    if (end == c->i)
        return expected(c, "a party of Between");
    size_t most = end - c->i > 12 ? c->i + 12 : end;
    size_t least = word_is(cursor_word(c, 0), STR("the")) ? c->i + 2
                                                          : c->i + 1; // "the" alone is like any other
    for (size_t to = most; to >= least; to--) {
        str text = cursor_text(c, c->i, to), near = nearest(c, text, &c->parser->parties);
        if (near.n)
            return refuse(c, c->i, to, "'%.*s' is not in Between: did you mean '%.*s'?",
                          STR_ARGS(shown(c->parser, text)), STR_ARGS(near));
    }
    str text = shown(c->parser, cursor_text(c, c->i, end));
    for (size_t i = 0; i < c->parser->parties.n && !c->is_quiet; i++) {
        str party = c->parser->parties.at[i];
        bool is_list = str_has(party, ',') || str_find(party, STR(" and ")) < party.n;
        if (is_list && str_find(party, text) < party.n)
            return refuse(c, c->i, end,
                          "'%.*s' is not in Between by itself: put ';' between the parties there",
                          STR_ARGS(text));
    }
    return refuse(c, c->i, end, "'%.*s' is not in Between: add it there, or name one that is",
                  STR_ARGS(text));
}

bool party_read(struct cursor *c, str *party)
{
    if (name_take(c, &c->parser->parties, party))
        return true;
    *party = THE_PROVIDER;
    return cursor_takes(c, THE_PROVIDER) || party_refuse(c);
}

// payee = party | "the person who" word
bool payee_read(struct cursor *c, str *payee)
{
    size_t at = c->i;
    if (!cursor_takes(c, STR("the person who")))
        return party_read(c, payee);
    if (cursor_at_end(c) || is_reserved(cursor_word(c, 0)))
        return expected(c, "what the person did, such as 'reported'");
    c->i++;
    *payee = cursor_text(c, at, c->i);
    return true;
}

static bool parties_declare(struct cursor *c, struct str_list *items)
{
    if (!items_read(c, items))
        return false;
    for (c->i = 0; c->i < c->n; c->i++) {
        bool is_first = c->i == 0 || word_is(c->words[c->i - 1].text, STR(";"));
        bool is_alone = c->i + 1 == c->n || word_is(c->words[c->i + 1].text, STR(";"));
        if (is_first && is_alone && is_we(cursor_word(c, 0)) && !cursor_is_strict(c))
            return refuse(c, c->i, c->i + 1, "'%.*s' could be anybody: write the party's name",
                          STR_ARGS(cursor_word(c, 0)));
    }
    return true;
}

bool parties_read(struct cursor *c, struct field *field)
{
    if (field->kind->key == KEY_BETWEEN || field->kind->key == KEY_FUNDS)
        return parties_declare(c, &field->items);
    do {
        str party;
        if (!party_read(c, &party))
            return false;
        str_list_add(c->parser->ctx->arena, &field->items, party);
    } while (cursor_takes(c, STR(";")));
    return true;
}

// Small words may stand in an event ("back in service"); these can't.
static bool is_event_end(str word)
{
    static const str words[] = { STR_INIT(","),    STR_INIT(";"),      STR_INIT("to"),
                                 STR_INIT("or"),   STR_INIT("and"),    STR_INIT("within"),
                                 STR_INIT("when"), STR_INIT("unless"), STR_INIT("from") };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word_is(word, words[i]))
            return true;
    return false;
}

// What opens or ends a stage is often an event of the procedure's own: any words are one, but for those that the
// grammar needs. How many stand here.
static size_t event_words(const struct cursor *c)
{
    size_t end = c->i;
    if (cursor_sees(c, STR("the later of")))
        return 0;
    while (end < c->n && (!is_reserved(c->words[end].text) || word_is(c->words[end].text, STR("of"))))
        end++;
    return end - c->i;
}

static bool is_open_event(const struct cursor *c)
{
    return c->parser->document && c->parser->document->kind->key != DOCUMENT_CHARTER;
}

static bool event_refuse(struct cursor *c)
{
    size_t end = c->i;
    while (end < c->n && !is_event_end(c->words[end].text))
        end++;
    if (end == c->i)
        return expected(c, "an event, such as 'report'");
    str text = cursor_text(c, c->i, end), near = nearest(c, text, &c->parser->events);
    str name = shown(c->parser, text);
    if (near.n)
        return refuse(c, c->i, end, "'%.*s' is not an event: did you mean '%.*s'?", STR_ARGS(name),
                      STR_ARGS(near));
    return refuse(c, c->i, end, "'%.*s' is not an event: declare it in the header, '- Event: %.*s'",
                  STR_ARGS(name), STR_ARGS(name));
}

// On a command line no events are declared: any words are taken for one.
static bool event_any_read(struct cursor *c, str *event)
{
    size_t from = c->i;
    while (!cursor_at_end(c) && !cursor_sees(c, STR(",")) && !cursor_sees(c, STR(";")) &&
           !cursor_sees(c, STR("by the clock")))
        c->i++;
    *event = cursor_text(c, from, c->i);
    return event->n > 0 || expected(c, "an event, such as 'report'");
}

// A name that is known, unless more words stand here than it has: "notice of motion" is not a notice.
static bool event_takes(struct cursor *c, str *event)
{
    struct cursor behind = *c;
    size_t words = is_open_event(c) ? event_words(c) : 0;
    bool is_known = name_take(&behind, &c->parser->events, event) && behind.i - c->i >= words;
    if (is_known)
        c->i = behind.i;
    return is_known;
}

bool event_read(struct cursor *c, str *event)
{
    if (event_takes(c, event))
        return true;
    (void)habit_takes(c, STR("the"));
    if (event_takes(c, event))
        return true;
    if (is_open_event(c)) {
        size_t from = c->i;
        c->i += event_words(c);
        *event = cursor_text(c, from, c->i);
        return event->n > 0 || expected(c, "an event, such as 'report'");
    }
    return c->parser->is_single ? event_any_read(c, event) : event_refuse(c);
}

// events = event { "or" event } | "the later of" event "and" event
bool events_read(struct cursor *c, struct events *events)
{
    bool is_later = cursor_takes(c, STR("the later of"));
    str event;
    events->how = is_later ? EVENTS_LATER : EVENTS_FIRST;
    do {
        if (!event_read(c, &event))
            return false;
        str_list_add(c->parser->ctx->arena, &events->names, event);
    } while (cursor_takes(c, is_later ? STR("and") : STR("or")));
    return !is_later || events->names.n > 1 || expected(c, "'and' and another event");
}

const struct fact *fact_sees(const struct cursor *c, size_t *words)
{
    const struct fact_list *facts = &c->parser->facts;
    const struct fact *best = NULL;
    *words = 0;
    for (size_t i = 0; i < facts->n; i++) {
        size_t found = cursor_sees_name(c, facts->at[i].name);
        if (found > *words) {
            best = &facts->at[i];
            *words = found;
        }
    }
    return best;
}

bool fact_refuse(struct cursor *c)
{
    struct str_list names = { 0 };
    size_t end = c->i;
    while (end < c->n && !is_reserved(c->words[end].text) && !word_is(c->words[end].text, STR("more")) &&
           !word_is(c->words[end].text, STR("under")))
        end++;
    if (end == c->i)
        return expected(c, "a Fact, or another test");
    bool is_told = !c->is_quiet && !c->has_failed && parser_is_telling(c->parser);
    for (size_t i = 0; is_told && i < c->parser->facts.n; i++)
        str_list_add(c->parser->ctx->arena, &names, c->parser->facts.at[i].name);
    str text = cursor_text(c, c->i, end), near = nearest(c, text, &names), name = shown(c->parser, text);
    if (near.n)
        return refuse(c, c->i, end, "'%.*s' is not a Fact: did you mean '%.*s'?", STR_ARGS(name),
                      STR_ARGS(near));
    return refuse(c, c->i, end, "'%.*s' is not a Fact: declare it in the header, '- Fact: %.*s'",
                  STR_ARGS(name), STR_ARGS(name));
}

// "depth in mm": a comma was forgotten, and the unit has become part of the name.
static bool is_unit_forgotten(const struct cursor *c, size_t end)
{
    static const str units[] = { STR_INIT("mm"), STR_INIT("cm"), STR_INIT("m"), STR_INIT("metres"),
                                 STR_INIT("£") };
    struct cursor last = *c;
    if (end < 3 || !word_is(c->words[end - 2].text, STR("in")) || cursor_is_strict(c))
        return false;
    last.i = end - 1;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (word_is(cursor_word(&last, 0), units[i]))
            return true;
    return unit_sees(&last);
}

static bool fact_values_read(struct cursor *c, struct str_list *values)
{
    do {
        size_t from = c->i;
        while (!cursor_at_end(c) && !cursor_sees(c, STR("/")) && !cursor_sees(c, STR(",")) &&
               !cursor_sees(c, STR(";")))
            c->i++;
        if (c->i == from)
            return expected(c, "a value");
        str_list_add(c->parser->ctx->arena, values, cursor_text(c, from, c->i));
    } while (cursor_takes(c, STR("/")));
    return values->n > 1 || refuse(c, 0, c->n, "a Fact has two values or more, with ' / ' between them");
}

// fact [ "," ( "in" noun | "one of" item { "/" item } ) ]
bool fact_read(struct cursor *c, struct fact *fact)
{
    size_t end = part_end(c);
    if (end == 0)
        return expected(c, "the name of a Fact");
    if (is_unit_forgotten(c, end)) {
        c->i = end - 2;
        return cursor_ends(c);
    }
    fact->name = cursor_text(c, 0, end);
    c->i = end;
    if (!cursor_takes(c, STR(",")))
        return true;
    if (cursor_takes(c, STR("one of")))
        return fact_values_read(c, &fact->values);
    if (!cursor_takes(c, STR("in")) || cursor_at_end(c))
        return expected(c, "'in' and a unit, or 'one of' and the values");
    fact->unit = cursor_text(c, c->i, part_end(c));
    c->i = part_end(c);
    return fact->unit.n > 0 || expected(c, "a unit");
}
