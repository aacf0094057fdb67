// What people write where the grammar wants something else: told with what to write, at its place. And names that hold
// such words are names all the same.
#include "parsing.h"

// One line in a clause, after the header of parsing.h.
static const struct {
    const char *clause, *line;
    int column;
    const char *text;
} LINES[] = {
    // clocks
    { "Standard", "- Clock: from report to completion, within 6 rings", 46,
      "'rings' are counted: write 'Count: at most 6 rings for each call', for example, instead of a Clock" },
    { "Standard", "- Clock: within 5 school days", 19,
      "'school days' are in no unit: write 'working days', and a Calendar that has yours" },
    { "Standard", "- Clock: within 3 collection days", 19,
      "'collection days' are in no unit: write 'working days', and a Calendar that has yours" },
    { "Standard", "- Clock: within 4 office hours", 19, "write 'working hours' instead of 'office hours'" },
    { "Standard", "- Clock: within 5 clear working days", 19,
      "write 'working days' instead of 'clear working days'" },
    { "Standard", "- Clock: within half an hour", 17, "write '30 minutes' instead of 'half an hour'" },
    { "Standard", "- Clock: within a fortnight", 17, "write '2 weeks' instead of 'a fortnight'" },
    { "Standard", "- Clock: within the hour", 17, "write '1 hour' instead of 'the hour'" },
    { "Standard", "- Clock: within the week", 17, "write '1 week' instead of 'the week'" },
    { "Standard", "- Clock: within a couple of days", 17,
      "'a couple of' is no number: write one, such as '3'" },
    { "Standard", "- Clock: within a few days", 17, "'a few' is no number: write one, such as '3'" },
    { "Standard", "- Clock: within a reasonable time", 17,
      "'a reasonable time' is no time that can be kept or missed: write one, such as 'within 1 working day'" },
    { "Standard", "- Clock: no later than 5 working days", 10, "write 'within' instead of 'no later than'" },
    { "Standard", "- Clock: from report to completion, a maximum of 5 working days", 37,
      "write 'within' instead of 'a maximum of'" },
    { "Standard", "- Clock: from report to completion, max 5 days", 37, "write 'within' instead of 'max'" },
    { "Standard", "- Clock: from report to completion, at most 5 days", 37,
      "write 'within' instead of 'at most'" },
    { "Standard", "- Clock: from report to completion, under 5 days", 37,
      "write 'within' instead of 'under'" },
    { "Standard", "- Clock: before 1 April 2027", 10, "write 'by' instead of 'before'" },
    { "Standard", "- Clock: on 1 April 2027", 10, "write 'by' instead of 'on'" },
    { "Standard", "- Clock: 1 April 2027", 10, "write 'by 1 April 2027' instead of '1 April 2027'" },
    { "Standard", "- Clock: by September 2026", 13, "write '30 September 2026' instead of 'September 2026'" },
    { "Standard", "- Clock: by the end of February 2028", 13,
      "write '29 February 2028' instead of 'the end of February 2028'" },
    { "Standard", "- Clock: by Friday 2 April 2027", 13, "a date has no day of the week: take 'Friday' out" },
    { "Standard", "- Clock: by 31 March each year", 22,
      "'each year' can't follow a day: write one year's, such as '31 March 2027', or 'Every: 1 year' with "
      "the day in 'Do'" },
    { "Standard", "- Clock: within 7 days after inspection", 24, "write 'of' instead of 'after'" },
    { "Standard", "- Clock: within 7 days from inspection", 24, "write 'of' instead of 'from'" },
    { "Standard", "- Clock: by 06:00 on collection day", 19,
      "write 'on the day of collection' instead of 'on collection day'" },
    { "Standard", "- Clock: by the next collection", 13,
      "'the next' is no date: write 'by 23:59 on the day of next collection', for example, with that "
      "Event in the header" },
    { "Standard", "- Clock: next collection", 10,
      "'next' is no date: write 'by 23:59 on the day of next collection', for example, with that Event in "
      "the header" },
    { "Standard", "- Clock: promptly", 10,
      "'promptly' is no time that can be kept or missed: write one, such as 'within 1 working day'" },
    { "Standard", "- Clock: ASAP", 10,
      "'ASAP' is no time that can be kept or missed: write one, such as 'within 1 working day'" },
    { "Standard", "- Clock: at once", 10, "write 'immediately' instead of 'at once'" },
    { "Standard", "- Clock: overnight", 10,
      "'overnight' is no time that can be kept or missed: write one, such as 'within 1 working day'" },
    { "Standard", "- Clock: between 8am and 6pm", 10,
      "'between' is no clock: hours of opening are 'Open: Monday to Friday 08:00 to 18:00'" },
    { "Standard", "- Clock: every Tuesday", 10,
      "'every' is an interval: write 'Every: 1 week', for example, instead of a Clock" },
    { "Standard", "- Clock: average of 4 days", 10,
      "'average' belongs into a Target: write 'Clock: from report to completion' and 'Target: average of "
      "at most 4 days'" },
    { "Standard", "- Clock: 95% within 4 hours", 10,
      "a share stands in a Target: write 'Target: at least 95%', and here the time alone" },
    { "Standard", "- Clock: make safe in 24 hours", 10,
      "'make safe' begins a second promise: give each its Clock, as 'Clock made safe: ...' and 'Clock "
      "completion: ...'" },
    { "Standard", "- Clock: within 24 hours, then 28 days", 25,
      "', then' begins a second promise: give each its Clock, as 'Clock made safe: ...' and 'Clock "
      "completion: ...'" },
    { "Standard", "- Clock: within 10 working days, or 20", 32,
      "', or' begins a second promise: give it a line of its own, with ', when' and a test" },
    { "Standard", "- Clock: within 24 hours or 1 working day", 26,
      "'or' begins a second promise: give it a line of its own, with ', when' and a test" },
    { "Standard", "- Clock: within 48 hours Monday to Friday", 26,
      "days of the week stand in 'Hours', and what runs in them is 'working hours' or 'working days'" },
    { "Standard", "- Clock: within 5 days excluding bank holidays", 24,
      "'excluding' is not said here: 'working days' leave out weekends and holidays, 'Exempt' leaves out "
      "cases" },
    { "Standard", "- Clock: within 5 working days (not weekends)", 32,
      "brackets hold prose: put what stands in them below the fields" },
    { "Standard", "- Clock: within 5 days for A roads", 24,
      "'for' begins no condition: write ', when' and a test, such as ', when depth at least 40 mm'" },
    { "Standard", "- Clock: within 4 hours in an emergency", 25,
      "'in' begins no condition: write ', when' and a test, such as ', when depth at least 40 mm'" },
    { "Standard", "- Clock: within 1 day, where access refused", 22, "write ', when' instead of ', where'" },
    { "Standard", "- Clock: within 1 day, if access refused", 22, "write ', when' instead of ', if'" },
    { "Standard", "- Clock: same day if access refused", 19, "write ', when' instead of 'if'" },
    { "Standard", "- Clock: within 1 day, except when access refused", 22,
      "write ', unless' instead of ', except when'" },
    { "Standard", "- Clock: within 1 day, otherwise 5 days", 22,
      "', otherwise' begins a second promise: give it a line of its own, with ', when' and a test" },
    // intervals, counts and targets
    { "Standard", "- Every: weekly", 10, "write '1 week' instead of 'weekly'" },
    { "Standard", "- Every: fortnightly", 10, "write '2 weeks' instead of 'fortnightly'" },
    { "Standard", "- Every: other week", 10, "write '2 weeks' instead of 'other week'" },
    { "Standard", "- Every: Monday", 10,
      "'Monday' is no interval: write '1 week' or '1 month', and which day in 'Do'" },
    { "Standard", "- Every: the first Tuesday of the month", 10,
      "'the first' is no interval: write '1 week' or '1 month', and which day in 'Do'" },
    { "Standard", "- Every: twice a year", 10,
      "'twice' is a count: write 'Count: at least 2 each year', for example, instead of Every" },
    { "Standard", "- Every: 2 times a week", 12,
      "'times' is a count: write 'Count: at least 2 each year', for example, instead of Every" },
    { "Standard", "- Every: 2 weeks in summer", 18,
      "'in' begins no season: write ', when from 1 March to 31 October'" },
    { "Standard", "- Every: 2 weeks from March to October", 18,
      "'from' begins no season: write ', when from 1 March to 31 October'" },
    { "Standard", "- Every: 2 weeks, when from March to October", 29,
      "'March' has no day: write a season with its days, 'from 1 March to 31 October'" },
    { "Standard", "- Every: 2 weeks, when March to October", 24,
      "'March' has no day: write a season with its days, 'from 1 March to 31 October'" },
    { "Standard", "- Period: monthly", 11, "write 'month' instead of 'monthly'" },
    { "Standard", "- Count: twice a week", 10, "write 'at least 2' instead of 'twice'" },
    { "Standard", "- Count: weekly", 10,
      "'weekly' is an interval: write 'Every: 1 week', for example, instead of a Count" },
    { "Standard", "- Count: at least 1 visit per ward per month", 27,
      "'ward' is not a unit of time: write 'for each ward' if it is counted for each of them" },
    { "Standard", "- Count: at least 1 meeting, in each ward", 28,
      "write ', for each' instead of ', in each'" },
    { "Standard", "- Target: at least 2 bins per 100 households", 27,
      "write 'for each 100 households' instead of 'per 100 households'" },
    { "Standard", "- Target: at least 95% monthly", 24, "write 'each month' instead of 'monthly'" },
    { "Standard", "- Target: at least 95% per annum", 28, "write 'year' instead of 'annum'" },
    { "Standard", "- Target: at least ninety per cent", 20, "write '90' instead of 'ninety'" },
    { "Standard", "- Target: >= 95%", 11, "write 'at least' instead of '>='" },
    { "Standard", "- Target: ≤ 5 cases", 11, "write 'at most' instead of '≤'" },
    { "Standard", "- Target: 9 out of 10", 11,
      "'9 out of 10' could be a share or a number: write '90%' for the share" },
    { "Standard", "- Target: at least 9 in 10 cases", 20,
      "'9 in 10' could be a share or a number: write '90%' for the share" },
    { "Standard", "- Target: at least 22 out of 26 premises", 20,
      "'22 out of 26' could be a share or a number: write the share in per cent" },
    { "Standard", "- Target: at least 1 000 trees", 20, "write '1,000' instead of '1 000'" },
    { "Standard", "- Target: at least 1,000 trees by 2030", 32, "write 'in 2030' instead of 'by 2030'" },
    { "Standard", "- Target: at least 70% of residents by 31 March 2027", 37,
      "write 'from 31 March 2027' instead of 'by 31 March 2027'" },
    { "Standard", "- Target: at most 3 days average", 26,
      "write 'average of' before the bound instead of 'average' behind it" },
    { "Standard", "- Target: average 5 days", 11, "write 'average of at most' instead of 'average'" },
    { "Standard", "- Target: at least 85% satisfied", 24,
      "a share is of something: write '85% of' and what, such as '85% of residents'" },
    { "Standard", "- Target: at least 90% of streets at grade B or above", 46,
      "write 'or better' instead of 'or above'" },
    { "Standard", "- Target: at least grade B", 20,
      "'grade' is said of a share: write 'at least 90% of places at grade B or better'" },
    { "Standard", "- Target: at least 90% rising to 95%", 24,
      "'rising to' is a second step: write '; 95% in 2027/28', for example" },
    { "Standard", "- Target: at least 95% within 5 days", 24,
      "'within' belongs into the Clock: the Target says the share alone" },
    { "Standard", "- Target: within 5 days", 11,
      "'within' belongs into the Clock: the Target says the share alone" },
    { "Standard", "- Target: all cases", 11,
      "'all' is what a Standard promises without a Target: take this line out" },
    { "Standard", "- Target: no missed bins", 11, "write 'at most 0' instead of 'no'" },
    { "Standard", "- Target: reduce by 10%", 11,
      "'reduce' is a change, and a target is a figure: write what it comes to, such as 'at most 90'" },
    { "Standard", "- Target: at least 10% fewer cases", 24,
      "'fewer' is a change, and a target is a figure: write what it comes to, such as 'at most 90'" },
    { "Standard", "- Target: top quartile", 11,
      "'top' compares with others, whom the record does not know: write the figure it comes to" },
    { "Standard", "- Target: at least £1 million", 23,
      "'million' is no figure: write all of it, such as '£1,500,000'" },
    // reasons and conditions
    { "Standard", "- Only when: depth at least 40 mm or access refused", 35,
      "'or' joins no tests: put ';' between reasons of which one is enough" },
    { "Standard", "- Only when: in Aldermoor", 14, "write 'area is' instead of 'in'" },
    { "Standard", "- Exempt: bank holidays", 11,
      "'bank holidays' are no reason: count in working days, which leave them out" },
    { "Standard", "- Exempt: bad weather", 11,
      "'bad weather' is not a Fact: declare it in the header, '- Fact: bad weather', or add ', said by' "
      "and a party" },
    { "Redress", "- When: late", 9, "write 'a case is late' instead of 'late'" },
    { "Redress", "- When: target missed", 9, "write 'the target is missed' instead of 'target missed'" },
    { "Redress", "- When: the target is missed twice", 30,
      "write 'in 2 quarters running' instead of 'twice'" },
    { "Redress", "- When: the target is missed 2 quarters in a row", 30,
      "write 'in 2 quarters running' instead of '2 quarters in a row'" },
    { "Redress", "- When: the target is missed in two consecutive quarters", 37,
      "write 'quarters running' instead of 'consecutive quarters'" },
    // hours
    { "Standard", "- Open: 24/7", 9, "write 'Monday to Sunday all day' instead of '24/7'" },
    { "Standard", "- Open: 9am to 5pm Monday to Friday", 9,
      "the days come first: write 'Monday to Friday 09:00 to 17:00'" },
    { "Standard", "- Open: the first Tuesday", 9,
      "'the' begins no day: hours are those of a week; put days of the month into prose" },
    { "Standard", "- Open: Monday 09:00 to 17:00; closed on bank holidays", 32,
      "'closed on' says no day: a calendar leaves holidays out of working hours by itself" },
    // parties, steps, references, keys
    { "Information", "- Provider: HBC", 13,
      "'HBC' is not in Between: did you mean 'Harcaster Borough Council'?" },
    { "Information", "- Provider: the Council", 13,
      "'the Council' is not in Between: did you mean 'Harcaster Borough Council'?" },
    { "Information", "- Provider: Harcaster Borough Council and Threeways Homes", 39,
      "'and' joins no parties: put ';' between them" },
    { "Information", "- Provider: Harcaster Borough Council, Threeways Homes", 38,
      "',' joins no parties: put ';' between them" },
    { "Redress", "- Step 1: an apology", 11,
      "'an apology' names no party of Between: begin with the one that does it" },
    { "Redress", "- Step 1: the Council apologises", 11,
      "'the Council' is not in Between: did you mean 'Harcaster Borough Council'?" },
    { "Redress", "- Step 1: Threeways Homes pays GBP 50", 32, "'GBP' is written '£', before the sum: '£50'" },
    { "Redress", "- Step 1: Threeways Homes pays £50 compensation", 36,
      "'compensation' is what the payment is: take the word out" },
    { "Redress", "- Step 1: Threeways Homes pays £10 per day", 36,
      "'per' is said as '£10 and £2 for each further day, at most £50'" },
    { "Redress", "- Step 1: Threeways Homes pays £10 plus £2 for each further day", 36,
      "write 'and' instead of 'plus'" },
    { "Redress", "- Step 1: Threeways Homes pays £10 and £2 for each day late", 43,
      "'for each' is said as '£10 and £2 for each further day, at most £50'" },
    { "Redress", "- Step 1: Threeways Homes pays £10, max £50", 37, "write 'at most' instead of 'max'" },
    { "Information", "- In return for: Standard S1", 3,
      "'In return for' is not a field of an Information: it stands in Standard, Priority, Commitment, "
      "Option (write '*' instead of '-' for a line of prose)" },
    { "Standard", "- If missed: end", 3,
      "'If missed' could be a case or the target: write 'If late' or 'If target missed'" },
    { "Standard", "- Deadline: 5 working days", 3,
      "'Deadline' is not a field of a Standard: did you mean 'Clock'? (write '*' instead of '-' for a "
      "line of prose)" },
    { "Standard", "- Frequency: weekly", 3,
      "'Frequency' is not a field of a Standard: did you mean 'Every'? (write '*' instead of '-' for a "
      "line of prose)" },
    { "Contact", "- Phone: 01632 960100", 3,
      "'Phone' is not a field of a Contact: did you mean 'Telephone'? (write '*' instead of '-' for a "
      "line of prose)" },
    // shares, averages and second promises in a clock
    { "Standard", "- Clock: from report to completion, 95% within 2 days", 37,
      "a share stands in a Target: write 'Target: at least 95%', and here the time alone" },
    { "Standard", "- Clock: from report to completion, in 95% of cases within 2 days", 37,
      "a share stands in a Target: write 'Target: at least 95%', and here the time alone" },
    { "Standard", "- Clock: from report to completion, within 2 days 95% of the time", 51,
      "a share stands in a Target: write 'Target: at least 95%', and here the time alone" },
    { "Standard", "- Clock: from report to completion, on average within 2 days", 37,
      "'on average' belongs into a Target: write 'Clock: from report to completion' and 'Target: average "
      "of at most 4 days'" },
    { "Standard", "- Clock: from report to completion, within an average of 2 days", 44,
      "'an average' belongs into a Target: write 'Clock: from report to completion' and 'Target: average "
      "of at most 4 days'" },
    { "Standard", "- Clock: weekly", 10,
      "'weekly' is an interval: write 'Every: 1 week', for example, instead of a Clock" },
    { "Standard", "- Clock: each month", 10,
      "'each' is an interval: write 'Every: 1 week', for example, instead of a Clock" },
    { "Standard", "- Clock: within 2 days; 3 days in winter", 23,
      "';' begins a second promise: give it a line of its own" },
    { "Standard", "- Clock: from report to inspection and completion, within 2 days", 36,
      "'and' begins a second promise: give each its Clock, as 'Clock made safe: ...' and 'Clock "
      "completion: ...'" },
    { "Standard", "- Clock: 2 days before the meeting", 17,
      "'before' counts back: write 'from notice to meeting, at least 2 days', for example, with both as "
      "Events" },
    { "Standard", "- Clock: within the first week of April", 17,
      "'the first' is no length: write the day it ends, such as 'by 7 April 2027'" },
    { "Standard", "- Clock: by 2027", 13,
      "'2027' is a year, not a day: write '31 December 2027', or 'in 2027' for a target" },
    { "Standard", "- Clock: within 2 days, when access refused, and depth at least 40 mm", 44,
      "write 'and' instead of ', and'" },
    { "Standard", "- Clock: within 2 days, when access refused, or depth at least 40 mm", 44,
      "', or' joins no tests: give the other a line of its own, with ', when' and its test" },
    { "Standard", "- Clock: within 2 days, when between 9am and 5pm", 30,
      "'between' is written 'from 09:00 to 17:00', or 'from 1 March to 31 October'" },
    { "Standard", "- Clock: within 2 days, when before 12:00", 30,
      "'before' is written 'from 00:00 to 12:00'" },
    { "Standard", "- Clock: within 2 days, when at weekends", 30,
      "'at weekends' is no test: declare a Fact for it, '- Fact: weekend', and write ', when weekend'" },
    { "Standard", "- Only when: depth of at least 40 mm", 20, "write 'at least' instead of 'of at least'" },
    { "Standard", "- Only when: depth before 40 mm", 20, "write 'under' instead of 'before'" },
    { "Standard", "- Exempt: severe weather said by the tenant", 26,
      "a comma is missing: write 'weather, said by'" },
    { "Standard", "- Target: at least 80% of calls in 20 seconds", 33,
      "'in 20 seconds' belongs into the Clock: the Target says the share alone" },
    { "Standard", "- Target: at least 90%, 95% from 1 April 2027", 23,
      "a later step has its date: write '; 95% from 1 April 2027', for example" },
    { "Standard", "- Target: at least 90% from 2027", 29,
      "'2027' is a year, not a day: write '31 December 2027', or 'in 2027' for a target" },
    { "Standard", "- Count: at least 2 visits a week and 1 more", 35,
      "'and' joins no targets: a season is ', when from 1 March to 31 October', a second figure a line of "
      "its own" },
    // sums that would be words only
    { "Redress", "- Step 1: Threeways Homes apologises and pays £10", 42,
      "a step is one deed: give 'pays £10' a step of its own" },
    { "Redress", "- Step 1: Threeways Homes donates £50 to the Aldermoor Improvement Fund", 27,
      "write 'pays' instead of 'donates': only then is the sum counted" },
    { "Redress", "- Step 1: Threeways Homes or the tenant explains", 27,
      "a step is one party's: name the one that does it" },
    { "Redress", "- Step 1: Threeways Homes explains by 1 May 2026", 36,
      "a comma is missing: write 'explains, by'" },
    { "Redress", "- Step 1: Threeways Homes explains, in 5 working days", 37,
      "write 'within' instead of 'in'" },
    { "Redress", "- Step 1: Threeways Homes pays £10 for each late bin", 36,
      "'for each' is said as '£10 and £2 for each further day, at most £50'" },
    { "Redress", "- Step 1: Threeways Homes pays £10, once", 37,
      "'once' needs what it is once for: write 'once an incident' or 'once a year'" },
    { "Redress", "- Step 1: Threeways Homes pays half of the single fare", 32,
      "write '50% of' instead of 'half of'" },
};

static void phrases_are_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        struct parsed p = parse_line(LINES[i].clause, LINES[i].line);
        if (p.diagnostics.errors != 1)
            print_error("%s: %zu errors\n", LINES[i].line, p.diagnostics.errors);
        assert_int_equal(p.diagnostics.errors, 1);
        assert_string_equal(str_c(p.ctx.arena, p.diagnostics.at[0].text), LINES[i].text);
        assert_int_equal(p.diagnostics.at[0].place.column, LINES[i].column);
        parsed_close(&p);
    }
}

// None of these is refused for a word in it.
static const char *const GOOD[] = {
    "- Clock: from asked if well to seen in person, within 6 days",
    "- Clock: from rings to the first answer, within 30 seconds",
    "- Clock: from rings to asked if well or the first answer, within 30 seconds",
    "- Clock: within 7 days of the first answer",
    "- Clock: by 23:59 on the day of next collection",
    "- Target: at least 22 of 26 premises on the net",
    "- Target: at least 3 trees in 2027",
    "- Target: at least 90% of reports by residents each quarter",
    "- Count: at most 6 rings for each call",
    "- Target: at least 2 bins for each 100 households",
    "- Exempt: no more rings if busy, said by We Care If Asked",
    "- Only when: late at night is yes",
    "- Only when: depth is at least 40 mm",
    "- Provider: Parks and Trees",
    "- Provider: We Care If Asked",
    "- If a case is late: end",
    "- If missed by a day: end",
};

static void names_hold_such_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        char text[2000];
        bool has_provider = strncmp(GOOD[i], "- Provider", 10) == 0;
        snprintf(
            text, sizeof text,
            "# Charter: T\n\n- Between: Parks and Trees; We Care If Asked\n- In force: from 1 April 2026\n"
            "- Fact: depth, in mm\n- Fact: late at night, one of yes / no\n"
            "- Event: asked if well; seen in person; rings; the first answer; next collection\n\n"
            "## Standard S1: T\n%s\n%s",
            GOOD[i], has_provider ? "" : "- Provider: Parks and Trees\n");
        struct parsed p = parse_text(text);
        assert_string_equal(parsed_messages(&p), "");
        parsed_close(&p);
    }
}

// The field is there, and its dash is not.
static void a_line_without_its_dash_is_told(void **state)
{
    static const char *const lines[] = { "Provider: A", "1. Provider: A", "* Provider: A",
                                         "**Provider:** A" };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char text[500];
        snprintf(text, sizeof text,
                 "# Charter: T\n\n- Between: A; B\n- In force: from 1 April 2026\n\n## Standard S1: T\n%s\n",
                 lines[i]);
        struct parsed p = parse_text(text);
        assert_string_equal(
            parsed_messages(&p),
            "test.md:6:1: error: the line 'Provider: ...' below is prose: write '- Provider: ...', with "
            "a dash and a space before it\n## Standard S1: T\n^~~~~~~~~~~~~~~~~\n");
        parsed_close(&p);
    }
}

// "the Council" is nobody where there are two.
static void two_parties_of_a_word_are_no_guess(void **state)
{
    (void)state;
    struct parsed p = parse_text(
        "# Charter: T\n\n- Between: Harcaster Borough Council; Eastmark County Council\n"
        "- In force: from 1 April 2026\n\n## Information I1: T\n- Provider: the Council\n");
    assert_string_equal(
        parsed_messages(&p),
        "test.md:7:13: error: 'the Council' is not in Between: add it there, or name one that is\n"
        "- Provider: the Council\n            ^~~~~~~~~~~\n");
    parsed_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrases_are_told),
        cmocka_unit_test(names_hold_such_words),
        cmocka_unit_test(a_line_without_its_dash_is_told),
        cmocka_unit_test(two_parties_of_a_word_are_no_guess),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
