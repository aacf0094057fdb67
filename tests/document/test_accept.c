// What people write is accepted, and comes out in its one canonical spelling.
#include "parsing.h"

// One line in a clause, after the header of parsing.h; the value as it is written out.
static const struct {
    const char *clause, *line, *value;
} LINES[] = {
    // lengths of time
    { "Standard", "- Clock: from report to completion, within one working day",
      "from report to completion, within 1 working day" },
    { "Standard", "- Clock: from report to completion, within twelve weeks",
      "from report to completion, within 12 weeks" },
    { "Standard", "- Clock: from report to completion, within a working day",
      "from report to completion, within 1 working day" },
    { "Standard", "- Clock: from report to completion, within an hour",
      "from report to completion, within 1 hour" },
    { "Standard", "- Clock: from report to completion, next working day",
      "from report to completion, within 1 working day" },
    { "Standard", "- Clock: from report to completion, by the end of the next working day",
      "from report to completion, within 1 working day" },
    { "Standard", "- Clock: the next working day", "within 1 working day" },
    { "Standard", "- Clock: next business day", "within 1 working day" },
    { "Standard", "- Clock: same day", "within 0 days" },
    { "Standard", "- Clock: on the same day", "within 0 days" },
    { "Standard", "- Clock: same working day", "within 0 working days" },
    { "Standard", "- Clock: within 5 business days", "within 5 working days" },
    { "Standard", "- Clock: within 4 business hours", "within 4 working hours" },
    { "Standard", "- Clock: within 5 calendar days", "within 5 days" },
    { "Standard", "- Clock: within 1 days", "within 1 day" },
    { "Standard", "- Clock: within 2 month", "within 2 months" },
    { "Standard", "- Clock: within 1.5 hours", "within 1.5 hours" },
    { "Standard", "- Clock: within 1,000 days", "within 1000 days" },
    { "Standard", "- Clock: 5 days", "within 5 days" },
    { "Standard", "- Clock: from report to completion, 1 working day",
      "from report to completion, within 1 working day" },
    { "Standard", "- Clock: within 5 days by the clock", "within 5 days, by the clock" },
    { "Standard", "- Clock: from report to completion, 5 days, by the clock",
      "from report to completion, within 5 days, by the clock" },
    { "Standard", "- Every: two weeks", "2 weeks" },
    { "Standard", "- Every: week", "1 week" },
    // case, articles, spaces, quotes
    { "Standard", "- Clock: FROM Report TO Completion, WITHIN 5 Days",
      "from report to completion, within 5 days" },
    { "Standard", "- Clock: from the report to the first visit, within 2 days",
      "from report to first visit, within 2 days" },
    { "Standard",
      "- clock:   from report\tto  completion ,within 2\xC2\xA0"
      "days",
      "from report to completion, within 2 days" },
    { "Standard", "- Clock: from report to completion,\n  within 5\n\tdays",
      "from report to completion, within 5 days" },
    { "Standard", "- Service: ‘bulky’ “waste” / residents’ own", "'bulky' \"waste\" / residents' own" },
    { "Standard", "- Exempt: not the access refused", "not access refused" },
    { "Standard", "- Exempt: the road class is Minor", "road class is minor" },
    { "Standard", "- Tell: THREEWAYS  homes; The Provider", "Threeways Homes; the provider" },
    // bullets and bold keys
    { "Standard", "+ Tell: the tenant", "the tenant" },
    { "Standard", "• Tell: the tenant", "the tenant" },
    { "Standard", "‣ Tell: the tenant", "the tenant" },
    { "Standard", "◦ Tell: the tenant", "the tenant" },
    { "Standard", "– Tell: the tenant", "the tenant" },
    { "Standard", "—\xC2\xA0Tell: the tenant", "the tenant" },
    { "Standard", "- **Tell:** the tenant", "the tenant" },
    { "Standard", "- **Tell**: the tenant", "the tenant" },
    { "Standard", "- __Tell:__ the tenant", "the tenant" },
    { "Standard", "- Tell : the tenant", "the tenant" },
    // figures, shares, money, periods
    { "Standard", "- Target: at least 90 percent per quarter", "at least 90% each quarter" },
    { "Standard", "- Target: at least 90% of 999 calls per quarter", "at least 90% of 999 calls each quarter" },
    { "Standard", "- Target: at least 90 per cent, each quarter", "at least 90% each quarter" },
    { "Standard", "- Target: at least 90 % every 2 months", "at least 90% each 2 months" },
    { "Standard", "- Target: at least 90% each 1 month", "at least 90% each month" },
    { "Standard", "- Target: at least 85%; at least 90% from 1st April 2027",
      "at least 85%; 90% from 1 April 2027" },
    { "Standard", "- Target: average of at most 5 business day each quarter",
      "average of at most 5 working days each quarter" },
    { "Standard", "- Count: at least £1500 a year", "at least £1,500 each year" },
    { "Standard", "- Count: at least £1,500.00 each financial year", "at least £1,500 each financial year" },
    { "Standard", "- Count: at least two visits a week", "at least 2 visits each week" },
    { "Standard", "- Count: at least 22 of 26 late premises on the radio net, each month",
      "at least 22 of 26 late premises on the radio net each month" },
    { "Standard", "- Count: at most 8% of appointments lost to no access each quarter",
      "at most 8% of appointments lost to no access each quarter" },
    { "Standard", "- Exempt: depth more than 60 mm twice in any 28 days",
      "depth more than 60 mm 2 times in any 28 days" },
    { "Standard", "- Norm: 10 working days", "within 10 working days" },
    { "Standard", "- Period: each quarter", "quarter" },
    { "Standard", "- Period: 4 months", "4 months" },
    // dates and times
    { "Standard", "- Clock: by 1st April 2026", "by 1 April 2026" },
    { "Standard", "- Clock: by 22nd of apr 2026", "by 22 April 2026" },
    { "Standard", "- Clock: by 2026-04-01", "by 1 April 2026" },
    { "Standard", "- Clock: by 9am on the day of collection", "by 09:00 on the day of collection" },
    { "Standard", "- Clock: by 9.30 am on the day of the collection", "by 09:30 on the day of collection" },
    { "Standard", "- Clock: by noon on the day of collection", "by 12:00 on the day of collection" },
    { "Standard", "- Clock: by 12am on the day of collection", "by 00:00 on the day of collection" },
    { "Standard", "- Year starts: 1st October", "1 October" },
    { "Standard", "- Hours: Mon-Fri 9am-5pm, Sat 9.30am to 1pm; Sunday closed",
      "Monday to Friday 09:00 to 17:00; Saturday 09:30 to 13:00; Sunday closed" },
    { "Standard", "- Hours: weekdays 8:45 – 17.15", "Monday to Friday 08:45 to 17:15" },
    { "Standard", "- Hours: Fridays: 10pm to 3am", "Friday 22:00 to 03:00" },
    { "Standard", "- Hours: Tuesday and Thursday 14:00 to 16:00",
      "Tuesday 14:00 to 16:00; Thursday 14:00 to 16:00" },
    { "Standard", "- Hours: Saturday to Monday all day", "Saturday to Sunday all day; Monday all day" },
    { "Standard", "- Hours: daily 00:00 to 24:00", "Monday to Sunday all day" },
    // calendars
    { "Standard", "- Calendar: England and Wales", "england-and-wales" },
    { "Standard", "- Calendar: england & wales", "england-and-wales" },
    { "Standard", "- Calendar: Scotland", "scotland" },
    { "Standard", "- Calendar: Northern  Ireland", "northern-ireland" },
    { "Standard", "- Calendar: the United Kingdom", "uk" },
    { "Standard", "- Calendar: UK", "uk" },
    { "Standard", "- Calendar: our-own.ics", "our-own.ics" },
    // what follows
    { "Standard", "- If LATE: END", "end" },
    { "Standard", "- If late: R1;call-for-action G4 ,with reasons", "R1; call-for-action G4, with reasons" },
    { "Redress", "- Step one: the provider writes why", "the provider writes why" },
    { "Redress", "- Step 1: the provider pays £10, to the tenant", "the provider pays £10 to the tenant" },
    { "Redress", "- Step 1: the provider pays £10 to the tenant, once an incident",
      "the provider pays £10 to the tenant, at most 1 times each incident" },
    { "Redress", "- Step 1: the provider pays £10, at most £50 a case",
      "the provider pays £10, at most £50 each case" },
    { "Redress", "- Step 1: the provider pays £10 and £2 for every further day",
      "the provider pays £10 and £2 for each further day" },
    { "Redress", "- Step 1: the provider pays 50 per cent of the Single Fare, rounded to £1",
      "the provider pays 50% of the single fare rounded to £1" },
    { "Redress", "- Step 1: the provider writes why, next working day",
      "the provider writes why, within 1 working day" },
};

static const struct field *field_of(const struct parsed *p)
{
    const struct field_list *fields = &p->document->clauses.at[0].fields;
    for (size_t i = 0; i < fields->n; i++)
        if (fields->at[i].place.line == 16)
            return &fields->at[i];
    return NULL;
}

static void lines_are_accepted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        struct parsed p = parse_line(LINES[i].clause, LINES[i].line);
        assert_string_equal(parsed_messages(&p), "");
        const struct field *field = field_of(&p);
        assert_non_null(field);
        field_write_value(&p.text, field);
        assert_string_equal(str_c(p.ctx.arena, buffer_str(&p.text)), LINES[i].value);
        parsed_close(&p);
    }
}

#define TOP "# Charter: Test\n\n- Between: A; B\n- In force: from 1 April 2026\n"

static const struct {
    const char *text, *canonical, *note;
} DOCUMENTS[] = {
    { "\xEF\xBB\xBF" TOP, TOP, "a byte-order mark" },
    { "# Charter: Test\r\n\r\n- Between: A; B\r\n- In force: from 1 April 2026\r\n", TOP, "CRLF" },
    { "# Charter: Test\r\r- Between: A; B\r- In force: from 1 April 2026\r", TOP, "lone CR" },
    { "\n\n#\tcharter :  Test ##\n- Between:A;B  \n- In\xC2\xA0"
      "force:\tfrom 1 April 2026 \t",
      TOP, "tabs, spaces, no last line end" },
    { "# Charter – Test\n+ In force: from 1 April 2026\n+ Between: A; B\n", TOP,
      "a dash in the title, another order" },
    { TOP "## Contact K1 – Parks\n", TOP "\n## Contact K1: Parks\n", "a dash after the label" },
    { TOP "## contact K1 - Parks ##\n", TOP "\n## Contact K1: Parks\n", "a hyphen after the label" },
    { TOP "## Contact K1— Parks\n", TOP "\n## Contact K1: Parks\n", "an em dash close behind it" },
    { TOP "## Contact K1- Parks\n", TOP "\n## Contact K1: Parks\n", "a hyphen close behind it" },
    { TOP "##Contact K1: Parks\n", TOP "\n## Contact K1: Parks\n", "no space behind the marks" },
    { TOP "   ## Contact K1 : Parks\n", TOP "\n## Contact K1: Parks\n", "indented a little" },
    { TOP "\nA line.  \n\n\n  Another.\t\n* a list\n\n", TOP "\nA line.\n\n\n  Another.\n* a list\n",
      "prose but for its ends" },
    { "# Charter: Test\n\nFirst.\n- Between: A; B\n\nSecond.\n\n- In force: from 1 April 2026\n\n\n\n* Third.\n",
      TOP "\nFirst.\n\nSecond.\n\n* Third.\n", "prose around fields" },
    { TOP
      "\n### Part\n\n#hashtag\n\n1. one\n   - Between: nested\n     - deeper\n\n> - Between: quoted\n\n---\n- - "
      "-\n|a|\n",
      TOP
      "\n### Part\n\n#hashtag\n\n1. one\n   - Between: nested\n     - deeper\n\n> - Between: quoted\n\n---\n- - "
      "-\n|a|\n",
      "prose of all kinds" },
    { TOP "\n```\n- Provider: A\n## Standard\n\t x \n```\n\n~~~~ text\n```\n- x\n~~~\n~~~~~\n",
      TOP "\n```\n- Provider: A\n## Standard\n\t x\n```\n\n~~~~ text\n```\n- x\n~~~\n~~~~~\n",
      "code blocks" },
    { TOP "- Status: Ein “siarter” ni,\n   Tŷ’r   Cyffredin\xC2\xA0!  \n",
      TOP "- Status: Ein “siarter” ni, Tŷ’r   Cyffredin\xC2\xA0!\n", "free text keeps its own" },
    { TOP "\nŵŷ ćma łódź سڑک ’ – \xC2\xA0 x\xC2\xA0\n", TOP "\nŵŷ ćma łódź سڑک ’ – \xC2\xA0 x\xC2\xA0\n",
      "Welsh, Polish, Urdu" },
    { TOP "- Do: x\n", NULL, "a control: this is refused" },
};

static void documents_are_accepted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof DOCUMENTS / sizeof *DOCUMENTS; i++) {
        struct parsed p = parse_text(DOCUMENTS[i].text);
        if (!DOCUMENTS[i].canonical) {
            assert_int_equal(p.diagnostics.errors, 1);
            parsed_close(&p);
            continue;
        }
        const char *text = parsed_text(&p);
        if (p.diagnostics.errors || strcmp(text, DOCUMENTS[i].canonical) != 0)
            print_error("%s\n", DOCUMENTS[i].note);
        assert_int_equal(p.diagnostics.errors, 0);
        assert_string_equal(text, DOCUMENTS[i].canonical);
        struct parsed again = parse_text(text);
        assert_string_equal(parsed_text(&again), text);
        parsed_close(&again);
        parsed_close(&p);
    }
}

// As the command line gives them.
static const struct {
    const char *text, *canonical, *error;
} LIMITS[] = {
    { "20 working days", "within 20 working days", NULL },
    { "within 20 working days", "within 20 working days", NULL },
    { "2 months of", "within 2 months", NULL },
    { "2 months beginning with", "within 2 months beginning that day", NULL },
    { "2 months of receipt", "within 2 months of receipt", NULL },
    { "2 months of handing in", "within 2 months of handing in", NULL },
    { "2 months beginning with, by the clock", "within 2 months beginning that day, by the clock", NULL },
    { "4 working hours", "within 4 working hours", NULL },
    { "5 days, by the clock", "within 5 days, by the clock", NULL },
    { "5 days by the clock", "within 5 days, by the clock", NULL },
    { "next working day", "within 1 working day", NULL },
    { " same  day ", "within 0 days", NULL },
    { "immediately", "immediately", NULL },
    { "one month", "within 1 month", NULL },
    { "at least 48 hours", "at least 48 hours", NULL },
    { "by 30 September 2027", "by 30 September 2027", NULL },
    { "by 06:00 on the day of collection", "by 06:00 on the day of collection", NULL },
    { "", NULL, "expected 'within' and a length of time, but nothing follows" },
    { "24hrs", NULL, "write '24 hours' instead of '24hrs'" },
    { "3-5 days", NULL,
      "'3-5 days' is a range: write 'within 5 days', and 'Aim: within 3 days' on a line of its own" },
    { "5 dyas", NULL, "'dyas' is not a unit of time: did you mean 'days'?" },
    { "1.5 days", NULL, "a length in days is a whole number" },
    { "soon", NULL, "expected 'within' and a length of time, found 'soon'" },
    { "5 days please", NULL, "expected the end of the line, found 'please'" },
    { "5\ndays", NULL, "is not one line of text" },
    { "5\xFF"
      "days",
      NULL, "is not one line of text" },
};

static void limits_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof LIMITS / sizeof *LIMITS; i++) {
        struct ctx ctx = { .arena = arena_open(1 << 20) };
        struct buffer out = buffer_open(1000);
        struct limit limit;
        result e = limit_parse(&ctx, STR("--within"), str_from(LIMITS[i].text), &limit);
        assert_int_equal(e, LIMITS[i].error ? ERR_INPUT : OK);
        if (!e)
            limit_write(&out, &limit);
        assert_string_equal(e ? ctx.error.text : str_c(ctx.arena, buffer_str(&out)),
                            e ? LIMITS[i].error : LIMITS[i].canonical);
        assert_string_equal(ctx.error.source, e ? "--within" : "");
        buffer_close(&out);
        arena_close(ctx.arena);
    }
}

static const struct {
    const char *text, *canonical, *error;
} HOURS[] = {
    { "Monday to Friday 09:00 to 17:00", "Monday to Friday 09:00 to 17:00", NULL },
    { "Mon-Thu 08:45-17:15; Fri 08:45-16:30", "Monday to Thursday 08:45 to 17:15; Friday 08:45 to 16:30",
      NULL },
    { "every day all day", "Monday to Sunday all day", NULL },
    { "9 to 5", NULL, "the days come first: write 'Monday to Friday 09:00 to 17:00'" },
    { "Monday to Friday, 9am to 5pm", "Monday to Friday 09:00 to 17:00", NULL },
    { "Monday 9 to 5", NULL, "'9' could be morning or evening: write '09:00'" },
    { "", NULL, "expected a day of the week, but nothing follows" },
};

static void hours_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof HOURS / sizeof *HOURS; i++) {
        struct ctx ctx = { .arena = arena_open(1 << 20) };
        struct buffer out = buffer_open(1000);
        struct hours hours;
        result e = hours_parse(&ctx, STR("--hours"), str_from(HOURS[i].text), &hours);
        assert_int_equal(e, HOURS[i].error ? ERR_INPUT : OK);
        if (!e)
            hours_write(&out, &hours);
        assert_string_equal(e ? ctx.error.text : str_c(ctx.arena, buffer_str(&out)),
                            e ? HOURS[i].error : HOURS[i].canonical);
        buffer_close(&out);
        arena_close(ctx.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_accepted),
        cmocka_unit_test(documents_are_accepted),
        cmocka_unit_test(limits_are_read),
        cmocka_unit_test(hours_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
