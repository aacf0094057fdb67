// Everything that is refused, with the exact message and the column it points at.
#include "parsing.h"

// One line in a clause, after the header of parsing.h.
static const struct {
    const char *clause, *line;
    int column;
    const char *text;
} LINES[] = {
    { "Standard", "- Clock: from report to completion, within 24hrs", 44,
      "write '24 hours' instead of '24hrs'" },
    { "Standard", "- Clock: from report to completion, within 1hr", 44, "write '1 hour' instead of '1hr'" },
    { "Standard", "- Clock: within 24 hrs", 20, "'hrs' is not a unit of time: did you mean 'hours'?" },
    { "Standard", "- Clock: within 0 days beginning with receipt", 17,
      "'0 days beginning with receipt' ends the day before: write '1 day beginning ...' for that day itself" },
    { "Standard", "- Clock: from receipt to completion, within 0 months beginning that day", 45,
      "'0 months beginning that day' ends the day before: write '1 day beginning ...' for that day itself" },
    { "Standard", "- Clock: 0 working days beginning with receipt", 10,
      "'0 working days beginning with receipt' ends the day before: write '1 day beginning ...' for that day "
      "itself" },
    { "Standard", "- Clock: within 30m", 17,
      "'30m' could be minutes or months: write '30 minutes' or '30 months'" },
    { "Standard", "- Clock: within 10mins", 17, "write '10 minutes' instead of '10mins'" },
    { "Standard", "- Clock: within 2wks", 17, "write '2 weeks' instead of '2wks'" },
    { "Standard", "- Clock: within a 5-day", 19, "write '5 days' instead of '5-day'" },
    { "Standard", "- Pause: access refused, at most 10 wks", 37,
      "'wks' is not a unit of time: did you mean 'weeks'?" },
    { "Standard", "- Clock: from report to completion, within 3-5 days", 44,
      "'3-5 days' is a range: write 'within 5 days', and 'Aim: within 3 days' on a line of its own" },
    { "Standard", "- Clock: from report to completion, within 3–5 working days", 44,
      "'3–5 working days' is a range: write 'within 5 working days', and 'Aim: within 3 working days' on a line "
      "of its own" },
    { "Standard", "- Clock: from report to completion, within 3 to 5 days", 44,
      "'3 to 5 days' is a range: write 'within 5 days', and 'Aim: within 3 days' on a line of its own" },
    { "Standard", "- Clock: from report to completion, between 3 and 5 days", 37,
      "'between 3 and 5 days' is a range: write 'within 5 days', and 'Aim: within 3 days' on a line of its own" },
    { "Standard", "- Clock: within 3 - 5 days", 17,
      "'3 - 5 days' is a range: write 'within 5 days', and 'Aim: within 3 days' on a line of its own" },
    { "Standard", "- Target: 90-95% each quarter", 11,
      "'90-95%' is a range: write one figure, such as 'at least 90%'" },
    { "Standard", "- Target: between 90% and 95%", 11,
      "'between 90% and 95%' is a range: write one figure, such as 'at least 90%'" },
    { "Standard", "- Target: average of at most 3 to 5 days each quarter", 30,
      "'3 to 5 days' is a range: write one figure" },
    { "Standard", "- Every: 3-5 weeks", 10, "'3-5 weeks' is a range: write one figure" },
    { "Standard", "- Only when: depth between 31 and 39 mm", 20,
      "'between 31 and 39' is a range: write 'at least 31 and at most 39'" },
    { "Standard", "- Target: 95%", 11,
      "'95%' does not say which way it counts: write 'at least 95%' or 'at most 95%'" },
    { "Standard", "- Target: 95% each quarter", 11,
      "'95%' does not say which way it counts: write 'at least 95%' or 'at most 95%'" },
    { "Standard", "- Target: 95 per cent each quarter", 11,
      "'95 per cent' does not say which way it counts: write 'at least 95 per cent' or 'at most 95 per cent'" },
    { "Standard", "- Norm: 82% of nights", 9,
      "'82%' does not say which way it counts: write 'at least 82%' or 'at most 82%'" },
    { "Standard", "- Count: £24,000 each year", 10,
      "'£24,000' does not say which way it counts: write 'at least £24,000' or 'at most £24,000'" },
    { "Standard", "- Count: 12 visits each year", 10,
      "'12' does not say which way it counts: write 'at least 12' or 'at most 12'" },
    { "Standard", "- Clock: by 01/04/2026", 13, "'01/04/2026' could be read two ways: write '1 April 2026'" },
    { "Standard", "- Clock: by 01.04.26", 13, "'01.04.26' could be read two ways: write '1 April 2026'" },
    { "Standard", "- Target: at least 95% from 13/04/2026", 29,
      "write '13 April 2026' instead of '13/04/2026'" },
    { "Standard", "- Target: at least 95% from 4/13/26", 29, "write '13 April 2026' instead of '4/13/26'" },
    { "Standard", "- Target: at least 95% from 31/31/2026", 29,
      "'31/31/2026' is not a date: write it as '1 April 2026'" },
    { "Standard", "- Clock: from report to completion, normally within 5 days", 37,
      "'normally' can't be kept or missed: give a Target, such as 'at least 90% each quarter', or an Exempt "
      "that says when not" },
    { "Standard", "- Clock: usually within 5 days", 10,
      "'usually' can't be kept or missed: give a Target, such as 'at least 90% each quarter', or an Exempt that "
      "says when not" },
    { "Standard", "- Clock: from report to completion, within 5 days where possible", 51,
      "'where possible' can't be kept or missed: give a Target, such as 'at least 90% each quarter', or an "
      "Exempt that says when not" },
    { "Standard", "- Clock: as soon as possible", 10,
      "'as soon as possible' can't be kept or missed: give a Target, such as 'at least 90% each quarter', or an "
      "Exempt that says when not" },
    { "Standard", "- Target: aim to reach 90%", 11,
      "'aim to' can't be kept or missed: give a Target, such as 'at least 90% each quarter', or an Exempt that "
      "says when not" },
    { "Redress", "- Step 1: Threeways Homes normally apologises", 27,
      "'normally' can't be kept or missed: give a Target, such as 'at least 90% each quarter', or an Exempt "
      "that says when not" },
    { "Information", "- Provider: we", 13, "'we' could be anybody: name the party, as it stands in Between" },
    { "Information", "- Provider: our team", 13,
      "'our' could be anybody: name the party, as it stands in Between" },
    { "Redress", "- Step 1: we say sorry", 11,
      "'we' could be anybody: name the party, as it stands in Between" },
    { "Redress", "- Step 1: Threeways Homes pays £10 to us", 39,
      "'us' could be anybody: name the party, as it stands in Between" },
    { "Information", "- Provider: Harcaster Council", 13,
      "'Harcaster Council' is not in Between: did you mean 'Harcaster Borough Council'?" },
    { "Information", "- Provider: Eastmark Police", 13,
      "'Eastmark Police' is not in Between: add it there, or name one that is" },
    { "Information", "- Provider: Harcaster Borough Council; Eastmark Police", 40,
      "'Eastmark Police' is not in Between: add it there, or name one that is" },
    { "Standard", "- Tell: the tennant", 9, "'the tennant' is not in Between: did you mean 'the tenant'?" },
    { "Standard", "- Clock: from report to completion within 1 working day", 36,
      "a comma is missing: write 'completion, within'" },
    { "Standard", "- Clock: from report to completion 1 working day", 36,
      "a comma is missing: write 'completion, 1 working day'" },
    { "Standard", "- Clock: from report to completion, within 5 days when access refused", 51,
      "a comma is missing: write 'days, when'" },
    { "Standard", "- Clock: within 5 days unless access refused", 24,
      "a comma is missing: write 'days, unless'" },
    { "Standard", "- Exempt: access refused said by the tenant", 26,
      "a comma is missing: write 'refused, said by'" },
    { "Redress", "- Step 1: Threeways Homes puts it right within 20 working days", 41,
      "a comma is missing: write 'right, within'" },
    { "Redress", "- Step 1: Threeways Homes says sorry automatically", 38,
      "a comma is missing: write 'sorry, automatically'" },
    { "Redress", "- Step 1: Threeways Homes pays £10 within 20 working days", 36,
      "a comma is missing: write '£10, within'" },
    { "Redress", "- Step 1: Threeways Homes pays £10 at most £50", 36,
      "a comma is missing: write '£10, at most'" },
    { "Redress", "- Step 1: Threeways Homes explains, apologises", 37,
      "a step is one deed: give 'apologises' a step of its own" },
    { "Redress", "- Step 1: Threeways Homes explains; apologises", 37,
      "a step is one deed: give 'apologises' a step of its own" },
    { "Redress", "- Step 1: Threeways Homes pays up to £50", 32,
      "write 'at most £50' instead of 'up to £50'" },
    { "Redress", "- Step 1: Threeways Homes pays £10, up to £50", 37,
      "write 'at most £50' instead of 'up to £50'" },
    { "Standard", "- Count: up to 5 visits each year", 10, "write 'at most 5' instead of 'up to 5'" },
    { "Standard", "- Count: no more than 5 visits each year", 10,
      "write 'at most' instead of 'no more than'" },
    { "Standard", "- Count: over 5 visits each year", 10, "write 'more than' instead of 'over'" },
    { "Standard", "- Count: most visits", 10,
      "expected 'at least', 'at most', 'more than' or 'under', found 'most'" },
    { "Standard", "- Only when: depth less than 39 mm", 20, "write 'under' instead of 'less than'" },
    { "Standard", "- Provder: Harcaster Borough Council", 3,
      "'Provder' is not a field of a Standard: did you mean 'Provider'? (write '*' instead of '-' for a line of "
      "prose)" },
    { "Standard", "- Clok made safe: within 2 days", 3,
      "'Clok made safe' is not a field of a Standard: did you mean 'Clock'? (write '*' instead of '-' for a "
      "line of prose)" },
    { "Standard", "- Foobar: yes", 3,
      "'Foobar' is not a field of a Standard: write '*' instead of '-' for a line of prose" },
    { "Standard", "- Step 1: x", 3,
      "'Step' is not a field of a Standard: it stands in Redress (write '*' instead of '-' for a line of prose)" },
    { "Standard", "- Telephone: 01632 960100", 3,
      "'Telephone' is not a field of a Standard: it stands in Contact (write '*' instead of '-' for a line of "
      "prose)" },
    { "Contact", "- Clock: whenever", 10,
      "expected 'from' and an event, 'within' and a length of time, or 'no time promised', found 'whenever'" },
    { "Standard", "- Role", 3,
      "a field is '- Key: value', and this line is not (write '*' instead of '-' for a line of prose)" },
    { "Standard", "- : x", 3,
      "a field is '- Key: value', and this line is not (write '*' instead of '-' for a line of prose)" },
    { "Redress", "- Step: Threeways Homes waits", 3, "'Step' needs a number, such as 'Step 1'" },
    { "Redress", "- Step x: Threeways Homes waits", 3,
      "'Step x' has no number: write 'Step 1', 'Step 2' and so on" },
    { "Standard", "- If: R1", 3, "'If' needs an outcome, such as 'If late'" },
    { "Standard", "- Clock:", 3, "'Clock' has no value" },
    { "Standard", "- Clock: from complition to report", 15,
      "'complition' is not an event: did you mean 'completion'?" },
    { "Standard", "- Clock: from report to xyz, within 2 days", 25,
      "'xyz' is not an event: declare it in the header, '- Event: xyz'" },
    { "Standard", "- Clock: from report, within 5 days", 21,
      "expected 'to' and the event that stops the clock, found ','" },
    { "Standard", "- Clock: from the later of report to completion, within 2 days", 35,
      "expected 'and' and another event, found 'to'" },
    { "Standard", "- Clock: from report to completion, in 5 days", 37, "write 'within' instead of 'in'" },
    { "Standard", "- Clock: from report to completion, within 2 months of", 55,
      "expected an event, such as 'report', but nothing follows" },
    { "Standard", "- Clock: within 5 wroking days", 19,
      "'wroking days' is not a unit of time: did you mean 'working days'?" },
    { "Standard", "- Clock: within 5 dyas", 19, "'dyas' is not a unit of time: did you mean 'days'?" },
    { "Standard", "- Clock: within 5 foos", 19,
      "'foos' is not a unit of time: expected seconds, minutes, hours, working hours, days, working days, clear "
      "days, weeks, months, quarters or years" },
    { "Standard", "- Clock: within 5", 18, "expected a unit, such as 'working days', but nothing follows" },
    { "Standard", "- Clock: within 1.5 days", 17, "a length in days is a whole number" },
    { "Standard", "- Clock: within 1,5 days", 18, "expected a unit, such as 'working days', found ','" },
    { "Standard", "- Clock: within 9999999999 days", 17, "'9999999999 days' is too long" },
    { "Standard", "- Clock: within the time set by G", 33,
      "expected the label of a clause, such as 'S1', found 'G'" },
    { "Standard", "- Clock: at least 48 hours", 10,
      "notice is between two events: write 'from ... to ..., at least 48 hours'" },
    { "Standard", "- Clock: by 31 April 2026", 13, "there is no '31 April 2026': April has 30 days" },
    { "Standard", "- Clock: by 29 February 2026", 13,
      "there is no '29 February 2026': February has 28 days" },
    { "Standard", "- Clock: by 31 Apirl 2026", 16, "'Apirl' is not a month: did you mean 'April'?" },
    { "Standard", "- Clock: by 1 April 26", 21, "expected a year of four figures, found '26'" },
    { "Standard", "- Clock: by 1 April 0262", 21, "expected a year of four figures, found '0262'" },
    { "Standard", "- Clock: by 2026-02-30", 13, "there is no such day as '2026-02-30'" },
    { "Standard", "- Clock: by 09:00", 18, "expected 'on the day of' and an event, but nothing follows" },
    { "Standard", "- Clock: by 24:00 on the day of collection", 13, "a day's last time is 23:59" },
    { "Standard", "- Clock: within 5 days, normaly", 23, "expected the end of the line, found ', normaly'" },
    { "Standard", "- Clock: within 5 days, when dpth at least 40 mm", 30,
      "'dpth' is not a Fact: did you mean 'depth'?" },
    { "Standard", "- Clock: within 5 days, when weather bad", 30,
      "'weather bad' is not a Fact: declare it in the header, '- Fact: weather bad'" },
    { "Standard", "- Clock: within 5 days, when depth at least 40 cm", 45,
      "'depth' is declared in mm: give a figure in mm" },
    { "Standard", "- Clock: within 5 days, when road class is C", 44,
      "'C' is not a value of 'road class': expected one of A / B / minor" },
    { "Standard", "- Clock: within 5 days, when road class is mimor", 44,
      "'mimor' is not a value of 'road class': did you mean 'minor'?" },
    { "Standard", "- Clock: within 5 days, when road class", 40, "say which: 'road class is A'" },
    { "Standard", "- Clock: within 5 days, when lateness", 38,
      "expected 'is', 'at least', 'at most', 'more than' or 'under', but nothing follows" },
    { "Standard", "- Clock: within 5 days, when S1 is keept", 36,
      "'keept' is not a state: did you mean 'kept'?" },
    { "Standard", "- Clock: within 5 days, when S1 is blue", 36,
      "expected kept, late, missed, done, failing or open, found 'blue'" },
    { "Standard", "- Clock: within 5 days, when from 1 March", 42,
      "expected 'to' and its end, but nothing follows" },
    { "Standard", "- Exempt: severe weather", 11,
      "'severe weather' is not a Fact: declare it in the header, '- Fact: severe weather', or add ', said by' and a "
      "party" },
    { "Standard", "- Exempt: acess refused", 11,
      "'acess refused' is not a Fact: did you mean 'access refused'?" },
    { "Standard", "- Exempt: access refused, sayd by the tenant", 27,
      "expected 'said by' and a party, or 'at most' and a length of time, found 'sayd'" },
    { "Standard", "- Exempt: severe weather, said by the tennant", 35,
      "'the tennant' is not in Between: did you mean 'the tenant'?" },
    { "Standard", "- Exempt: the target is missed twice running", 32,
      "write 'in 2 quarters running' instead of 'twice running'" },
    { "Standard", "- If late: r1", 12, "'r1' is not a label: did you mean 'R1'?" },
    { "Standard", "- If late: R1, R2", 14, "write 'R1; R2', with a semicolon" },
    { "Standard", "- In return for: 60 free baskets", 18,
      "expected the label of a clause, such as 'R1', found '60'" },
    { "Standard", "- In return for: aldermoor", 18,
      "expected the label of a clause, such as 'S1', found 'aldermoor'" },
    { "Standard", "- Target: at least 90% ech quarter", 24,
      "'ech quarter' is not a period: write 'each quarter'" },
    { "Standard", "- Target: at least 90% of cases ech quarter", 33,
      "'ech quarter' is not a period: write 'each quarter'" },
    { "Standard", "- Target: at least 90% each qarter", 29,
      "'qarter' is not a unit of time: did you mean 'quarter'?" },
    { "Standard", "- Target: at least 90% each quarter each year", 37,
      "expected only one period, found 'each'" },
    { "Standard", "- Target: at least 90% in any 0 months", 31,
      "a period is a whole number of units, such as '12 months'" },
    { "Standard", "- Target: at least 90%; 95%", 28,
      "expected from when it holds, such as 'from 1 April 2027', but nothing follows" },
    { "Standard", "- Target: at least 90%; at most 95% from 1 April 2027", 25,
      "a later step keeps the first bound, 'at least'" },
    { "Standard", "- Target: at least 90% of places at grade E or better", 43,
      "expected a grade from A to D, such as 'B' or 'B-', found 'E'" },
    { "Standard", "- Target: at least 40mm", 20, "write '40 mm' instead of '40mm'" },
    { "Standard", "- Target: at least £1.5", 20, "money has two figures for the pence, such as '£2.50'" },
    { "Standard",
      "- Target: at least the lower of the lower of the lower of the lower of the lower of 1 and 2", 85,
      "'the lower of' stands in another at most 4 deep" },
    { "Standard", "- Public: no", 11, "expected 'yes', 'counted only' or 'not taken here', found 'no'" },
    { "Standard", "- Hours: Monday to Friday 9 to 5", 27, "'9' could be morning or evening: write '09:00'" },
    { "Standard", "- Hours: Mnday to Friday 09:00 to 17:00", 10,
      "'Mnday' is not a day of the week: did you mean 'Monday'?" },
    { "Standard", "- Hours: Monday 09:00", 22, "expected 'to' and the time it closes, but nothing follows" },
    { "Standard", "- Hours: Monday 25:00 to 26:00", 17, "expected a time, such as '09:00', found '25:00'" },
    { "Standard", "- Service: a / b / c", 18,
      "a service has one sub-service: write '/' without spaces around it where it is part of a name" },
    { "Standard", "- Service: a;", 14, "expected the name of a service, but nothing follows" },
    { "Standard", "- Period: fortnight", 11, "write '2 weeks' instead of 'fortnight'" },
    { "Standard", "- Year starts: 31 June", 16, "there is no '31 June': June has 30 days" },
    { "Standard", "- Start: tomorrow", 10, "expected 'next working day', found 'tomorrow'" },
    { "Standard", "- Every: 0 weeks", 10, "expected a number from 1 to 9999 and a unit, such as '2 weeks'" },
    { "Standard", "- Trial: from 1 April 2026", 10,
      "a trial has a last day: write it as '1 April 2026 to 30 June 2026'" },
    { "Standard", "- Trial: 30 June 2026 to 1 April 2026", 10, "it ends before it begins" },
    { "Redress", "- Step 1: Threeways Homes", 26,
      "expected what the party does, or 'pays' and a sum, but nothing follows" },
    { "Redress", "- Step 1: Threeways Homes pays 10", 32,
      "expected a sum of money, such as '£50', found '10'" },
    { "Redress", "- Step 1: Threeways Homes pays £10 to the person who", 53,
      "expected what the person did, such as 'reported', but nothing follows" },
    { "Redress", "- Step 1: Threeways Homes pays £10 and £2 a day", 43,
      "'a day' is said as '£10 and £2 for each further day, at most £50'" },
    { "Redress", "- Step 1: Threeways Homes pays £300 to £100", 40,
      "the second sum is smaller than the first" },
    { "Redress", "- Step 1: Threeways Homes pays 25% of the singel fare", 43,
      "'singel fare' is not a Fact: did you mean 'single fare'?" },
    { "Redress", "- Step 1: Threeways Homes pays 1/0 of £5", 32, "a fraction can't be divided by 0" },
    { "Redress", "- Step 1: Threeways Homes pays £10, at most 5", 46,
      "expected 'times', but nothing follows" },
    { "Redress", "- Step 1: Threeways Homes pays £10, at most £50 a lifetime", 51,
      "expected a unit of time, 'financial year', 'case', 'person' or 'incident', found 'lifetime'" },
    { "Redress", "- Step 1: Threeways Homes pays £10, kindly", 37,
      "'kindly' is not a term of a payment, such as 'at most £50', 'to' and a party, or 'within 20 working days'" },
};

static void lines_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        struct parsed p = parse_line(LINES[i].clause, LINES[i].line);
        if (p.diagnostics.errors != 1)
            print_error("%s: %zu errors\n", LINES[i].line, p.diagnostics.errors);
        assert_int_equal(p.diagnostics.errors, 1);
        const struct diagnostic *d = &p.diagnostics.at[0];
        assert_string_equal(str_c(p.ctx.arena, d->text), LINES[i].text);
        assert_int_equal(d->place.column, LINES[i].column);
        assert_string_equal(str_c(p.ctx.arena, d->line), LINES[i].line);
        parsed_close(&p);
    }
}

// No message is more than a line, or ends with a full stop.
static void messages_are_one_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        const char *text = LINES[i].text;
        assert_null(strchr(text, '\n'));
        assert_true(text[strlen(text) - 1] != '.');
    }
}

#define TOP "# Charter: Test\n\n- Between: A; B\n- In force: from 1 April 2026\n"

// Whole documents, with all that is printed about them.
static const struct {
    const char *text, *messages, *note;
} DOCUMENTS[] = {
    { "", "test.md:1:1: error: there is no title: begin with '# Charter: ' and the document's name\n\n^\n",
      "0 bytes" },
    { "Hello\n\n- Between: A\n",
      "test.md:1:1: error: there is no title: begin with '# Charter: ' and the document's name\nHello\n^\n",
      "no title" },
    { "```\n# Charter: Test\n```\n",
      "test.md:1:1: error: there is no title: begin with '# Charter: ' and the document's name\n```\n^\n",
      "a title in a code block is none" },
    { "\nHello\n# Charter: Test\n",
      "test.md:2:1: error: the title comes first: begin with '# Charter: ' and the document's name\nHello\n^~~~~\n",
      "something before the title" },
    { "# Agreement:\n\n- Between: A\n- In force: from 1 April 2026\n",
      "test.md:1:1: error: the title has no name: write it behind '# Agreement: '\n# Agreement:\n^~~~~~~~~~~~\n",
      "an agreement without a name" },
    { "# Proceedure: Test\n",
      "test.md:1:3: error: 'Proceedure' is not a kind of document: did you mean 'Procedure'?\n"
      "# Proceedure: Test\n  ^~~~~~~~~~\n",
      "a slip in another kind" },
    { "# Chartr: Test\n",
      "test.md:1:3: error: 'Chartr' is not a kind of document: did you mean 'Charter'?\n# Chartr: Test\n  ^~~~~~\n",
      "a slip" },
    { "# Contract: Test\n",
      "test.md:1:3: error: 'Contract' is not a kind of document: expected Charter, Agreement or Procedure\n"
      "# Contract: Test\n  "
      "^~~~~~~~\n",
      "another word" },
    { "# Our promise\n",
      "test.md:1:3: error: a title begins with the kind of document: write '# Charter: Our promise'\n# Our "
      "promise\n  ^~~\n",
      "no kind" },
    { "# Charter:\n\n- Between: A; B\n- In force: from 1 April 2026\n",
      "test.md:1:1: error: the title has no name: write it behind '# Charter: '\n# Charter:\n^~~~~~~~~~\n",
      "no name" },
    { TOP "# Charter: Test\n",
      "test.md:5:1: error: a document has one title: write '##' for a clause, '###' in prose\n# Charter: "
      "Test\n^~~~~~~~~~~~~~~\n",
      "two titles" },
    { "# Charter: Test\n",
      "test.md:1:1: error: the header has no 'Between': add a line '- Between: ...' below the title\n# Charter: "
      "Test\n^~~~~~~~~~~~~~~\n"
      "test.md:1:1: error: the header has no 'In force': add a line '- In force: ...' below the title\n# "
      "Charter: Test\n^~~~~~~~~~~~~~~\n",
      "missing header fields" },
    { TOP "## Standard S1: Litter\n",
      "test.md:5:1: error: this Standard has no 'Provider': add a line '- Provider: ...'\n## Standard S1: "
      "Litter\n^~~~~~~~~~~~~~~~~~~~~~\n",
      "a Standard without a Provider" },
    { TOP "## Commitment C1: Litter\n",
      "test.md:5:1: error: this Commitment has no 'By': add a line '- By: ...'\n## Commitment C1: "
      "Litter\n^~~~~~~~~~~~~~~~~~~~~~~~\n",
      "a Commitment by nobody" },
    { TOP "## Redress R1: Late\n",
      "test.md:5:1: error: this Redress has no 'Step': add a line '- Step 1: ...'\n## Redress R1: "
      "Late\n^~~~~~~~~~~~~~~~~~~\n",
      "a Redress without a Step" },
    { TOP "## Contact K2: A\n\n## Contact K2: B\n",
      "test.md:7:12: error: the label 'K2' stands already on line 5: give this clause one of its own, such as "
      "'K3'\n## Contact K2: B\n           ^~\n",
      "a copied label" },
    { TOP "## Contact: Parks\n",
      "test.md:5:1: error: this clause has no label: write '## Contact K1: Parks'\n## Contact: "
      "Parks\n^~~~~~~~~~~~~~~~~\n",
      "no label" },
    { TOP "## Contact Parks and trees\n",
      "test.md:5:1: error: this clause has no label: write '## Contact K1: Parks and trees'\n## Contact Parks "
      "and trees\n^~~~~~~~~~~~~~~~~~~~~~~~~~\n",
      "no label, no colon" },
    { TOP "## Contact k1: Parks\n",
      "test.md:5:12: error: 'k1' is not a label: write a capital letter and a number, such as 'K1'\n## Contact "
      "k1: Parks\n           ^~\n",
      "a small letter" },
    { TOP "## Contact K1\n",
      "test.md:5:1: error: this clause has no title: write '## Contact K1: ' and what it is about\n## Contact "
      "K1\n^~~~~~~~~~~~~\n",
      "no title" },
    { TOP "## Contact K1 Parks\n",
      "test.md:5:15: error: a ':' is missing after the label: write '## Contact K1: Parks'\n## Contact K1 "
      "Parks\n              ^~~~~\n",
      "no colon" },
    { TOP "## Contract K1: Parks\n- Colour: red\n",
      "test.md:5:4: error: 'Contract' is not a kind of clause in a Charter: did you mean 'Contact'?\n## "
      "Contract K1: Parks\n   ^~~~~~~~\n"
      "test.md:6:3: error: 'Colour' is not a field of a Contact: write '*' instead of '-' for a line of "
      "prose\n- Colour: red\n  ^~~~~~\n",
      "a slip is taken for what was meant" },
    { TOP "## Promise K1: Parks\n- Foo: bar\n",
      "test.md:5:4: error: 'Promise' is not a kind of clause in a Charter: expected Information, Standard, "
      "Priority, Commitment, "
      "Monitoring, Redress, Option, Contact or Review\n## Promise K1: Parks\n   ^~~~~~~\n",
      "another word: its lines are passed over" },
    { TOP "- Between: C\n",
      "test.md:5:3: error: 'Between' is given twice: it stands already on line 3\n- Between: C\n  ^~~~~~~\n",
      "given twice" },
    { TOP "## Monitoring M1: A\n- Provider: A\n- Provider: B\n",
      "test.md:7:3: error: 'Provider' is given twice: line 6 has no condition, ', when ...', so that this line "
      "would never hold\n- Provider: B\n  ^~~~~~~~\n",
      "given twice without a condition" },
    { TOP "## Monitoring M1: A\n- Clock: within 2 days\n- Clock: within 3 days\n",
      "test.md:7:3: error: 'Clock' is given twice: name each, such as 'Clock made safe', or give line 6 a "
      "condition, ', when ...'\n- Clock: within 3 days\n  ^~~~~\n",
      "two clocks without names" },
    { TOP "## Redress R1: A\n- Step 1: A waits\n- Step 1: B waits\n",
      "test.md:7:3: error: 'Step 1' is given twice: line 6 has no condition, ', when ...', so that this line "
      "would never hold\n- Step 1: B waits\n  ^~~~~~\n",
      "a step given twice" },
    { "# Charter: Test\n\n- Between: we; B\n- In force: from 1 April 2026\n",
      "test.md:3:12: error: 'we' could be anybody: write the party's name\n- Between: we; B\n           ^~\n",
      "we, in Between" },
    { "# Charter: Test\n\n- Between: A and Sons, B\n- In force: from 1 April 2026\n\n## Option O1: X\n- By: Sons\n",
      "test.md:7:7: error: 'Sons' is not in Between by itself: put ';' between the parties there\n- By: Sons\n  "
      "    ^~~~\n",
      "parties with commas between them" },
    { "# Charter: Test\n\n- Between: A; B\n- In force: 1 April 2026 to 31 March 2026\n",
      "test.md:4:13: error: it ends before it begins\n- In force: 1 April 2026 to 31 March 2026\n            "
      "^~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n",
      "the wrong way round" },
    { "# Charter: Test\n\n- Between: A; B\n- In force: 1 April 2026\n",
      "test.md:4:25: error: expected 'to' and the last day, or 'from' before the date, but nothing follows\n- "
      "In force: 1 April 2026\n                        ^\n",
      "one date alone" },
    { TOP "- Id: two words\n",
      "test.md:5:7: error: an Id is one word of letters, figures and '-', such as 'aldermoor-streets'\n- Id: "
      "two words\n      ^~~~~~~~~\n",
      "an Id of two words" },
    { TOP "- Fact: depth in mm\n",
      "test.md:5:15: error: a comma is missing: write 'depth, in'\n- Fact: depth in mm\n              ^~\n",
      "a Fact without its comma" },
    { TOP "- Fact: depth, one of A\n",
      "test.md:5:9: error: a Fact has two values or more, with ' / ' between them\n- Fact: depth, one of A\n    "
      "    ^~~~~~~~~~~~~~~\n",
      "one value" },
    { TOP "- Fact: wet\n- Fact: Wet\n",
      "test.md:6:9: error: the Fact 'Wet' is declared already\n- Fact: Wet\n        ^~~\n",
      "a Fact declared twice" },
    { TOP "```\n- Foo: bar\n",
      "test.md:5:1: error: this code block has no end: close it with a line of '```'\n```\n^~~\n",
      "an unclosed code block" },
    { TOP "## Option O1: X\n  - By: A\n",
      "test.md:6:3: warning: this line is indented, so it is prose: begin it with '-' at the margin to make it "
      "a field\n  - By: A\n  ^~~~~~~\n",
      "an indented field" },
    { TOP "## Option O1: X\n- Do: this\nand that\n",
      "test.md:7:1: warning: this line is prose: indent it to continue the field above, or put an empty line "
      "before it\nand that\n^~~~~~~~\n",
      "a line that Markdown would join" },
};

static void documents_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof DOCUMENTS / sizeof *DOCUMENTS; i++) {
        struct parsed p = parse_text(DOCUMENTS[i].text);
        const char *messages = parsed_messages(&p);
        if (strcmp(messages, DOCUMENTS[i].messages) != 0)
            print_error("%s\n", DOCUMENTS[i].note);
        assert_string_equal(messages, DOCUMENTS[i].messages);
        parsed_close(&p);
    }
}

// Letters of more than one byte, of no width, and of two columns: the mark stands under the place.
static const struct {
    const char *line, *shown, *mark, *note;
} MARKS[] = {
    { "- Provider: Cyngor Sir Ynys Môn", "- Provider: Cyngor Sir Ynys Môn", "            ^~~~~~~~~~~~~~~~~~~",
      "Welsh" },
    { "- Tell: Łódź; the tenant", "- Tell: Łódź; the tenant", "        ^~~~", "Polish" },
    { "- Tell: شہری; the tenant", "- Tell: شہری; the tenant", "        ^~~~", "Urdu" },
    { "- Tell: \t居民\t會; the tenant", "- Tell:  居民 會; the tenant", "         ^~~~~~~",
      "two columns each, and tabs as one space" },
    { "- Tell: cafe\u0301 x", "- Tell: cafe\u0301 x", "        ^~~~~~", "a combining mark has no width" },
};

static void marks_stand_under_the_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
        struct parsed p = parse_line("Monitoring", MARKS[i].line);
        const char *messages = parsed_messages(&p), *line = strchr(messages, '\n');
        char wanted[400];
        assert_int_equal(p.diagnostics.errors, 1);
        snprintf(wanted, sizeof wanted, "\n%s\n%s\n", MARKS[i].shown, MARKS[i].mark);
        if (strcmp(line, wanted) != 0)
            print_error("%s\n", MARKS[i].note);
        assert_string_equal(line, wanted);
        parsed_close(&p);
    }
}

static void long_lines_are_cut(void **state)
{
    (void)state;
    char text[1000], many[301];
    memset(many, 'x', 300);
    many[300] = '\0';
    snprintf(text, sizeof text, TOP "## Option O1: X\n- Open: Monday 09:00 to 17:00; %s\n", many);
    struct parsed p = parse_text(text);
    assert_string_equal(parsed_messages(&p),
                        "test.md:6:32: error: expected a day of the week, found "
                        "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...'\n"
                        "- Open: Monday 09:00 to 17:00; "
                        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...\n"
                        "                               "
                        "^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n");
    parsed_close(&p);
    snprintf(text, sizeof text, TOP "## Option O1: X\n- Tell: %s\n- Do: %s\n- Tell: A; %s zzz\n", "A", "x",
             many);
    p = parse_text(text);
    assert_int_equal(p.diagnostics.errors, 2);
    parsed_close(&p);
}

// What can't be a document is refused with one message, whatever else is in it.
static void unreadable_is_one_message(void **state)
{
    (void)state;
    static char large[DOCUMENT_BYTES_MAX + 2];
    const struct {
        str bytes;
        const char *text;
        int line, column;
    } rows[] = {
        { STR(TOP "- Foo: x\nx\xFFy\n"), "this byte, 0xFF, is not UTF-8: save the file as UTF-8 text", 6, 2 },
        { STR("\xFF\xFE#\0 \0"), "this byte, 0xFF, is not UTF-8: save the file as UTF-8 text", 1, 1 },
        { STR(TOP "- Foo: x\nx\xC3\xA9\0y\n"),
          "this is not text but the control character U+0000: take it out", 6, 3 },
        { STR(TOP "\x1B[31m\n"), "this is not text but the control character U+001B: take it out", 5, 1 },
        { STR(TOP "a\xC2\x85z\n"), "this is not text but the control character U+0085: take it out", 5, 2 },
        { STR(TOP "a\xE2\x80\xAEz\n"), "this is not text but the control character U+202E: take it out", 5,
          2 },
        { STR(TOP "1\xE2\x80\x8B"
                  "2\n"),
          "this is not text but the control character U+200B: take it out", 5, 2 },
        { STR(TOP "\xEF\xBB\xBFz\n"), "this is not text but the control character U+FEFF: take it out", 5,
          1 },
        { STR(TOP "\xF3\xA0\x81\x81\n"), "this is not text but the control character U+E0041: take it out", 5,
          1 },
        { STR(TOP "\x7F"), "this is not text but the control character U+007F: take it out", 5, 1 },
        { { large, DOCUMENT_BYTES_MAX + 1 },
          "the file is larger than the 1048576 bytes a document may have: split it",
          1,
          1 },
        { { large, DOCUMENT_BYTES_MAX },
          "this line is longer than 8192 bytes: break it, and indent what continues a field",
          1,
          1 },
    };
    memset(large, 'x', sizeof large);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct parsed p = parse_bytes(rows[i].bytes);
        assert_int_equal(p.diagnostics.n, 1);
        assert_string_equal(str_c(p.ctx.arena, p.diagnostics.at[0].text), rows[i].text);
        assert_int_equal(p.diagnostics.at[0].place.line, rows[i].line);
        assert_int_equal(p.diagnostics.at[0].place.column, rows[i].column);
        assert_int_equal(p.document->clauses.n, 0);
        parsed_close(&p);
    }
}

// `times` copies of a line behind the top of a document: refused with one message, in little memory.
static void repeated_is_refused(const char *line, size_t times, const char *text)
{
    size_t n = strlen(line), top = strlen(TOP);
    struct parsed all = { .ctx = { .arena = arena_open(4 << 20) } };
    char *bytes = arena_alloc(all.ctx.arena, top + n * times + 1, 1);
    assert_non_null(bytes);
    memcpy(bytes, TOP, top);
    for (size_t i = 0; i < times; i++)
        memcpy(bytes + top + i * n, line, n);
    struct parsed p = parse_bytes((str){ bytes, top + n * times });
    assert_int_equal(p.diagnostics.n, 1);
    assert_int_equal(p.diagnostics.errors, 1);
    assert_string_equal(str_c(p.ctx.arena, p.diagnostics.at[0].text), text);
    assert_true(arena_used(p.ctx.arena) < 32 << 20);
    parsed_close(&p);
    arena_close(all.ctx.arena);
}

static void too_many_are_refused(void **state)
{
    (void)state;
    repeated_is_refused("- Foo: x\n", DOCUMENT_FIELDS_MAX + 1,
                        "a document has at most 20000 fields: split it");
    repeated_is_refused("## Contact K1: x\n", 5001, "a document has at most 5000 clauses: split it");
    repeated_is_refused("- Do: x\n", DOCUMENT_FIELDS_MAX + 5,
                        "a document has at most 20000 fields: split it");
}

static void a_long_value_is_refused(void **state)
{
    (void)state;
    static char text[6000] = TOP "## Option O1: X\n- Do: x\n";
    while (strlen(text) < 5000)
        memcpy(text + strlen(text), "  more\n", 8);
    struct parsed p = parse_text(text);
    assert_int_equal(p.diagnostics.errors, 1);
    assert_string_equal(str_c(p.ctx.arena, p.diagnostics.at[0].text),
                        "'Do' is longer than 3000 bytes: put the rest into prose");
    parsed_close(&p);
}

// More messages than are kept are still counted, and warnings leave room for errors.
static void messages_are_bounded(void **state)
{
    (void)state;
    static char text[40000] = TOP "## Option O1: X\n";
    size_t n = strlen(text);
    for (int i = 0; i < 600; i++, n += strlen(text + n))
        memcpy(text + n, "  - By: A\n", 11);
    for (int i = 0; i < 600; i++, n += strlen(text + n))
        memcpy(text + n, "- Foo: A\n", 10);
    struct parsed p = parse_text(text);
    assert_int_equal(p.diagnostics.n, DIAGNOSTICS_MAX);
    assert_int_equal(p.diagnostics.warnings, 600);
    assert_int_equal(p.diagnostics.errors, 600);
    assert_int_equal(p.diagnostics.at[DIAGNOSTICS_MAX / 2 - 1].severity, SEVERITY_WARNING);
    assert_int_equal(p.diagnostics.at[DIAGNOSTICS_MAX / 2].severity, SEVERITY_ERROR);
    parsed_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_refused),     cmocka_unit_test(messages_are_one_line),
        cmocka_unit_test(documents_are_refused), cmocka_unit_test(marks_stand_under_the_place),
        cmocka_unit_test(long_lines_are_cut),    cmocka_unit_test(unreadable_is_one_message),
        cmocka_unit_test(too_many_are_refused),  cmocka_unit_test(a_long_value_is_refused),
        cmocka_unit_test(messages_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
