// What each kind of value holds once it is read.
#include "parsing.h"

// One valid value at least for every kind of field; the clause it stands in, and the name behind its key.
static const struct {
    enum field_key key;
    const char *clause, *line;
} FIELDS[] = {
    { KEY_ID, "header", "- Id: other-1" },
    { KEY_AREA, "header", "- Area: A ward, B; C" },
    { KEY_BETWEEN, "header", "- Between: A; B, with C" },
    { KEY_FUNDS, "header", "- Funds: the fund" },
    { KEY_IN_FORCE, "header", "- In force: from 1 April 2026" },
    { KEY_CALENDAR, "header", "- Calendar: none" },
    { KEY_ZONE, "header", "- Zone: America/New_York" },
    { KEY_YEAR_STARTS, "header", "- Year starts: 29 February" },
    { KEY_PERIOD, "header", "- Period: financial year" },
    { KEY_REVIEW, "header", "- Review: every 12 months" },
    { KEY_FACT, "header", "- Fact: told before, in hours" },
    { KEY_EVENT, "header", "- Event: hand in; full council meeting" },
    { KEY_STATUS, "header", "- Status: not a contract" },
    { KEY_SPOKEN_FOR_BY, "header", "- Spoken for by: the association, 58 for, 3 against" },
    { KEY_ASKED, "header", "- Asked: 1,940 of 3,120 doors; 71% for" },
    { KEY_DECIDED_BY, "header", "- Decided by: minute 12" },
    { KEY_EQUALITY, "header", "- Equality: EIA-25-014" },
    { KEY_TRIAL, "header", "- Trial: 1 April 2025 to 30 June 2025" },
    { KEY_DEPARTURE, "header", "- Departure: by notice, up to 28 days" },
    { KEY_NOTICE, "header", "- Notice: 3 months" },
    { KEY_SUCCESSOR, "header", "- Successor: West Eastmark Council" },
    { KEY_PROVIDER, "Information", "- Provider: Threeways Homes; the provider" },
    { KEY_BY, "Option", "- By: the tenant, when access refused" },
    { KEY_ROLE, "Priority", "- Role: Parks Manager" },
    { KEY_DELIVERED_THROUGH, "Standard", "- Delivered through: Corvale (contract to 2029)" },
    { KEY_SERVICE, "Standard", "- Service: graffiti / racist, sexist or offensive; bins" },
    { KEY_FOR, "Contact", "- For: graffiti; fly-tipping" },
    { KEY_TELEPHONE, "Contact", "- Telephone: 01632 960100" },
    { KEY_EMAIL, "Contact", "- Email: streets@harcaster.example" },
    { KEY_PUBLIC, "Standard", "- Public: not taken here, unless access refused" },
    { KEY_DO, "Commitment", "- Do: water the baskets: all of them" },
    { KEY_MEASURE, "Standard", "- Measure: grade B or better at 30 places" },
    { KEY_HOURS, "Contact", "- Hours: Monday to Friday 09:00 to 17:00" },
    { KEY_ONLY_WHEN, "Standard", "- Only when: depth at least 40 mm and road class is A" },
    { KEY_WHEN, "Redress", "- When: the target is missed in 2 periods running; a case is late" },
    { KEY_START, "Standard", "- Start: next working day" },
    { KEY_CLOCK, "Standard", "- Clock: no time promised" },
    { KEY_CLOCK, "Standard", "- Clock made safe: from works notice to completion, at least 48 hours" },
    { KEY_EVERY, "Review", "- Every: 12 months" },
    { KEY_OPEN, "Standard", "- Open: Monday to Friday 09:00 to 17:00; Saturday closed" },
    { KEY_COUNT, "Monitoring", "- Count: at least 2 rounds each month" },
    { KEY_TARGET, "Standard", "- Target: median of under 3 working days over the last 4 quarters" },
    { KEY_NORM, "Standard", "- Norm: within 15 days" },
    { KEY_NORM, "Standard", "- Norm made safe: at least 86%" },
    { KEY_AIM, "Standard", "- Aim: from report to completion, within 1 hour" },
    { KEY_EXPECT, "Standard", "- Expect: at least 30 minutes" },
    { KEY_REASON, "Standard", "- Reason: the residents mow the verges" },
    { KEY_COST, "Standard", "- Cost: £3,200 a year" },
    { KEY_EXEMPT, "Standard", "- Exempt: access refused; storm, said by the provider" },
    { KEY_PAUSE, "Standard", "- Pause: part on order, said by the provider, at most 15 working days" },
    { KEY_CONTRIBUTES, "Standard", "- Contributes: S2; aldermoor S13" },
    { KEY_IN_RETURN_FOR, "Standard", "- In return for: C1" },
    { KEY_PUBLISH, "Information", "- Publish: results, each quarter" },
    { KEY_INDICATOR, "Target", "- Indicator: NI 195 / litter" },
    { KEY_TYPE, "Target", "- Type: negotiable" },
    { KEY_DESIGNATED, "Target", "- Designated: yes" },
    { KEY_THEME, "Target", "- Theme: Safer and Stronger Communities" },
    { KEY_BASELINE, "Target", "- Baseline: 14% in 2007/08" },
    { KEY_TARGET, "Target", "- Target: at most 12% in 2008/09; 11% in 2009/10" },
    { KEY_WITHOUT_REWARD, "Target", "- Without reward: 13% in 2010/11" },
    { KEY_LEAD, "Target", "- Lead: Harcaster Borough Council" },
    { KEY_PARTNERS, "Target", "- Partners: Threeways Homes; the tenant" },
    { KEY_REWARD, "Target", "- Reward: W1; W2" },
    { KEY_TOTAL, "Reward", "- Total: 2.5% of £132,993,000 rounded to £1,000" },
    { KEY_SHARE, "Reward", "- Share: 1/12 of the total" },
    { KEY_PAYS, "Reward", "- Pays: achievement of the share, at most the share" },
    { KEY_PAID, "Reward", "- Paid: 1/2 in 2011/12; 1/2 in 2012/13" },
    { KEY_ON_ACCOUNT, "Reward", "- On account: 1/5 of the share, in 2010/11, when T1 is kept" },
    { KEY_OPENS, "Stage", "- Opens: request by the tenant or Threeways Homes, within 20 working days" },
    { KEY_OVERRIDES, "Exclusion", "- Overrides: X1; X2" },
    { KEY_CONSENT, "Stage", "- Consent: Threeways Homes, when access refused" },
    { KEY_ADVICE, "Stage", "- Advice: Threeways Homes; the tenant" },
    { KEY_MUST_SAY, "Stage", "- Must say: concern; level of improvement; timeframe" },
    { KEY_STEP, "Redress", "- Step 2: the provider apologises" },
    { KEY_IF, "Standard", "- If target missed: R1" },
    { KEY_TELL, "Standard", "- Tell: the residents of Aldermoor" },
    { KEY_BASIS, "Standard", "- Basis: Freedom of Information Act 2000, section 10" },
};

static struct parsed field_parsed(const char *clause, const char *line, enum field_key key)
{
    char text[2000];
    bool is_header = strcmp(clause, "header") == 0, is_force = key == KEY_IN_FORCE,
         is_between = key == KEY_BETWEEN;
    if (!is_header)
        return parse_line(clause, line);
    snprintf(text, sizeof text, "# Charter: Test\n\n%s%s%s\n", is_between ? "" : "- Between: A; B\n",
             is_force ? "" : "- In force: 1 April 2025 to 31 March 2028\n", line);
    return parse_text(text);
}

static void every_field_has_a_value(void **state)
{
    (void)state;
    bool has[KEY_COUNT_OF_KEYS] = { false };
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
        struct parsed p = field_parsed(FIELDS[i].clause, FIELDS[i].line, FIELDS[i].key);
        assert_string_equal(parsed_messages(&p), "");
        const struct field_list *list = p.document->clauses.n ? &p.document->clauses.at[0].fields
                                                              : &p.document->header;
        const struct field *f = field_find(list, FIELDS[i].key);
        assert_non_null(f);
        assert_false(f->is_bad);
        assert_true(f->raw.n > 0);
        has[FIELDS[i].key] = true;
        parsed_close(&p);
    }
    for (int key = 0; key < KEY_COUNT_OF_KEYS; key++)
        assert_true(has[key]);
}

static struct parsed with(const char *clause, const char *line, enum field_key key,
                          const struct field **field)
{
    struct parsed p = parse_line(clause, line);
    assert_string_equal(parsed_messages(&p), "");
    *field = field_find(&p.document->clauses.at[0].fields, key);
    assert_non_null(*field);
    return p;
}

#define assert_str(s, literal) assert_true(str_equal((s), STR(literal)))

static void a_clock_holds_events_and_a_limit(void **state)
{
    (void)state;
    const struct field *f;
    struct parsed p = with("Standard",
                           "- Clock put right: from the later of receipt and end of investigation "
                           "to completion or written reply, "
                           "within 2 months of receipt, by the clock, when depth more than 40 mm, "
                           "unless access refused",
                           KEY_CLOCK, &f);
    const struct clock *c = &f->clock;
    assert_str(f->name, "put right");
    assert_true(c->is_promised);
    assert_int_equal(c->from.how, EVENTS_LATER);
    assert_int_equal(c->from.names.n, 2);
    assert_str(c->from.names.at[1], "end of investigation");
    assert_int_equal(c->to.how, EVENTS_FIRST);
    assert_str(c->to.names.at[1], "written reply");
    assert_int_equal(c->limit.kind, LIMIT_WITHIN);
    assert_int_equal(c->limit.length.number.digits, 2);
    assert_int_equal(c->limit.length.unit, UNIT_MONTH);
    assert_str(c->limit.event, "receipt");
    assert_true(c->limit.is_by_the_clock);
    assert_int_equal(f->when.n, 2);
    assert_false(f->when.at[0].is_unless);
    assert_true(f->when.at[1].is_unless);
    assert_int_equal(f->when.at[0].tests[0].kind, TEST_BOUND);
    assert_int_equal(f->when.at[0].tests[0].bounds[0], BOUND_MORE_THAN);
    parsed_close(&p);
}

static void a_limit_has_its_kind(void **state)
{
    (void)state;
    const struct {
        const char *value;
        enum limit_kind kind;
        enum unit unit;
        int number;
    } rows[] = {
        { "from report to completion", LIMIT_NONE, UNIT_SECOND, 0 },
        { "immediately", LIMIT_IMMEDIATELY, UNIT_SECOND, 0 },
        { "within 20 seconds", LIMIT_WITHIN, UNIT_SECOND, 20 },
        { "within 3 clear days", LIMIT_WITHIN, UNIT_CLEAR_DAY, 3 },
        { "within 2 years", LIMIT_WITHIN, UNIT_YEAR, 2 },
        { "within 1 quarter beginning with receipt", LIMIT_BEGINNING_WITH, UNIT_QUARTER, 1 },
        { "within 6 weeks beginning that day", LIMIT_BEGINNING_WITH, UNIT_WEEK, 6 },
        { "by 30 September 2027", LIMIT_BY_DATE, UNIT_SECOND, 0 },
        { "by 06:00 on the day of collection", LIMIT_BY_TIME_ON_DAY, UNIT_SECOND, 0 },
        { "from works notice to arrival, at least 4 working hours", LIMIT_AT_LEAST, UNIT_WORKING_HOUR, 4 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct field *f;
        char line[200];
        snprintf(line, sizeof line, "- Clock: %s", rows[i].value);
        struct parsed p = with("Standard", line, KEY_CLOCK, &f);
        assert_int_equal(f->clock.limit.kind, rows[i].kind);
        assert_int_equal(f->clock.limit.length.unit, rows[i].unit);
        assert_int_equal(f->clock.limit.length.number.digits, rows[i].number);
        parsed_close(&p);
    }
}

static void a_target_holds_its_ramp(void **state)
{
    (void)state;
    const struct field *f;
    struct parsed p = with("Standard",
                           "- Target: at least 85.5% of places at grade B- or better in any 12 "
                           "months for each ward; 90% of places in 2027/28; 95% from 1 April 2028",
                           KEY_TARGET, &f);
    const struct target *t = &f->target;
    assert_int_equal(t->measure, MEASURE_PLAIN);
    assert_int_equal(t->n_ramps, 3);
    assert_int_equal(t->ramps[0].quantity.number.digits, 855);
    assert_int_equal(t->ramps[0].quantity.number.places, 1);
    assert_str(t->ramps[0].quantity.noun, "places");
    assert_str(t->ramps[0].quantity.grade, "B-");
    assert_true(date_is_none(t->ramps[0].since.from));
    assert_int_equal(t->period.kind, PERIOD_IN_ANY);
    assert_int_equal(t->period.number, 12);
    assert_str(t->for_each, "ward");
    assert_str(t->ramps[1].since.year, "2027/28");
    assert_int_equal(t->ramps[2].since.from.day, date_from_civil((struct civil){ 2028, 4, 1 }).day);
    parsed_close(&p);
    p = with("Standard", "- Count: at least the lower of 1,500 signatures and 5% of population", KEY_COUNT,
             &f);
    const struct quantity *q = &f->target.ramps[0].quantity;
    assert_int_equal(q->kind, QUANTITY_LOWER);
    assert_int_equal(q->lower[0].number.digits, 1500);
    assert_str(q->lower[0].noun, "signatures");
    assert_int_equal(q->lower[1].kind, QUANTITY_SHARE);
    assert_str(q->lower[1].noun, "population");
    parsed_close(&p);
}

static void aim_and_norm_are_clock_or_target(void **state)
{
    (void)state;
    const struct {
        const char *line;
        bool is_target;
    } rows[] = {
        { "- Aim: within 3 days", false },
        { "- Aim: 3 days", false },
        { "- Aim: at most 5 rings for "
          "each call",
          true },
        { "- Aim: average of at most 2 days", true },
        { "- Aim: from report to completion", false },
        { "- Aim: no time promised", false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct field *f;
        struct parsed p = with("Standard", rows[i].line, KEY_AIM, &f);
        assert_int_equal(f->is_target, rows[i].is_target);
        parsed_close(&p);
    }
}

static void a_test_has_its_kind(void **state)
{
    (void)state;
    const struct {
        const char *test;
        enum test_kind kind;
        bool is_not;
        const char *subject;
    } rows[] = {
        { "access refused", TEST_FACT, false, "access refused" },
        { "not access refused", TEST_FACT, true, "access refused" },
        { "access refused 3 times each year", TEST_FACT, false, "access refused" },
        { "road class is A or minor", TEST_IS, false, "road class" },
        { "road class is not A", TEST_IS, true, "road class" },
        { "area is Stow on the Wold or Aldermoor ward", TEST_IS, false, "area" },
        { "depth at least 31 mm and at most 39 mm", TEST_BOUND, false, "depth" },
        { "single fare under £2.50", TEST_BOUND, false, "single fare" },
        { "time taken at least 120 minutes", TEST_BOUND, false, "time taken" },
        { "S28 is not kept", TEST_STATE, true, "S28" },
        { "step 2 is late", TEST_STATE, false, "" },
        { "case is open", TEST_STATE, false, "case" },
        { "a case is late", TEST_CASE_LATE, false, "" },
        { "the target is missed in 2 quarters running", TEST_TARGET_MISSED, false, "" },
        { "from 1 November to 30 April", TEST_SEASON, false, "" },
        { "from 22:00 to 06:00", TEST_HOURS, false, "" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct field *f;
        char line[200];
        snprintf(line, sizeof line, "- Exempt: %s", rows[i].test);
        struct parsed p = with("Standard", line, KEY_EXEMPT, &f);
        assert_int_equal(f->reasons.n, 1);
        assert_int_equal(f->reasons.at[0].n, 1);
        const struct test *t = &f->reasons.at[0].tests[0];
        assert_int_equal(t->kind, rows[i].kind);
        assert_int_equal(t->is_not, rows[i].is_not);
        assert_true(str_equal(t->subject, str_from(rows[i].subject)));
        parsed_close(&p);
    }
}

static void a_test_holds_its_figures(void **state)
{
    (void)state;
    const struct field *f;
    struct parsed p = with("Standard",
                           "- Exempt: depth at least 31 mm and at most 39.5 mm 2 times in any 28 "
                           "days and area is Stow on the Wold and step 3 is done; "
                           "the target is missed in 3 periods running; from 22:00 to 06:00 and "
                           "from 1 November to 29 February",
                           KEY_EXEMPT, &f);
    const struct reason *r = f->reasons.at;
    assert_int_equal(f->reasons.n, 3);
    assert_int_equal(r[0].n, 3);
    assert_int_equal(r[0].tests[0].n_bounds, 2);
    assert_int_equal(r[0].tests[0].bounds[1], BOUND_AT_MOST);
    assert_int_equal(r[0].tests[0].limits[1].number.digits, 395);
    assert_int_equal(r[0].tests[0].times, 2);
    assert_int_equal(r[0].tests[0].period.kind, PERIOD_IN_ANY);
    assert_int_equal(r[0].tests[0].period.number, 28);
    assert_str(r[0].tests[1].values.at[0], "Stow on the Wold");
    assert_int_equal(r[0].tests[2].step, 3);
    assert_int_equal(r[0].tests[2].state, STATE_WORD_DONE);
    assert_int_equal(r[1].tests[0].times, 3);
    assert_true(r[1].tests[0].is_running_periods);
    assert_int_equal(r[2].tests[0].from_second, 22 * 3600);
    assert_int_equal(r[2].tests[1].to_day.day, 29);
    assert_int_equal(r[2].tests[1].to_day.month, 2);
    parsed_close(&p);
}

static void a_reason_may_have_words_of_its_own(void **state)
{
    (void)state;
    const struct field *f;
    struct parsed p = with("Standard",
                           "- Pause: part on order in the depot, at most 15 working days, said by "
                           "Threeways Homes; access refused and depth more than 5 mm",
                           KEY_PAUSE, &f);
    const struct reason *r = f->reasons.at;
    assert_int_equal(f->reasons.n, 2);
    assert_str(r[0].tests[0].subject, "part on order in the depot");
    assert_str(r[0].said_by, "Threeways Homes");
    assert_true(r[0].has_most);
    assert_int_equal(r[0].most.number.digits, 15);
    assert_int_equal(r[1].n, 2);
    assert_false(r[1].has_most);
    parsed_close(&p);
}

static void a_step_holds_its_parts(void **state)
{
    (void)state;
    const struct field *f;
    struct parsed p = with(
        "Redress",
        "- Step 2: Threeways Homes pays £10 and £2.50 for each further 24 hours "
        "to the person who reported, at most £50 a case, at most 5 times a financial year, "
        "set off against rent arrears, decided by the tenant, on request within "
        "28 days, from 1 April 2026, unless step 1 is done",
        KEY_STEP, &f);
    const struct step *s = &f->step;
    static const enum part_kind kinds[] = { PART_TO,         PART_AT_MOST,    PART_AT_MOST, PART_SET_OFF,
                                            PART_DECIDED_BY, PART_ON_REQUEST, PART_SINCE,   PART_CONDITION };
    assert_int_equal(s->number, 2);
    assert_str(s->party, "Threeways Homes");
    assert_int_equal(s->verb, STEP_PAYS);
    assert_int_equal(s->amount.kind, AMOUNT_MONEY);
    assert_int_equal(s->amount.further.digits, 250);
    assert_int_equal(s->amount.further.places, 2);
    assert_int_equal(s->amount.further_number, 24);
    assert_int_equal(s->amount.further_unit, UNIT_HOUR);
    assert_int_equal(s->n, sizeof kinds / sizeof *kinds);
    for (size_t i = 0; i < s->n; i++)
        assert_int_equal(s->parts[i].kind, kinds[i]);
    assert_str(s->parts[0].name, "the person who reported");
    assert_str(s->parts[1].each, "case");
    assert_true(s->parts[2].is_times);
    assert_str(s->parts[2].each, "financial year");
    assert_str(s->parts[3].name, "rent arrears");
    assert_int_equal(s->parts[5].limit.length.number.digits, 28);
    assert_true(s->parts[7].when.is_unless);
    parsed_close(&p);
}

static void an_amount_has_its_kind(void **state)
{
    (void)state;
    const struct {
        const char *amount;
        enum amount_kind kind;
        size_t n_shares;
    } rows[] = {
        { "pays nothing", AMOUNT_NOTHING, 0 },
        { "pays nothing to £500", AMOUNT_NOTHING, 0 },
        { "funds £1,500 to the Aldermoor Improvement Fund", AMOUNT_MONEY, 0 },
        { "pays £900 to £2,400 for each term", AMOUNT_RANGE, 0 },
        { "pays 25% of 1/464 of the single fare rounded to £1", AMOUNT_SHARE, 2 },
        { "pays achievement of the share", AMOUNT_SHARE, 1 },
        { "pays 1/12 of £500", AMOUNT_SHARE, 1 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct field *f;
        char line[200];
        snprintf(line, sizeof line, "- Step 1: the provider %s", rows[i].amount);
        struct parsed p = with("Redress", line, KEY_STEP, &f);
        assert_int_equal(f->step.amount.kind, rows[i].kind);
        assert_int_equal(f->step.amount.n_shares, rows[i].n_shares);
        parsed_close(&p);
    }
}

// The longest name wins, whatever words stand in it.
static void names_are_found_longest_first(void **state)
{
    (void)state;
    struct parsed p = parse_text(
        "# Charter: T\n\n- Between: the council; the council of the area; A, B and "
        "C\n- In force: from 1 April 2026\n"
        "- Fact: not reasonable\n- Fact: right\n- Fact: right of review or appeal\n- "
        "Event: report or call; report\n\n"
        "## Redress R1: X\n- When: right of review or appeal and not not reasonable; right\n"
        "- Step 1: the council of the area pays £5 to A, B and C, within 2 days\n\n"
        "## Monitoring M1: X\n- By: the council\n- Clock: from report or call to "
        "completion\n");
    assert_string_equal(parsed_messages(&p), "");
    const struct field *when = field_find(&p.document->clauses.at[0].fields, KEY_WHEN);
    const struct step *step = &field_find(&p.document->clauses.at[0].fields, KEY_STEP)->step;
    const struct clock *clock = &field_find(&p.document->clauses.at[1].fields, KEY_CLOCK)->clock;
    assert_str(when->reasons.at[0].tests[0].subject, "right of review or appeal");
    assert_str(when->reasons.at[0].tests[1].subject, "not reasonable");
    assert_true(when->reasons.at[0].tests[1].is_not);
    assert_str(when->reasons.at[1].tests[0].subject, "right");
    assert_str(step->party, "the council of the area");
    assert_str(step->parts[0].name, "A, B and C");
    assert_int_equal(clock->from.names.n, 1);
    assert_str(clock->from.names.at[0], "report or call");
    parsed_close(&p);
}

static void hours_hold_their_days(void **state)
{
    (void)state;
    const struct field *f;
    struct parsed p = with("Contact",
                           "- Hours: Monday to Friday 08:45 to 17:15; Saturday 22:00 to 03:00; "
                           "Sunday closed",
                           KEY_HOURS, &f);
    assert_int_equal(f->hours.n, 3);
    assert_int_equal(f->hours.at[0].weekdays, 31);
    assert_int_equal(f->hours.at[0].from, 8 * 3600 + 45 * 60);
    assert_int_equal(f->hours.at[1].weekdays, 1 << SATURDAY);
    assert_true(f->hours.at[1].to < f->hours.at[1].from);
    assert_int_equal(f->hours.at[2].kind, SPAN_CLOSED);
    parsed_close(&p);
}

static void references_may_be_in_other_documents(void **state)
{
    (void)state;
    const struct field *f;
    struct parsed p = with("Standard",
                           "- If not done: call-for-action G4; asset-transfer; R2a, with the "
                           "failure named, when access refused; end",
                           KEY_IF, &f);
    const struct go_to *g = f->outcome.at;
    assert_int_equal(f->outcome.n, 4);
    assert_str(f->name, "not done");
    assert_str(g[0].ref.document, "call-for-action");
    assert_str(g[0].ref.label, "G4");
    assert_str(g[1].ref.document, "asset-transfer");
    assert_int_equal(g[1].ref.label.n, 0);
    assert_str(g[2].with, "the failure named");
    assert_int_equal(g[2].when.n, 1);
    assert_true(g[3].ref.is_end);
    parsed_close(&p);
}

static void decimals_are_exact(void **state)
{
    (void)state;
    const struct {
        decimal a, b;
        int order;
    } rows[] = {
        { { 5, 0 }, { 50, 1 }, 0 },
        { { 315, 1 }, { 31, 0 }, 1 },
        { { 1, 4 }, { 0, 0 }, 1 },
        { { 0, 2 }, { 0, 0 }, 0 },
        { { INT64_MAX, 0 }, { INT64_MAX, 4 }, 1 },
        { { 9999, 4 }, { 1, 0 }, -1 },
    };
    struct buffer out = buffer_open(100);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(decimal_compare(rows[i].a, rows[i].b), rows[i].order);
        assert_int_equal(decimal_compare(rows[i].b, rows[i].a), -rows[i].order);
    }
    decimal_write(&out, (decimal){ 10005, 3 });
    assert_true(str_equal(buffer_str(&out), STR("10.005")));
    assert_true(decimal_double((decimal){ 315, 1 }) == 31.5);
    buffer_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_has_a_value),
        cmocka_unit_test(a_clock_holds_events_and_a_limit),
        cmocka_unit_test(a_limit_has_its_kind),
        cmocka_unit_test(a_target_holds_its_ramp),
        cmocka_unit_test(aim_and_norm_are_clock_or_target),
        cmocka_unit_test(a_test_has_its_kind),
        cmocka_unit_test(a_test_holds_its_figures),
        cmocka_unit_test(a_reason_may_have_words_of_its_own),
        cmocka_unit_test(a_step_holds_its_parts),
        cmocka_unit_test(an_amount_has_its_kind),
        cmocka_unit_test(names_are_found_longest_first),
        cmocka_unit_test(hours_hold_their_days),
        cmocka_unit_test(references_may_be_in_other_documents),
        cmocka_unit_test(decimals_are_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
