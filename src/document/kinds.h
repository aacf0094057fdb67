// The one table of kinds and fields: what may stand in which clause, how its value is read, in which
// order the formatter writes it, and what it is for. The reference in docs/language.md is printed from it.
#pragma once

#include "base/str.h"

// In canonical order: the header's and the clauses' interleave, so that one order serves both.
enum field_key {
    KEY_ID, KEY_AREA, KEY_BETWEEN, KEY_FUNDS, KEY_IN_FORCE,
    KEY_PROVIDER, KEY_BY, KEY_ROLE, KEY_DELIVERED_THROUGH, KEY_SERVICE, KEY_FOR, KEY_TELEPHONE, KEY_EMAIL, KEY_PUBLIC,
    KEY_DO, KEY_MEASURE,
    KEY_CALENDAR, KEY_ZONE, KEY_HOURS, KEY_YEAR_STARTS, KEY_PERIOD, KEY_REVIEW, KEY_FACT, KEY_EVENT, KEY_STATUS,
    KEY_SPOKEN_FOR_BY, KEY_ASKED, KEY_DECIDED_BY, KEY_EQUALITY, KEY_TRIAL, KEY_DEPARTURE, KEY_NOTICE,
    KEY_SUCCESSOR,
    KEY_INDICATOR, KEY_TYPE, KEY_DESIGNATED, KEY_THEME, KEY_BASELINE,
    KEY_OPENS, KEY_OVERRIDES, KEY_ONLY_WHEN, KEY_WHEN, KEY_START, KEY_CONSENT, KEY_ADVICE, KEY_MUST_SAY,
    KEY_CLOCK, KEY_EVERY, KEY_OPEN, KEY_COUNT, KEY_TARGET, KEY_WITHOUT_REWARD,
    KEY_TOTAL, KEY_SHARE, KEY_PAYS, KEY_PAID, KEY_ON_ACCOUNT,
    KEY_NORM, KEY_AIM, KEY_EXPECT, KEY_REASON, KEY_COST, KEY_EXEMPT, KEY_PAUSE,
    KEY_LEAD, KEY_PARTNERS, KEY_CONTRIBUTES, KEY_IN_RETURN_FOR, KEY_REWARD, KEY_PUBLISH,
    KEY_STEP, KEY_IF, KEY_TELL, KEY_BASIS,
    KEY_COUNT_OF_KEYS
};

enum value_kind {
    VALUE_TEXT, VALUE_ITEMS, VALUE_PARTIES, VALUE_EVENTS, VALUE_SERVICES, VALUE_CLOCK, VALUE_TARGET,
    VALUE_CLOCK_OR_TARGET, VALUE_DURATION, VALUE_STEP, VALUE_REASONS, VALUE_OUTCOME, VALUE_REFS, VALUE_FACT,
    VALUE_IN_FORCE, VALUE_TRIAL, VALUE_HOURS, VALUE_MONTH_DAY, VALUE_PERIOD, VALUE_PUBLIC, VALUE_START,
    VALUE_OPENING, VALUE_PAYMENT, VALUE_INSTALMENTS, VALUE_FIGURE, VALUE_INDICATOR, VALUE_DESIGNATED
};

enum clause_key {
    CLAUSE_HEADER, CLAUSE_INFORMATION, CLAUSE_STANDARD, CLAUSE_PRIORITY, CLAUSE_COMMITMENT, CLAUSE_MONITORING,
    CLAUSE_REDRESS, CLAUSE_OPTION, CLAUSE_TARGET, CLAUSE_PARTNER, CLAUSE_FUND, CLAUSE_REWARD, CLAUSE_PLAN,
    CLAUSE_STAGE, CLAUSE_THRESHOLD, CLAUSE_EXCLUSION, CLAUSE_NOTICE, CLAUSE_CONTACT, CLAUSE_REVIEW, CLAUSE_COUNT
};

enum document_key { DOCUMENT_CHARTER, DOCUMENT_AGREEMENT, DOCUMENT_PROCEDURE, DOCUMENT_KINDS };

enum { NAME_NONE, NAME_MAY, NAME_MUST };

struct field_kind {
    enum field_key key;
    str word;              // "Clock"
    enum value_kind value;
    int name;              // may or must a name stand behind the key: "Clock made safe", "If late", "Step 1"
    bool may_repeat;
    bool may_have_when;    // conditions at the end of the value
    unsigned clauses;      // bits 1 << clause_key: where it may stand
    unsigned required;     // bits: where it must
    str help;              // one sentence, for the reference and the editor
    unsigned documents;    // bits 1 << document_key: of a header's field, which documents have it; 0: all
};

struct clause_kind {
    enum clause_key key;
    str word;              // "Standard"
    unsigned documents;    // bits 1 << document_key: in which it may stand
    char letter;           // that its labels usually begin with
    str help;
};

struct document_kind {
    enum document_key key;
    str word;              // "Charter"
};

// In canonical order; the entry of a key stands at its number.
const struct field_kind *field_kinds(size_t *n);
const struct clause_kind *clause_kinds(size_t *n);
const struct document_kind *document_kinds(size_t *n);
const char *value_kind_name(enum value_kind kind); // "clock", as the reference calls it
