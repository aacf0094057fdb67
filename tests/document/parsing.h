// What the tests of documents share: a memory for each test, and texts parsed into it.
#pragma once

#include "base/arena.h"
#include "document/format.h"
#include "document/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

// A header with parties, facts and events for the clause that a test puts behind it; the clause begins on line 15.
#define TEST_FIELDS                                                                                                  \
    "- Id: test\n- Area: Aldermoor ward, Harcaster; Stow on the Wold\n"                          \
    "- Between: Harcaster Borough Council; the residents of Aldermoor; Threeways Homes; the tenant\n"               \
    "- Funds: the Aldermoor Improvement Fund\n- In force: 1 April 2025 to 31 March 2028\n"                          \
    "- Calendar: england-and-wales\n- Fact: depth, in mm\n- Fact: road class, one of A / B / minor\n"               \
    "- Fact: access refused\n- Fact: single fare, in £\n- Event: works notice; end of investigation\n\n"
#define TEST_HEADER "# Charter: Test\n\n" TEST_FIELDS

struct parsed {
    struct ctx ctx;
    struct diagnostics diagnostics;
    struct document *document;
    struct buffer text; // of what the test writes
};

static inline struct parsed parse_bytes(str bytes)
{
    struct parsed p = { .ctx = { .arena = arena_open(64 << 20) }, .text = buffer_open(1 << 22) };
    assert_non_null(p.ctx.arena);
    assert_int_equal(document_parse(&p.ctx, STR("test.md"), bytes, &p.diagnostics, &p.document), OK);
    assert_non_null(p.document);
    return p;
}

static inline struct parsed parse_text(const char *text)
{
    return parse_bytes(str_from(text));
}

// What a clause of each kind must have, unless the test itself says it.
static const struct {
    const char *kind, *key, *value;
} TEST_MUST[] = {
    { "Standard", "- Provider", ": Harcaster Borough Council\n" },
    { "Priority", "- Provider", ": Harcaster Borough Council\n" },
    { "Redress", "- Step", " 9: the tenant waits\n" },
    { "Commitment", "- By", ": the tenant\n" },
    { "Target", "- Target", ": at most 12% in 2026/27\n" },
    { "Target", "- Lead", ": Threeways Homes\n" },
    { "Partner", "- By", ": Threeways Homes\n" },
    { "Fund", "- By", ": Threeways Homes\n" },
    { "Reward", "- Pays", ": £1,000\n" },
    { "Stage", "- By", ": Harcaster Borough Council\n" },
    { "Threshold", "- Count", ": at least 750 signatures\n" },
    { "Exclusion", "- When", ": access refused\n" },
};

// "Charter", or the other kind of document that has clauses of that kind.
static inline const char *test_document_of(const char *kind)
{
    size_t n;
    const struct clause_kind *kinds = clause_kinds(&n);
    for (size_t i = 0; i < n; i++)
        if (str_equal(kinds[i].word, str_from(kind)) && !(kinds[i].documents & 1u << DOCUMENT_CHARTER))
            return kinds[i].documents & 1u << DOCUMENT_AGREEMENT ? "Agreement" : "Procedure";
    return "Charter";
}

// One line, the 16th, in a clause of that kind; behind it what such a clause must have.
static inline struct parsed parse_line(const char *kind, const char *line)
{
    char text[8000];
    int n = snprintf(text, sizeof text, "# %s: Test\n\n" TEST_FIELDS "## %s X1: Title\n%s\n", test_document_of(kind),
                     kind, line);
    for (size_t i = 0; i < sizeof TEST_MUST / sizeof *TEST_MUST; i++) {
        const char *key = TEST_MUST[i].key;
        bool is_said = test_document_of(kind)[0] != 'C' && strncmp(line, key, strlen(key)) == 0 &&
            line[strlen(key)] == ':'; // in a Charter it stands twice, as the tests of that have it
        if (strcmp(kind, TEST_MUST[i].kind) == 0 && !is_said && n >= 0 && (size_t)n < sizeof text)
            n += snprintf(text + n, sizeof text - (size_t)n, "%s%s", key, TEST_MUST[i].value);
    }
    return parse_text(text);
}

static inline void parsed_close(struct parsed *p)
{
    buffer_close(&p->text);
    arena_close(p->ctx.arena);
}

// Everything that was found wrong, as it is printed; empty if nothing was.
static inline const char *parsed_messages(struct parsed *p)
{
    diagnostics_sort(&p->diagnostics);
    diagnostics_write(&p->text, &p->diagnostics);
    return str_c(p->ctx.arena, buffer_str(&p->text));
}

// The document as canonical text.
static inline const char *parsed_text(struct parsed *p)
{
    document_write(&p->text, p->document);
    return str_c(p->ctx.arena, buffer_str(&p->text));
}
