// Files of service requests through a mapping: the cases that come of them, and what is said of the rest.
#include "base/file.h"
#include "format/requests.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

// Everything a mapping of these tests has unless it says otherwise. Times are UTC, so that they read as written.
#define TOP "# Mapping: T\n- Zone: UTC\n- Service: type\n- Opened: opened\n"
#define USUAL TOP "- Id: id\n- Closed: closed\n- Map: * = same\n"
#define STATUSES USUAL "- Status: status\n- Closed statuses: done\n- No-fix statuses: gone\n" \
    "- Duplicate statuses: twice\n- Exclude: test\n- Open statuses: new\n"
#define SUMMARY(rows) "f.csv: " rows "\n"

static struct ctx ctx_open(void)
{
    return (struct ctx){ .arena = arena_open((size_t)256 << 20) };
}

// UTC, without the year: "01-02T10:00", and how much longer it may have been.
static void moment_write(struct buffer *out, struct moment m)
{
    buffer_byte(out, ' ');
    if (m.kind != MOMENT_KNOWN) {
        buffer_print(out, m.kind == MOMENT_NEVER ? "never" : "unknown");
        return;
    }
    struct civil c = date_civil((date){ (int32_t)(m.first.second / DAY_SECONDS) });
    int second = (int)(m.first.second % DAY_SECONDS);
    buffer_print(out, "%02d-%02dT%02d:%02d", c.month, c.day, second / 3600, second / 60 % 60);
    if (m.last.second != m.first.second)
        buffer_print(out, "+%" PRId64 "s", m.last.second - m.first.second);
}

// "id service/sub area status: report completion others; facts; pauses" for each case.
static void cases_write(struct buffer *out, const struct requests *r)
{
    static const char *const statuses[] = { "open", "closed", "no-fix", "duplicate", "excluded" };
    for (size_t i = 0; i < r->cases.n; i++) {
        const struct case_facts *c = &r->cases.at[i];
        const struct service *s = &r->shape.services.at[c->service];
        buffer_print(out, "%.*s %.*s", STR_ARGS(c->id), STR_ARGS(s->name));
        if (s->sub.n)
            buffer_print(out, "/%.*s", STR_ARGS(s->sub));
        if (c->area >= 0)
            buffer_print(out, " in %.*s", STR_ARGS(r->shape.areas.at[c->area]));
        if (c->has_point)
            buffer_print(out, " at %g %g", c->latitude, c->longitude);
        buffer_print(out, " %s:", statuses[c->status]);
        for (size_t e = 0; e < r->shape.events.n; e++)
            if (e != 1) // receipt is report unless the mapping says otherwise
                moment_write(out, c->events[e]);
        for (size_t f = 0; f < r->shape.facts.n; f++)
            buffer_print(out, " %.*s=%.*s", STR_ARGS(r->shape.facts.at[f]), STR_ARGS(c->facts[f]));
        for (size_t p = 0; p < c->n_pauses; p++) {
            buffer_print(out, " %.*s", STR_ARGS(r->shape.pauses.at[c->pauses[p].reason]));
            struct pause pause = c->pauses[p].pause;
            if (pause.until.second == INT64_MAX)
                buffer_print(out, " still");
            else
                buffer_print(out, " %" PRId64 "s", pause.until.second - pause.from.second);
        }
        buffer_byte(out, '\n');
    }
}

// Cases, then the summary; or the error.
static void file_write(struct buffer *out, str mapping_text, str file)
{
    struct ctx ctx = ctx_open();
    struct mapping *mapping;
    struct requests requests;
    result e = mapping_parse(&ctx, STR("m.md"), mapping_text, &mapping);
    if (!e)
        e = requests_read(&ctx, STR("f.csv"), file, mapping, &requests);
    if (e) {
        buffer_print(out, "%s %s:%d: %s\n", result_name(e), ctx.error.source, ctx.error.place.line, ctx.error.text);
    } else {
        cases_write(out, &requests);
        problems_write(out, &requests.problems, requests.source, requests.rows, (int64_t)requests.cases.n);
        int64_t rows = (int64_t)requests.cases.n;
        for (int i = 0; i < PROBLEM_FIRST_KEPT; i++)
            rows += requests.problems.of[i].n;
        assert_int_equal(rows, requests.rows); // no row is lost without being counted
    }
    arena_close(ctx.arena);
}

#define LEFT "Rows that are no case of their own:\n"
#define KEPT "Cases of which something is not known or not used:\n"

static const struct {
    const char *note, *mapping, *file, *expected;
} FILES[] = {
    { "plain", USUAL, "id,type,opened,closed\n1,Litter,2020-01-02 10:00,2020-01-03 11:30\n"
      "2,Litter,2020-01-02 10:00,\n",
      "1 Litter closed: 01-02T10:00 01-03T11:30\n2 Litter open: 01-02T10:00 never\n" SUMMARY("2 rows, 2 cases") },
    { "columns in another order and spelling", USUAL, "Closed;x;OPENED;Type;ID\n;;2020-01-02 10:00;A;7\n",
      "input f.csv:0: there is no column 'type', which line 3 of the mapping m.md names for Service; the file has: "
      "Closed;x;OPENED;Type;ID\n" },
    { "and with the right delimiter", USUAL "- Delimiter: ;\n", "Closed;x;OPENED;Type;ID\n;;2020-01-02 10:00;A;7\n",
      "7 A open: 01-02T10:00 never\n" SUMMARY("1 row, 1 case") },
    { "no file", USUAL, "", "input f.csv:0: the file is empty\n" },
    { "blank lines", USUAL, "\n\n \n", "input f.csv:0: the file is empty\n" },
    { "a header alone", USUAL, "id,type,opened,closed\n", SUMMARY("0 rows, 0 cases") },
    { "UTF-16", USUAL, "\xFF\xFEi", "input f.csv:0: the file is UTF-16, as spreadsheets save 'Unicode text': "
      "save it as 'CSV UTF-8'\n" },
    { "no Opened", USUAL, "id,type,openned\n",
      "input f.csv:0: there is no column 'opened', which line 4 of the mapping m.md names for Opened; the "
      "nearest is 'openned'; "
      "the file has: id, type, openned\n" },
    { "two columns of one name", USUAL, "id,type,opened,Type\n",
      "input f.csv:1: columns 2 and 4 are both called 'type': write the number of the right one in the mapping "
      "(Service)\n" },
    { "no Closed, no statuses: nothing says whether it is closed", USUAL, "id,type,opened\n1,A,2020-01-02 10:00\n",
      "1 A open: 01-02T10:00 never\n" SUMMARY("1 row, 1 case")
      "The file has no column 'closed' (Closed, line 6 of the mapping): its values are not known.\n" },
    { "times that can't be read", USUAL, "id,type,opened,closed\n1,A,31/02/2020,\n2,A,,\n3,A,2020-02-31,\n"
      "4,A,2020-01-01 10:00,soon\n"
      "5,A,2020-13-01,\n",
      "4 A closed: 01-01T10:00 unknown\n" SUMMARY("5 rows, 1 case") LEFT
      "  1 row: no time of opening; first in row 3, Opened\n"
      "  3 rows: the time of opening can't be read; first in row 2, Opened '31/02/2020'\n" KEPT
      "  1 row: closed, but the time can't be read: not known when; first in row 5, Closed 'soon'\n" },
    { "a day without a time", USUAL, "id,type,opened,closed\n1,A,2020-01-02,2020-01-02\n",
      "1 A closed: 01-02T00:00+86399s 01-02T00:00+86399s\n" SUMMARY("1 row, 1 case") },
    { "an offset of its own", USUAL, "id,type,opened,closed\n1,A,2020-01-02T10:00:00-05:00,\n",
      "1 A open: 01-02T15:00 never\n" SUMMARY("1 row, 1 case") },
    { "closed before it was opened", USUAL, "id,type,opened,closed\n1,A,2020-01-02 10:00,2020-01-02 09:59\n",
      "1 A closed: 01-02T10:00 01-02T09:59\n" SUMMARY("1 row, 1 case") KEPT
      "  1 row: closed before it was opened; first in row 2, Closed '2020-01-02 09:59'\n" },
    { "at the same second is not before", USUAL, "id,type,opened,closed\n1,A,2020-01-02 10:00,2020-01-02 10:00\n",
      "1 A closed: 01-02T10:00 01-02T10:00\n" SUMMARY("1 row, 1 case") },
    { "the status says whether, Closed says when", STATUSES,
      "id,type,opened,closed,status\n1,A,2020-01-02 10:00,2020-01-03 10:00,Done\n2,A,2020-01-02 10:00,,done\n"
      "3,A,2020-01-02 10:00,2020-01-03 10:00,new\n4,A,2020-01-02 10:00,2020-01-03 10:00,GONE\n"
      "5,A,2020-01-02 10:00,2020-01-03 10:00,twice\n"
      "6,A,2020-01-02 10:00,2020-01-03 10:00,test\n7,A,2020-01-02 10:00,x,done\n8,A,2020-01-02 10:00,,waiting\n"
      "9,A,2020-01-02 10:00,,\n"
      "10,A,2020-01-02 10:00,,waiting\n",
      "1 A closed: 01-02T10:00 01-03T10:00\n2 A closed: 01-02T10:00 unknown\n3 A open: 01-02T10:00 never\n"
      "4 A no-fix: 01-02T10:00 01-03T10:00\n5 A duplicate: 01-02T10:00 01-03T10:00\n"
      "6 A excluded: 01-02T10:00 01-03T10:00\n"
      "7 A closed: 01-02T10:00 unknown\n8 A open: 01-02T10:00 never\n9 A open: 01-02T10:00 never\n"
      "10 A open: 01-02T10:00 never\n"
      SUMMARY("10 rows, 10 cases") KEPT
      "  1 row: closed, but without a time: not known when; first in row 3, Closed\n"
      "  1 row: closed, but the time can't be read: not known when; first in row 8, Closed 'x'\n"
      "  1 row: a closing time, but by its status not closed: taken as open; first in row 4, Closed '2020-01-03 "
      "10:00'\n"
      "  3 rows: a status that is in no list: taken as open; first in row 9, Status 'waiting'\n"
      "    statuses: 'waiting' 2, '' 1\n" },
    { "statuses in the mapping, none in the file: the time says whether", STATUSES,
      "id,type,opened,closed\n1,A,2020-01-02 10:00,2020-01-03 10:00\n2,A,2020-01-02 10:00,\n",
      "1 A closed: 01-02T10:00 01-03T10:00\n2 A open: 01-02T10:00 never\n" SUMMARY("2 rows, 2 cases")
      "The file has no column 'status' (Status, line 8 of the mapping): its values are not known.\n" },
    { "statuses in the file, no Closed: closed at a time not known", STATUSES,
      "id,type,opened,status\n1,A,2020-01-02 10:00,done\n2,A,2020-01-02 10:00,new\n",
      "1 A closed: 01-02T10:00 unknown\n2 A open: 01-02T10:00 never\n" SUMMARY("2 rows, 2 cases")
      "The file has no column 'closed' (Closed, line 6 of the mapping): its values are not known.\n" KEPT
      "  1 row: closed, but without a time: not known when; first in row 2, Closed\n" },
    { "categories", TOP "- Map: Litter  Bin = bins / full\n- Map: Odd / One = same\n- Map: Dog = dogs\n",
      "type,opened\nlitter bin,2020-01-01\nODD / ONE,2020-01-01\nCat,2020-01-01\ncat,2020-01-01\n"
      "Cat,2020-01-01\n,2020-01-01\n Dog ,2020-01-01\n",
      "2 bins/full open: 01-01T00:00+86399s never\n3 Odd/One open: 01-01T00:00+86399s never\n"
      "8 dogs open: 01-01T00:00+86399s never\n"
      SUMMARY("7 rows, 3 cases") LEFT "  1 row: no category; first in row 7, Service\n"
      "  3 rows: a category that is not mapped; first in row 4, Service 'Cat'\n    categories: 'Cat' 2, 'cat' 1\n" },
    { "names kept, but for lines of their own; case and space fold", TOP "- Map: * = same\n- Map: Bin = bins\n",
      "type,opened\nPot  hole,2020-01-01\nPOT HOLE,2020-01-01\nBIN,2020-01-01\nX / y,2020-01-01\n",
      "2 Pot hole open: 01-01T00:00+86399s never\n3 Pot hole open: 01-01T00:00+86399s never\n"
      "4 bins open: 01-01T00:00+86399s never\n"
      "5 X/y open: 01-01T00:00+86399s never\n" SUMMARY("4 rows, 4 cases") },
    { "the same id again", USUAL,
      "id,type,opened,closed\n1,A,2020-01-02 10:00,2020-01-03 10:00\n1,A,2020-01-02 10:00,2020-01-05 10:00\n"
      "1,A,2020-01-02 10:00,2020-01-04 10:00\n"
      "2,A,2020-01-02 10:00,\n2,B,2020-01-02 10:00,\n2,A,2020-01-02 10:01,\n",
      "1 A closed: 01-02T10:00 01-05T10:00\n2 A open: 01-02T10:00 never\n" SUMMARY("6 rows, 2 cases") LEFT
      "  2 rows: an id seen before with the same category and opening: one case, its last stop counts; first in "
      "row 3, Id '1'\n"
      "  2 rows: an id seen before with another category or opening: the first row stands; first in row 6, Id "
      "'2'\n" },
    { "open again, and closed again", STATUSES,
      "id,type,opened,closed,status\n1,A,2020-01-02 10:00,2020-01-03 10:00,done\n1,A,2020-01-02 10:00,,new\n"
      "2,A,2020-01-02 10:00,2020-01-03 10:00,done\n2,A,2020-01-02 10:00,,new\n"
      "2,A,2020-01-02 10:00,2020-01-09 10:00,gone\n"
      "3,A,2020-01-02 10:00,2020-01-03 10:00,done\n3,A,2020-01-02 10:00,?,done\n",
      "1 A open: 01-02T10:00 never\n2 A no-fix: 01-02T10:00 01-09T10:00\n"
      "3 A closed: 01-02T10:00 unknown\n" SUMMARY("7 rows, 3 cases") LEFT
      "  4 rows: an id seen before with the same category and opening: one case, its last stop counts; first in "
      "row 3, Id '1'\n" KEPT
      "  2 rows: open again in a later row of the same id: taken as open; first in row 3, Id '1'\n"
      "  1 row: closed, but the time can't be read: not known when; first in row 8, Closed '?'\n" },
    { "no column of ids", USUAL, "type,opened,closed\nA,2020-01-02 10:00,\n",
      "row 2 A open: 01-02T10:00 never\n" SUMMARY("1 row, 1 case")
      "The file has no column 'id' (Id, line 5 of the mapping): its values are not known.\n" },
    { "columns that would write on the terminal", USUAL, "\x1B[31mtypo,opened\n",
      "input f.csv:0: there is no column 'type', which line 3 of the mapping m.md names for Service; "
      "the file has: ?[31mtypo, opened\n" },
    { "no id", USUAL, "id,type,opened\n,A,2020-01-02 10:00\n",
      "row 2 A open: 01-02T10:00 never\n" SUMMARY("1 row, 1 case")
      "The file has no column 'closed' (Closed, line 6 of the mapping): its values are not known.\n" KEPT
      "  1 row: no id: the row's number serves; first in row 2, Id\n" },
    { "rows of the wrong length", USUAL, "id,type,opened,closed\n1,A\n2,A,2020-01-02 10:00,,\n"
      "3,A,2020-01-02 10:00,,x\n4,A,2020-01-0",
      "2 A open: 01-02T10:00 never\n" SUMMARY("4 rows, 1 case") LEFT
      "  1 row: fewer values than there are columns; first in row 2, '1,A'\n"
      "  1 row: more values than there are columns; first in row 4, '3,A,2020-01-02 10:00,,x'\n"
      "  1 row: the file ends in the middle of it; first in row 5, '4,A,2020-01-0'\n" },
    { "quotes", USUAL, "id,type,opened,closed\n1,\"A \"\"big\"\"\nhole\",2020-01-02 10:00,\n"
      "2,\"A,2020-01-02 10:00,\n3,\"A\"x,2020-01-02 10:00,\n",
      "1 A \"big\" hole open: 01-02T10:00 never\n" SUMMARY("3 rows, 1 case") LEFT
      "  2 rows: text behind a closing quote; first in row 3, '2,\"A,2020-01-02 10:00,'\n" },
    { "a quote that is never closed", USUAL, "id,type,opened,closed\n2,\"A,2020-01-02 10:00,\n"
      "3,A,2020-01-02 10:00,\n",
      "3 A open: 01-02T10:00 never\n" SUMMARY("2 rows, 1 case") LEFT
      "  1 row: a quote that is never closed; first in row 2, '2,\"A,2020-01-02 10:00,'\n" },
    { "bytes that are no text", USUAL, "id,type,opened,closed\n1,Stra\xDF""e,2020-01-02 10:00,\n"
      "2,\x1B[31mA,2020-01-02 10:00,\x1B[2J\n",
      "1 Stra\uFFFDe open: 01-02T10:00 never\n2 \x1B[31mA closed: 01-02T10:00 unknown\n"
      SUMMARY("2 rows, 2 cases") KEPT
      "  1 row: closed, but the time can't be read: not known when; first in row 3, Closed '?[2J'\n"
      "  1 row: bytes that are not text in the file's encoding: shown as U+FFFD (see 'Encoding' in the "
      "mapping); first in row 2\n" },
    { "in the right encoding", USUAL "- Encoding: windows-1252\n", "id,type,opened,closed\n"
      "1,Stra\xDF""e \x80,2020-01-02 10:00,\n",
      "1 Straße € open: 01-02T10:00 never\n" SUMMARY("1 row, 1 case") },
    { "a byte that windows-1252 lacks", USUAL "- Encoding: windows-1252\n", "id,type,opened,closed\n"
      "1,a\x81z,2020-01-02 10:00,\n",
      "1 a\uFFFDz open: 01-02T10:00 never\n" SUMMARY("1 row, 1 case") KEPT
      "  1 row: bytes that are not text in the file's encoding: shown as U+FFFD (see 'Encoding' in the "
      "mapping); first in row 2\n" },
    { "events, facts and pauses",
      USUAL "- Event acknowledgement: ack\n- Event receipt: got\n- Fact depth: mm; inches\n"
          "- Pause weather: p1 to p2\n- Pause weather: q1 to q2\n",
      "id,type,opened,closed,ack,got,mm,inches,p1,p2,q1,q2\n"
      "1,A,2020-01-02 10:00,,2020-01-02 11:00,2020-01-02 12:00,31,,2020-01-02 10:00,2020-01-02 10:30,2020-01-03,"
      "2020-01-03\n"
      "2,A,2020-01-02 10:00,,nix,,,2,2020-01-02 10:00,,x,2020-01-03\n"
      "3,A,2020-01-02 10:00,,,,,,2020-01-02 10:00,2020-01-01 10:00,,2020-01-01\n",
      "1 A open: 01-02T10:00 never 01-02T11:00 depth=31 weather 1800s weather 86400s\n"
      "2 A open: 01-02T10:00 never unknown depth=2 weather still\n"
      "3 A open: 01-02T10:00 never never depth=\n" SUMMARY("3 rows, 3 cases") KEPT
      "  1 row: the time of an event can't be read: not known when; first in row 3, Event acknowledgement 'nix'\n"
      "  3 rows: a pause that can't be read or ends before it begins: not counted; first in row 3, Pause "
      "weather 'x'\n" },
    { "what a later row of an id adds", USUAL "- Event acknowledgement: ack\n",
      "id,type,opened,closed,ack\n1,A,2020-01-02 10:00,,\n1,A,2020-01-02 10:00,,2020-01-02 11:00\n"
      "1,A,2020-01-02 10:00,,2020-01-02 12:00\n",
      "1 A open: 01-02T10:00 never 01-02T11:00\n" SUMMARY("3 rows, 1 case") LEFT
      "  2 rows: an id seen before with the same category and opening: one case, its last stop counts; first in "
      "row 3, Id '1'\n" },
    { "places and areas", USUAL "- Area: ward\n- Latitude: y\n- Longitude: x\n- Empty: NULL\n",
      "id,type,opened,closed,ward,y,x\n1,A,2020-01-02,NULL,North  End,51.5,-0.12\n"
      "2,A,2020-01-02,,NORTH END,91,0\n3,A,2020-01-02,,null,5,\n"
      "4,A,2020-01-02,,East,NULL,NULL\n5,A,2020-01-02,,East,nan,1\n",
      "1 A in North End at 51.5 -0.12 open: 01-02T00:00+86399s never\n"
      "2 A in North End open: 01-02T00:00+86399s never\n"
      "3 A open: 01-02T00:00+86399s never\n4 A in East open: 01-02T00:00+86399s never\n"
      "5 A in East open: 01-02T00:00+86399s never\n"
      SUMMARY("5 rows, 5 cases") KEPT
      "  3 rows: a place that can't be read or is not on the globe: without a place; first in row 3, Latitude "
      "'91'\n" },
    { "columns by number, no header", "# Mapping: T\n- Zone: UTC\n- Header: no\n- Service: 2\n- Opened: 3\n"
      "- Id: 1\n- Map: * = same\n",
      "7,A,2020-01-02 10:00\n8,B,2020-01-02 10:00\n",
      "7 A open: 01-02T10:00 never\n8 B open: 01-02T10:00 never\n" SUMMARY("2 rows, 2 cases") },
    { "the published order, two editions", USUAL "- Header: either\n- Columns: id; type; opened; closed\n"
      "- Columns: id; x; type; opened; closed\n",
      "7,-,A,2020-01-02 10:00,\n", "7 A open: 01-02T10:00 never\n" SUMMARY("1 row, 1 case") },
    { "a header after all", USUAL "- Header: either\n- Columns: type; opened\n", "ID,Closed,Opened,Type\n"
      "7,,2020-01-02 10:00,A\n",
      "7 A open: 01-02T10:00 never\n" SUMMARY("1 row, 1 case") },
    { "an edition nobody knows", USUAL "- Header: either\n- Columns: id; type; opened; closed\n",
      "7,A,2020-01-02 10:00\n",
      "input f.csv:1: the first row has 3 values, and no 'Columns' line of the mapping m.md has as many names "
      "(the first has 4): "
      "add the order of the columns of this edition\n" },
    { "alternatives row by row", "# Mapping: T\n- Zone: UTC\n- Service: type\n- Opened: opened\n"
      "- Closed: closed; fixed\n- Map: * = same\n",
      "type,opened,fixed,closed\nA,2020-01-02 10:00,2020-01-03 10:00,2020-01-04 10:00\n"
      "A,2020-01-02 10:00,2020-01-03 10:00,\n",
      "2 A closed: 01-02T10:00 01-04T10:00\n3 A closed: 01-02T10:00 01-03T10:00\n" SUMMARY("2 rows, 2 cases") },

    { "JSON", STATUSES "- Fact n: a.b\n", " [ {\"id\":7,\"type\":\"A\",\"Opened\":\"2020-01-02T10:00:00Z\","
      "\"closed\":null,\"status\":\"new\",\"a\":{\"b\":1.5}},"
      "{\"id\":\"x\",\"type\":\"A\",\"opened\":\"2020-01-02T10:00:00Z\",\"closed\":\"2020-01-03\","
      "\"status\":\"done\",\"a\":[]} ]",
      "7 A open: 01-02T10:00 never n=1.5\nx A closed: 01-02T10:00 01-03T00:00+86399s n=\n"
      SUMMARY("2 rows, 2 cases") },
    { "brackets and quotes inside JSON text", USUAL,
      "[{\"id\":\"\\\"}]\\\\\",\"type\":\"A\",\"opened\":\"2020-01-02\",\"closed\":\"\"}]",
      "\"}]\\ A open: 01-02T00:00+86399s never\n" SUMMARY("1 row, 1 case") },
    { "JSON in a wrapper", USUAL, "{\"count\": [1, 2], \"page\":{\"requests\": [{\"id\":1,\"type\":\"A\","
      "\"opened\":\"2020-01-02\",\"closed\":\"\"}]}}",
      "1 A open: 01-02T00:00+86399s never\n" SUMMARY("1 row, 1 case") },
    { "JSON cut in half", USUAL, "[{\"id\":1,\"type\":\"A\",\"opened\":\"2020-01-02\",\"closed\":\"\"},"
      "{\"id\":2,\"type\":\"A",
      "1 A open: 01-02T00:00+86399s never\n" SUMMARY("2 rows, 1 case") LEFT
      "  1 row: the file ends in the middle of it; first in row 2, '{\"id\":2,\"type\":\"A'\n" },
    { "a bad object costs itself", USUAL, "[{\"id\":1,\"id\":1},{\"id\":2,\"type\":\"A\","
      "\"opened\":\"2020-01-02\",\"closed\":\"\"}, 5]",
      "2 A open: 01-02T00:00+86399s never\n" SUMMARY("3 rows, 1 case") LEFT
      "  2 rows: can't be read; first in row 1, 'duplicate object key near '\"id\"''\n" },
    { "an empty answer", USUAL, "[]", SUMMARY("0 rows, 0 cases") },
    { "JSON without requests", USUAL, "{\"a\": 1}",
      "input f.csv:0: the file is JSON but holds no list of requests: an array of objects is needed\n" },
    { "JSON with other keys", USUAL, "[{\"id\":1, \"opnd\":2, \"type\":3}]",
      "input f.csv:0: there is no column 'opened', which line 4 of the mapping m.md names for Opened; the "
      "nearest is 'opnd'; "
      "the file has: id, opnd, type\n" },
    { "XML", STATUSES "- Fact n: a.b\n",
      "<?xml version=\"1.0\"?>\n<all><info><n>3</n></info><r><id>1</id><type>A &amp; "
      "B</type><Opened>2020-01-02T10:00:00Z</Opened><closed/>"
      "<status> new </status><a><b>x</b><closed>2020-01-09</closed></a></r><other><id>9</id></other><r><id>2</id>"
      "<type><![CDATA[A]]></type><opened>2020-01-02</opened>"
      "<status>done</status><closed>2020-01-03T10:00:00Z</closed></r></all>",
      "1 A & B open: 01-02T10:00 never n=x\n2 A closed: 01-02T00:00+86399s 01-03T10:00 n=\n"
      SUMMARY("2 rows, 2 cases") },
    { "XML cut in half", USUAL, "<a><r><id>1</id><type>A</type><opened>2020-01-02</opened><closed/></r>\n"
      "<r><id>2</id><ty",
      "1 A open: 01-02T00:00+86399s never\n" SUMMARY("2 rows, 1 case") LEFT
      "  1 row: can't be read; first in row 2, 'line 2: unclosed token'\n" },
    { "XML that declares entities", USUAL, "<!DOCTYPE a [<!ENTITY e \"eeee\">]><a><r><opened>&e;</opened></r></a>",
      "input f.csv:1: the file can't be read as XML: it declares entities, which are not read: export it "
      "without a DOCTYPE\n" },
    { "XML that is none", USUAL, "<a><b></a>", "input f.csv:1: the file can't be read as XML: mismatched tag\n" },
    { "XML without Opened", USUAL, "<a><r><id>1</id><opend>2</opend></r></a>",
      "input f.csv:0: there is no column 'opened', which line 4 of the mapping m.md names for Opened; the "
      "nearest is 'opend'; "
      "the file has: id, opend\n" },
    { "XML without requests", USUAL, "<requests/>", SUMMARY("0 rows, 0 cases") },
};

static void test_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++) {
        struct buffer out = buffer_open(1 << 20);
        file_write(&out, str_from(FILES[i].mapping), str_from(FILES[i].file));
        if (!str_equal(buffer_str(&out), str_from(FILES[i].expected)))
            fail_msg("%s:\n%.*s---- not\n%s", FILES[i].note, STR_ARGS(buffer_str(&out)), FILES[i].expected);
        buffer_close(&out);
    }
}

// What the data can't tell is not in the shape, so that the judge says not known instead of never.
static void test_shape(void **state)
{
    (void)state;
    struct ctx ctx = ctx_open();
    struct mapping *mapping;
    struct requests r;
    assert_int_equal(mapping_parse(&ctx, STR("m.md"), STR(USUAL "- Event arrival: there\n"
        "- Event inspection: seen\n- Area: ward\n"), &mapping), OK);
    assert_int_equal(requests_read(&ctx, STR("f"), STR("id,type,opened,seen\n1,A,2020-01-02,\n"), mapping, &r), OK);
    assert_int_equal(r.shape.events.n, 5);
    assert_int_equal(r.shape.events.at[2].n, 0); // completion
    assert_int_equal(r.shape.events.at[3].n, 0); // arrival
    assert_true(str_equal(r.shape.events.at[4], STR("inspection")));
    assert_false(r.shape.has_areas);
    assert_int_equal(r.problems.lacks.n, 3);
    arena_close(ctx.arena);
}

static void test_nul(void **state)
{
    (void)state;
    struct buffer out = buffer_open(1 << 16);
    file_write(&out, STR(USUAL), STR("id,type,opened,closed\n1,A\0B,2020-01-02,\n"));
    assert_true(str_equal(buffer_str(&out), STR("1 A\uFFFDB open: 01-02T00:00+86399s never\n"
        SUMMARY("1 row, 1 case") KEPT
        "  1 row: bytes that are not text in the file's encoding: shown as U+FFFD (see 'Encoding' in the "
        "mapping); first in row 2\n")));
    buffer_close(&out);
}

// Wherever the memory ends, the answer is "more than is allowed" and nothing else.
static void test_memory(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "id,type,opened,ward\n1,A \"\"x\"\",2020-01-02,w\n2,\"B \"\"\",x,w\n2,B,2020-01-02,v\n,C\xFF,2020-01-02,v\n",
        "[{\"id\":1,\"type\":\"A\",\"opened\":\"2020-01-02\",\"ward\":\"w\"},{\"id\":2,\"type\":\"B\"},{",
        "<a><r><id>1</id><type>A</type><opened>2020-01-02</opened><ward>w</ward></r><r><id>2</id></r>",
    };
    struct ctx ctx = ctx_open();
    struct mapping *mapping;
    struct requests r;
    str text = STR(USUAL "- Area: ward\n- Fact f: ward\n- Event e: opened\n- Pause p: opened to opened\n");
    assert_int_equal(mapping_parse(&ctx, STR("m.md"), text, &mapping), OK);
    for (size_t form = 0; form < sizeof forms / sizeof forms[0]; form++) {
        result e = ERR_LIMIT;
        for (size_t cap = 0; e == ERR_LIMIT && cap < 400000; cap += cap > 20000 && cap < 130000 ? 5000 : 16) {
            struct ctx small = { .arena = arena_open(cap) };
            e = requests_read(&small, STR("f"), str_from(forms[form]), mapping, &r);
            assert_int_equal(e, small.error.code);
            arena_close(small.arena);
        }
        assert_int_equal(e, OK);
    }
    arena_close(ctx.arena);
}

static void test_many(void **state)
{
    (void)state;
    struct ctx ctx = ctx_open();
    struct mapping *mapping;
    struct requests r;
    struct buffer file = buffer_open(1 << 22);
    assert_int_equal(mapping_parse(&ctx, STR("m.md"), STR(USUAL "- Area: ward\n"), &mapping), OK);
    buffer_print(&file, "id,type,opened,ward\n");
    for (int i = 0; i < 20000; i++)
        buffer_print(&file, "%d,A%d,2020-01-02,%d\n", i, i % 5000, i % 7000);
    assert_int_equal(requests_read(&ctx, STR("f"), buffer_str(&file), mapping, &r), OK);
    assert_int_equal(r.cases.n, 20000);
    assert_int_equal(r.shape.services.n, 5000);
    assert_int_equal(r.shape.areas.n, 7000);
    assert_true(str_equal(r.shape.services.at[r.cases.at[19999].service].name, STR("A4999")));
    assert_true(str_equal(r.shape.areas.at[r.cases.at[19999].area], STR("5999")));
    buffer_close(&file);
    arena_close(ctx.arena);
}

static str file_of(struct ctx *ctx, const char *folder, const char *name)
{
    char path[1024];
    str bytes = { 0 };
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (file_exists(path) && file_read(ctx, path, (size_t)64 << 20, &bytes))
        fail_msg("%s: %s", path, ctx->error.text);
    return bytes;
}

// A file of real data; the test is skipped where there is none.
static str data(struct ctx *ctx, const char *name)
{
    const char *folder = getenv("WARDMOTE_DATA");
    str bytes = file_of(ctx, folder ? folder : "../shared/data", name);
    if (!bytes.n) {
        arena_close(ctx->arena);
        skip();
    }
    return bytes;
}

static struct mapping *shipped(struct ctx *ctx, const char *name)
{
    struct mapping *mapping;
    char path[256];
    const char *root = getenv("WARDMOTE_SOURCE");
    snprintf(path, sizeof path, "library/mappings/%s.md", name);
    str bytes = file_of(ctx, root ? root : ".", path);
    assert_int_equal(mapping_parse(ctx, str_from(name), bytes, &mapping), OK);
    return mapping;
}

static void counts(const struct requests *r, size_t by_status[5], size_t *timed_due)
{
    for (size_t i = 0; i < r->cases.n; i++) {
        const struct case_facts *c = &r->cases.at[i];
        by_status[c->status]++;
        *timed_due += c->source_due.kind == MOMENT_KNOWN && c->events[2].kind == MOMENT_KNOWN;
    }
}

static void test_baltimore(void **state)
{
    (void)state;
    struct ctx ctx = ctx_open();
    str bytes = data(&ctx, "requests/baltimore_311_2018.csv");
    struct requests r;
    size_t by_status[5] = { 0 }, both = 0;
    assert_int_equal(requests_read(&ctx, STR("b"), bytes, shipped(&ctx, "baltimore"), &r), OK);
    counts(&r, by_status, &both);
    assert_false(problems_any(&r.problems));
    assert_int_equal(r.cases.n, 10000);
    assert_int_equal(both, 9555);
    assert_int_equal(by_status[CASE_CLOSED], 9567);
    assert_int_equal(by_status[CASE_DUPLICATE], 207);
    assert_int_equal(by_status[CASE_NO_FIX], 18);
    assert_int_equal(by_status[CASE_OPEN], 208);
    assert_int_equal(r.shape.services.n, 231);
    assert_false(r.shape.has_areas); // the whole city, whatever its charter calls it
    assert_true(str_equal(r.cases.at[0].id, STR("18-00269879")));
    assert_int_equal(r.cases.at[0].events[0].first.second, 1523545886); // 11:11:26 EDT is 15:11:26 UTC
    arena_close(ctx.arena);
}

static void test_los_angeles(void **state)
{
    (void)state;
    struct ctx ctx = ctx_open();
    str bytes = data(&ctx, "requests/los_angeles_myla311_2018.csv");
    struct requests r;
    size_t by_status[5] = { 0 }, both = 0;
    assert_int_equal(requests_read(&ctx, STR("la"), bytes, shipped(&ctx, "los-angeles"), &r), OK);
    counts(&r, by_status, &both);
    assert_int_equal(r.cases.n, 10000);
    assert_int_equal(by_status[CASE_CLOSED], 9711);
    assert_int_equal(by_status[CASE_NO_FIX], 289);
    assert_int_equal(r.shape.services.n, 12);
    assert_int_equal(r.problems.of[PROBLEM_CLOSED_EARLY].n, 13);
    arena_close(ctx.arena);
}

static void test_open311(void **state)
{
    (void)state;
    static const struct { const char *file; size_t cases; bool has_due; } files[] = {
        { "requests_many.xml", 2, true },         { "requests_single.xml", 1, true },
           { "requests_toronto_multi.xml", 2, true },
        { "requests_toronto_single.xml", 1, true }, { "service_requests.json", 2, false },
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct ctx ctx = ctx_open();
        char path[256];
        struct requests r;
        snprintf(path, sizeof path, "requests/open311/%s", files[i].file);
        str bytes = data(&ctx, path);
        assert_int_equal(requests_read(&ctx, STR("o"), bytes, shipped(&ctx, "open311"), &r), OK);
        assert_int_equal(r.cases.n, files[i].cases);
        for (size_t c = 0; c < r.cases.n; c++) {
            assert_true(r.cases.at[c].has_point);
            assert_int_equal(r.cases.at[c].status, CASE_OPEN);
            assert_int_equal(r.cases.at[c].events[2].kind, MOMENT_NEVER); // although it was updated
            assert_int_equal(r.cases.at[c].source_due.kind, files[i].has_due ? MOMENT_KNOWN : MOMENT_NEVER);
        }
        arena_close(ctx.arena);
    }
}

// Small files by hand, after the public layout of cities of which there is no sample.
static const struct {
    const char *note, *mapping, *file, *expected;
} LAYOUTS[] = {
    { "New York, 44 columns, no header", "new-york",
      "64000001,06/01/2025 02:27:57 PM,06/01/2025 03:59:20 PM,NYPD,New York City Police Department,Noise - "
      "Residential,Loud Music/Party,,"
      "Residential Building/House,10027,,,,,,,ADDRESS,NEW YORK,,Precinct,Closed,,Resolved.,06/01/2025 03:59:20 "
      "PM,09 MANHATTAN,7,26,"
      "1019820050,MANHATTAN,,,ONLINE,Unspecified,MANHATTAN,,,,,,,,40.81,-73.95,\"(40.81, -73.95)\"\n",
      "64000001 Noise - Residential at 40.81 -73.95 closed: 06-01T18:27 06-01T19:59 "
      "descriptor=Loud Music/Party\n"
      SUMMARY("1 row, 1 case") },
    { "New York, 41 columns, no header", "new-york",
      "19937896,03/01/2011 02:27:57 PM,,DOF,Refunds,DOF Property - Payment Issue,Misapplied Payment,Property "
      "Address,10027,,,,,,,ADDRESS,"
      "NEW YORK,,N/A,Assigned,03/22/2011 02:27:57 PM,,,09 MANHATTAN,1019820050,MANHATTAN,,,PHONE,Unspecified,"
      "MANHATTAN,,,,,,,,,,\n",
      "19937896 DOF Property - Payment Issue open: 03-01T19:27 never descriptor=Misapplied "
      "Payment\n" SUMMARY("1 row, 1 case") },
    { "New York, header", "new-york",
      "Unique Key,Created Date,Closed Date,Complaint Type,Descriptor,Status,Due Date,Borough,Latitude,Longitude\n"
      "1,2025 Jan 01 12:00:00 AM,,Rodent,Rat Sighting,Open,,BRONX,,\n",
      "1 Rodent open: 01-01T05:00 never descriptor=Rat Sighting\n" SUMMARY("1 row, 1 case") },
    { "New York, the interface's JSON", "new-york",
      "[{\"unique_key\":\"1\",\"created_date\":\"2025-01-01T00:00:00.000\","
      "\"closed_date\":\"2025-01-02T00:00:00.000\",\"complaint_type\":\"Rodent\","
      "\"descriptor\":\"Rat Sighting\",\"status\":\"Closed\",\"borough\":\"BRONX\",\"latitude\":\"40.5\","
      "\"longitude\":\"-73.5\",\"due_date\":\"2025-01-31T00:00:00\"}]",
      "1 Rodent at 40.5 -73.5 closed: 01-01T05:00 01-02T05:00 descriptor=Rat Sighting\n"
      SUMMARY("1 row, 1 case") },
    { "Chicago, 39 columns, no header", "chicago",
      "SR19-00000001,Pothole in Street Complaint,PHF,,CDOT - Department of Transportation,Completed,Phone Call,"
      "01/02/2019 08:00:00 AM,"
      "01/05/2019 09:00:00 AM,01/05/2019 09:00:00 AM,,,,,,,,,false,false,,,41,1,,,,,,,,8,4,1,,,41.88,-87.65,"
      "\"(41.88, -87.65)\"\n",
      "SR19-00000001 Pothole in Street Complaint at 41.88 -87.65 closed: 01-02T14:00 01-05T15:00 "
      "duplicate=false\n"
      SUMMARY("1 row, 1 case") },
    { "Chicago, header", "chicago",
      "SR_NUMBER,SR_TYPE,STATUS,CREATED_DATE,CLOSED_DATE,DUPLICATE,WARD,LATITUDE,LONGITUDE\n"
      "SR1,Graffiti Removal Request,Canceled,07/02/2019 08:00:00 AM,07/02/2019 09:00:00 AM,true,2,,\n",
      "SR1 Graffiti Removal Request no-fix: 07-02T13:00 07-02T14:00 duplicate=true\n" SUMMARY("1 row, 1 case") },
    { "FixMyStreet", "fixmystreet",
      "\"Report ID\",Title,Detail,\"User Name\",Category,Subcategory,Created,Confirmed,Acknowledged,Fixed,"
      "Closed,Status,Latitude,Longitude,Query,"
      "Ward,Easting,Northing,\"Report URL\",\"Device Type\",\"Site Used\",\"Reported As\"\n"
      "1,t,d,n,Roads,Potholes,2026-07-01T08:00:00,2026-07-01T09:00:00,2026-07-02T09:00:00,2026-07-03T09:00:00,,"
      "\"fixed - council\",51.5,-0.1,,North,1,2,u,,,\n"
      "2,t,d,n,Roads,,2026-01-01T08:00:00,2026-01-01T09:00:00,,2026-01-02T09:00:00,2026-01-03T09:00:00,\"no "
      "further action\",51.5,-0.1,,North,1,2,u,,,\n"
      "3,t,d,n,Roads,,2026-01-01T08:00:00,2026-01-01T09:00:00,,,,investigating,51.5,-0.1,,North,1,2,u,,,\n"
      "4,t,d,n,Roads,,2026-01-01T08:00:00,2026-01-01T09:00:00,,,,hidden,51.5,-0.1,,North,1,2,u,,,\n",
      "1 Roads at 51.5 -0.1 closed: 07-01T08:00 07-03T08:00 07-02T08:00 subcategory=Potholes\n"
      "2 Roads at 51.5 -0.1 no-fix: 01-01T09:00 01-03T09:00 never subcategory=\n"
      "3 Roads at 51.5 -0.1 open: 01-01T09:00 never never subcategory=\n"
      "4 Roads at 51.5 -0.1 excluded: 01-01T09:00 never never subcategory=\n" SUMMARY("4 rows, 4 cases") },
    { "Open311, closed", "open311",
      "{\"service_requests\":[{\"service_request_id\":5,\"status\":\"closed\",\"service_name\":\"Litter\","
      "\"requested_datetime\":"
      "\"2020-06-01T10:00:00+01:00\",\"updated_datetime\":\"2020-06-02T10:00:00+01:00\","
      "\"expected_datetime\":\"\",\"lat\":51.5,\"long\":-0.1}]}",
      "5 Litter at 51.5 -0.1 closed: 06-01T09:00 06-02T09:00\n" SUMMARY("1 row, 1 case") },
};

static void test_layouts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof LAYOUTS / sizeof LAYOUTS[0]; i++) {
        struct ctx ctx = ctx_open();
        struct buffer out = buffer_open(1 << 16);
        struct requests r;
        if (requests_read(&ctx, STR("f.csv"), str_from(LAYOUTS[i].file), shipped(&ctx, LAYOUTS[i].mapping), &r))
            fail_msg("%s: %s", LAYOUTS[i].note, ctx.error.text);
        cases_write(&out, &r);
        problems_write(&out, &r.problems, r.source, r.rows, (int64_t)r.cases.n);
        if (!str_equal(buffer_str(&out), str_from(LAYOUTS[i].expected)))
            fail_msg("%s:\n%.*s---- not\n%s", LAYOUTS[i].note, STR_ARGS(buffer_str(&out)), LAYOUTS[i].expected);
        buffer_close(&out);
        arena_close(ctx.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_shape),
        cmocka_unit_test(test_nul),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_baltimore),
        cmocka_unit_test(test_los_angeles),
        cmocka_unit_test(test_open311),
        cmocka_unit_test(test_layouts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
