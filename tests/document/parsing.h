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
#define TEST_HEADER                                                                                                  \
    "# Charter: Test\n\n- Id: test\n- Area: Aldermoor ward, Harcaster; Stow on the Wold\n"                          \
    "- Between: Harcaster Borough Council; the residents of Aldermoor; Threeways Homes; the tenant\n"               \
    "- Funds: the Aldermoor Improvement Fund\n- In force: 1 April 2025 to 31 March 2028\n"                          \
    "- Calendar: england-and-wales\n- Fact: depth, in mm\n- Fact: road class, one of A / B / minor\n"               \
    "- Fact: access refused\n- Fact: single fare, in £\n- Event: works notice; end of investigation\n\n"

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

// One line, the 16th, in a clause of that kind; behind it what such a clause must have.
static inline struct parsed parse_line(const char *kind, const char *line)
{
    char text[8000];
    const char *must = strcmp(kind, "Standard") == 0 || strcmp(kind, "Priority") == 0 ?
        "- Provider: Harcaster Borough Council\n"
                       : strcmp(kind, "Redress") == 0                                ? "- Step 9: the tenant waits\n"
                       : strcmp(kind, "Commitment") == 0                             ? "- By: the tenant\n"
                                                                                     : "";
    snprintf(text, sizeof text, TEST_HEADER "## %s X1: Title\n%s\n%s", kind, line, must);
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
