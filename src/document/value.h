// What the fields of a document hold once they are read: one struct for each rule of the grammar
// (docs/language.md). Plain data; everything lives in the arena it was parsed into.
#pragma once

#include "base/date.h"
#include "base/str.h"

enum unit {
    UNIT_SECOND,
    UNIT_MINUTE,
    UNIT_HOUR,
    UNIT_WORKING_HOUR,
    UNIT_DAY,
    UNIT_WORKING_DAY,
    UNIT_CLEAR_DAY,
    UNIT_WEEK,
    UNIT_MONTH,
    UNIT_QUARTER,
    UNIT_YEAR,
    UNIT_COUNT
};

const char *unit_name(enum unit unit, bool is_one); // "working day" or "working days"
bool unit_is_clock(enum unit unit);                 // seconds to working hours: runs to the second
bool unit_by_name(str name, enum unit *unit);       // either of its names, and nothing else
// So many days, weeks, months, quarters or years later, in days of the calendar; DATE_NONE for any other unit.
date unit_later(date from, int64_t n, enum unit unit);

// Exactly what was written: 31.5 is 315 with one place. Comparisons are in whole numbers.
typedef struct {
    int64_t digits;
    int places; // 0 to 4
} decimal;

int decimal_compare(decimal a, decimal b); // -1, 0, 1
double decimal_double(decimal d);          // for showing only
void decimal_write(struct buffer *out, decimal d);

struct str_list {
    str *at;
    size_t n, room;
};
bool str_list_has(const struct str_list *list, str s); // to the letter

// number unit | "the same time again" | "the time set by" label
struct duration {
    enum { DURATION_LENGTH, DURATION_SAME_AGAIN, DURATION_SET_BY } kind;
    decimal number; // whole for units of a day or longer
    enum unit unit;
    str label;
};

// "a or b" takes the first that happens, "the later of a and b" the last.
struct events {
    enum { EVENTS_FIRST, EVENTS_LATER } how;
    struct str_list names;
};

enum limit_kind {
    LIMIT_NONE,           // a clock that is only measured: "from receipt to written reply"
    LIMIT_IMMEDIATELY,    // at the very second
    LIMIT_WITHIN,         // "within 2 months", and "within 2 months of EVENT" with `event`
    LIMIT_BEGINNING_WITH, // "within 2 months beginning with EVENT", or "beginning that day" without one
    LIMIT_BY_DATE,        // "by 30 September 2027"
    LIMIT_BY_TIME_ON_DAY, // "by 06:00 on the day of collection"
    LIMIT_AT_LEAST        // "at least 48 hours": notice beforehand
};

struct limit {
    enum limit_kind kind;
    struct duration length;
    str event; // empty: the clock's own start
    date by;
    int32_t second_of_day; // of "by 06:00 on the day of"
    bool is_by_the_clock;
};

// A Clock line. `from` and `to` have no names where the line gives only a limit: then from report to completion.
struct clock {
    bool is_promised; // false: "no time promised"
    struct events from, to;
    struct limit limit;
};

enum bound { BOUND_AT_LEAST, BOUND_AT_MOST, BOUND_MORE_THAN, BOUND_UNDER };
const char *bound_name(enum bound bound);
bool bound_holds(enum bound bound, int order); // of what lies under the limit (-1), on it (0) or over it (1)

struct month_day {
    int day, month;
};

enum period_kind {
    PERIOD_NONE,
    PERIOD_EACH,           // "each quarter", "each 4 months": number and unit
    PERIOD_FINANCIAL_YEAR, // from 1 April
    PERIOD_DOCUMENT,       // the whole time in force
    PERIOD_IN_ANY,         // "in any 12 months": a window that ends with each unit
    PERIOD_OVER_LAST       // "over the last 4 quarters": likewise
};

struct period {
    enum period_kind kind;
    int number;
    enum unit unit;
};

enum quantity_kind {
    QUANTITY_SHARE,  // 90%, "90% of cases", "90% of places at grade B or better"
    QUANTITY_NUMBER, // "25 reports", "5 working days"
    QUANTITY_MONEY,
    QUANTITY_TIME, // a time of day
    QUANTITY_LOWER // "the lower of A and B"
};

struct quantity {
    enum quantity_kind kind;
    decimal number; // per cent of a share; pounds of money
    str noun;       // empty if none; "working days" of a length of time
    str grade;      // empty unless "at grade G or better"
    int32_t second_of_day;
    struct quantity *lower; // the two of QUANTITY_LOWER
};

// From a date, or in a year "2009/10" (as written).
struct since {
    date from; // DATE_NONE if none
    str year;  // empty if none
};

struct ramp {
    struct quantity quantity;
    struct since since;
};

struct target {
    enum { MEASURE_PLAIN, MEASURE_AVERAGE, MEASURE_MEDIAN } measure;
    enum bound bound;
    struct period period;
    str for_each;       // "call" of "for each call"; empty if none
    struct ramp *ramps; // the first is the target itself, later ones replace it from their `since`
    size_t n_ramps, room;
};

enum state_word {
    STATE_WORD_KEPT,
    STATE_WORD_LATE,
    STATE_WORD_MISSED,
    STATE_WORD_DONE,
    STATE_WORD_FAILING,
    STATE_WORD_OPEN
};
const char *state_word_name(enum state_word word);

enum test_kind {
    TEST_FACT,          // "access refused", perhaps N times in a period
    TEST_IS,            // "road class is A or B"
    TEST_BOUND,         // "depth at least 31 mm and at most 39 mm", perhaps N times in a period
    TEST_STATE,         // "C28 is kept", "step 2 is late", "case is open"
    TEST_CASE_LATE,     // "a case is late"
    TEST_TARGET_MISSED, // "the target is missed", perhaps in N units running
    TEST_SEASON,        // "from 1 November to 30 April": both included, any year
    TEST_HOURS          // "from 22:00 to 06:00"
};

struct test {
    enum test_kind kind;
    bool is_not;            // "not FACT", "is not"
    str subject;            // the fact's name; the label; "case"; empty for "step N"
    int step;               // of "step N is late", else 0
    struct str_list values; // of TEST_IS
    enum bound bounds[2];   // of TEST_BOUND
    struct quantity limits[2];
    int n_bounds;
    int times;            // 0 unless "N times PERIOD"; N of "in N quarters running"
    struct period period; // of the times
    enum state_word state;
    enum unit running;       // the unit of "in N quarters running"
    bool is_running_periods; // "in N periods running"
    struct month_day from_day, to_day;
    int32_t from_second, to_second;
};

// ", when A and B" or ", unless A and B". A field with no conditions always applies.
struct condition {
    bool is_unless;
    struct test *tests;
    size_t n, room;
};

struct conditions {
    struct condition *at;
    size_t n, room;
};

// One of When, Only when, Exempt, Pause: tests, or words of the reason's own that somebody must say.
struct reason {
    struct test *tests; // all must hold
    size_t n, room;
    str said_by;          // empty if nobody need say it
    struct duration most; // "at most 10 working days"
    bool has_most;
};

struct reasons {
    struct reason *at;
    size_t n, room;
};

// A reference: "R1", or "call-for-action G4" in another document; or, of an If, "end".
struct ref {
    str document; // empty: this one
    str label;    // empty: "end", or the document as a whole
    bool is_end;
};

struct ref_list {
    struct ref *at;
    size_t n, room;
};

// One target of an If field: "G7, with the failure named, when severe".
struct go_to {
    struct ref ref;
    str with; // empty if none
    struct conditions when;
};

struct go_to_list {
    struct go_to *at;
    size_t n, room;
};

struct open_span {
    unsigned weekdays; // bit 1 << weekday
    enum { SPAN_TIMES, SPAN_ALL_DAY, SPAN_CLOSED } kind;
    int32_t from, to; // seconds of the day; to <= from runs past midnight
};

struct hours {
    struct open_span *at;
    size_t n, room;
};

// An Opens field: "request by the residents or the councillor, within 20 working days".
struct opens {
    struct events events;
    struct str_list by; // any one of them; empty: whoever the event comes from
    struct limit limit; // counted from the end of the stage before; LIMIT_NONE if none
};

// An Indicator field: "NI 195 / litter".
struct indicator_name {
    str code, part; // part is empty for the indicator as a whole
};

// A Designated field. In the header how many targets may be, in a Target whether it is.
struct designated {
    int at_most; // 0 if it says yes or no
    bool is_yes;
};

struct date_range {
    date from, to; // both included; to is DATE_NONE for "from DATE"
};

struct service {
    str name, sub; // sub is empty for the plain name
};

struct service_list {
    struct service *at;
    size_t n, room;
};

// A Fact field: "depth, in mm", "road class, one of A / B", or a plain yes or no.
struct fact {
    str name, unit;
    struct str_list values;
};

// A share: per cent, a fraction, or "achievement".
struct share {
    enum { SHARE_PERCENT, SHARE_FRACTION, SHARE_ACHIEVEMENT } kind;
    decimal number, of;
};

// A Paid field: "1/2 in 2011/12; 1/2 in 2012/13".
struct instalment {
    struct share share;
    str year; // as written
};

struct instalments {
    struct instalment *at;
    size_t n, room;
};

enum amount_kind { AMOUNT_NOTHING, AMOUNT_MONEY, AMOUNT_RANGE, AMOUNT_SHARE };

// What is paid. Money is in pounds, exact to the penny.
struct amount {
    enum amount_kind kind;
    decimal money, to; // to: of "nothing to £500", "£100 to £300"
    bool has_to;
    decimal further; // "and £2 for each further day"
    bool has_further;
    int further_number;
    enum unit further_unit;
    str for_each;         // "for each term"
    struct share *shares; // "25% of 1/464 of the ticket price": the shares, outermost first
    size_t n_shares, room;
    enum { BASE_NONE, BASE_MONEY, BASE_NAMED } base;
    str base_name; // "the ..." without the article
    decimal base_money, rounded_to;
    bool has_rounded_to;
};

enum part_kind {
    PART_AT_MOST,
    PART_TO,
    PART_LIMIT,
    PART_ON_REQUEST,
    PART_AUTOMATICALLY,
    PART_SET_OFF,
    PART_DECIDED_BY,
    PART_SINCE,
    PART_CONDITION
};

// What follows a comma in a Step or a payment.
struct part {
    enum part_kind kind;
    decimal number; // of AT_MOST: pounds, or times
    bool is_times, is_share;
    str each;           // "case", "person", "incident", "day" ... "financial year"; empty if none
    str name;           // the payee, what is set off against, who decides
    struct limit limit; // of LIMIT, ON_REQUEST, AUTOMATICALLY (LIMIT_NONE if none is given)
    struct since since;
    struct condition when;
};

// A step; or what a Pays, Total, Share or On account says, with no number and no party.
struct step {
    int number;
    str party;
    enum { STEP_DOES, STEP_PAYS, STEP_FUNDS } verb;
    str doing;            // "apologises for what went wrong"
    struct amount amount; // of PAYS and FUNDS
    struct part *parts;
    size_t n, room;
};

enum public_kind { PUBLIC_YES, PUBLIC_COUNTED_ONLY, PUBLIC_NOT_TAKEN };
