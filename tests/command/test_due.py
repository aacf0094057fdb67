"""Deadlines on the command line: the published cases, what is disputed, every form of the answer, wrong use, and
calendars made of other people's holidays."""
import csv
import io
import json

from harness import DATA, LIBRARY, check, check_equal, run, skip, write

VECTORS = DATA / "deadlines/deadline_vectors.csv"
AMSTERDAM = DATA / "deadlines/amsterdam_deadline_cases.csv"
GOVUK = DATA / "calendars/govuk_bank_holidays.json"
CHRISTMAS = ["due", "--calendar", "england-and-wales", "--start", "2026-12-23T16:40", "--within", "2 working days"]
# rule of the vectors: calendar, what is asked
RULES = {
    "foi-20wd-uk": ("uk", "{} working days"),
    "missed-bin-3wd": ("england-and-wales", "{} working days"),
    "months-after": ("none", "{} months of"),
    "months-beginning-with": ("none", "{} months beginning with"),
    "scrutiny-2m-beginning-with": ("england-and-wales", "{} months beginning with"),
}
DISPUTED = ["due", "--calendar", "uk", "--start", "2014-12-01", "--within", "20 working days"]


def answer(*arguments):
    """The JSON of a `due`, and what the program did."""
    done = run("due", *arguments, "--format", "json")
    return (json.loads(done.out) if done.exit == 0 else {}), done


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def vectors_are_met():
    if not VECTORS.exists():
        return skip("the published deadlines", "no data")
    rows = rows_of(VECTORS)
    check_equal("there are 19 published deadlines", len(rows), 19)
    for row in rows:
        calendar, within = RULES[row["rule"]]
        got, done = answer("--calendar", calendar, "--start", row["start"], "--within", within.format(row["n"]))
        check(f"{row['rule']} from {row['start']}: {row['expected_last_day']}",
              got.get("due") == row["expected_last_day"], done)


def amsterdam_is_met():
    if not AMSTERDAM.exists():
        return skip("Amsterdam's deadlines", "no data")
    rows = rows_of(AMSTERDAM)
    check_equal("there are 17 deadlines of Amsterdam", len(rows), 17)
    for row in rows:
        days = int(row["n_days"]) * int(row["factor"])
        asked = ["--calendar", "none", "--start", row["created_at"]]
        if row["basis"] == "working":
            asked += ["--start-rule", "next working day", "--within", f"{days} working days by the clock"]
        else:
            asked += ["--within", f"{days} days by the clock"]
        got, done = answer(*asked)
        check(f"Amsterdam, {days} {row['basis']} days from {row['created_at']}",
              got.get("due") == row["expected_deadline"] + "+00:00", done)


def both_readings_are_shown():
    got, done = answer(*DISPUTED[1:])
    check_equal("disputed, JSON: day 0 is the day of receipt", got.get("due"), "2014-12-31")
    other = got.get("other_reading", {})
    check_equal("disputed, JSON: the other reading", [other.get("due"), other.get("until")],
                ["2015-01-05", "2015-01-06T00:00:00+00:00"])
    check("disputed, JSON: why", other.get("rule") and other.get("why_not"), done)
    done = run(*DISPUTED)
    text = " ".join(done.out.split())
    check("disputed, text: both days",
          done.out.startswith("Due by the end of Wednesday 31 December 2014\n")
          and "Disputed The start is on a day off, St Andrew's Day" in text
          and text.endswith("It would then be due by the end of Monday 5 January 2015."), done)
    row = next(csv.DictReader(io.StringIO(run(*DISPUTED, "--format", "csv").out)))
    check_equal("disputed, CSV: both days", [row["due"], row["other_due"]], ["2014-12-31", "2015-01-05"])
    got, done = answer(*CHRISTMAS[1:])
    check("not disputed: nothing is said of it", "other_reading" not in got and "Disputed" not in run(*CHRISTMAS).out, done)
    got, done = answer("--calendar", "none", "--start", "2026-06-06", "--within", "0 working days")
    check("a Saturday's 20th working day is Sunday's and Friday's",
          len({answer("--calendar", "uk", "--start", f"2026-06-0{day}", "--within", "20 working days")[0].get("due")
               for day in (5, 6, 7)}) == 1)


def json_has_its_keys():
    got, done = answer(*CHRISTMAS[1:])
    check_equal("JSON: the answer of docs/commands.md", {key: got.get(key) for key in (
        "start", "within", "calendar", "due", "until", "counted", "skipped")}, {
            "start": "2026-12-23T16:40:00+00:00", "within": "2 working days", "calendar": "england-and-wales",
            "due": "2026-12-29", "until": "2026-12-30T00:00:00+00:00", "counted": ["2026-12-24", "2026-12-29"],
            "skipped": [{"date": "2026-12-25", "why": "Christmas Day"}, {"date": "2026-12-26", "why": "Saturday"},
                        {"date": "2026-12-27", "why": "Sunday"},
                        {"date": "2026-12-28", "why": "Boxing Day (substitute day)"}]})
    check_equal("JSON: its keys", list(got), ["start", "within", "calendar", "zone", "due", "until", "counted", "skipped",
                                              "is_cut", "rule", "notes"])
    check("JSON: the rule names its law", "Freedom of Information Act 2000, section 10" in got.get("rule", ""), done)
    got, _ = answer("--start", "2026-03-28T12:00", "--within", "24 hours", "--zone", "Europe/London")
    check_equal("JSON: of clock units due is an instant", [got.get("due"), got.get("until")],
                ["2026-03-29T13:00:00+01:00", "2026-03-29T13:00:01+01:00"])
    got, _ = answer("--start", "2000-01-01", "--within", "5000 days")
    check_equal("JSON: long lists are cut, and say so", [len(got.get("counted", [])), got.get("is_cut"), got.get("due")],
                [4000, True, "2013-09-09"])


TEXT = """Due by the end of Tuesday 29 December 2026

Limit     2 working days
Start     Wednesday 23 December 2026 at 16:40 (Europe/London)
Calendar  england-and-wales
Counted   2 days, from Thursday 24 December 2026 to Tuesday 29 December 2026
Left out  2026-12-25  Christmas Day
          2026-12-26  Saturday
          2026-12-27  Sunday
          2026-12-28  Boxing Day (substitute day)
Rule      Only working days count, and the day of the start is day 0, even if it is a day off (as in
          the Freedom of Information Act 2000, section 10(1) and (6)); the last day ends at
          midnight.
"""


def text_is_plain():
    check_equal("text: all of it", run(*CHRISTMAS).out, TEXT)
    done = run("due", "--start", "2026-06-05T15:00", "--within", "1 working hour", "--hours", "Monday to Friday 09:00 to 17:00")
    check("text: one day is one day", "\nCounted   1 day, Friday 5 June 2026\n" in done.out, done)
    done = run("due", "--start", "2026-06-01", "--within", "at least 2 clear days")
    check("text: notice is no deadline", done.out.startswith("Not before Thursday 4 June 2026\n"), done)
    done = run("due", "--start", "2026-06-01T12:00", "--within", "at least 48 hours")
    check("text: notice in hours", done.out.startswith("Not before Wednesday 3 June 2026 at 12:00\n"), done)
    check("text: no line is longer than 100 columns",
          all(len(line) <= 100 for line in run(*DISPUTED).out.splitlines()), run(*DISPUTED))


# (arguments behind `due`, the one note)
NOTES = [
    (["--start", "2026-06-03", "--within", "2 working days"],
     "No calendar was given: Monday to Friday are taken as working days, and no holiday is left out."),
    (["--start", "2026-01-31", "--within", "1 month of"],
     "February 2026 has no day 31; the month's last day is taken."),
    (["--calendar", "uk", "--start", "2026-06-06", "--within", "2 working days", "--start-rule", "next working day"],
     "The start is on a day off, Saturday; it is moved to the beginning of Monday 8 June 2026."),
    (["--calendar", "uk", "--start", "2031-06-02", "--within", "2 working days"],
     "This calendar knows the holidays of 2000 to 2030. Outside those years only weekends are left out: look up the "
     "holidays before relying on this date."),
    (["--calendar", "uk", "--start", "2026-06-02", "--within", "2 hours"],
     "The start has no time of day; it is taken as 00:00."),
    (["--calendar", "uk", "--start", "2026-03-29T01:30", "--within", "2 days"],
     "The clocks skip the hour of the start; it is taken as if they had not yet changed."),
    (["--calendar", "uk", "--start", "2026-10-25T01:30", "--within", "2 days"],
     "The hour of the start comes twice that night; the first is taken."),
    (["--calendar", "uk", "--start", "2026-03-28T01:30", "--within", "1 day by the clock"],
     "The clocks skip the hour it would be due in; it is taken as if they had not yet changed."),
    (["--calendar", "uk", "--start", "2026-10-24T01:30", "--within", "1 day by the clock"],
     "The hour it is due in comes twice that night; the first is taken."),
    (["--start", "2026-06-01", "--within", "at least 2 days"],
     "'At least' asks for notice: what is announced may come once this time is over."),
]


def notes_are_given():
    for arguments, note in NOTES:
        got, done = answer(*arguments)
        check(f"note: {note[:60]}", got.get("notes") == [note], done)
        check(f"note in text: {note[:60]}", " ".join(note.split()) in " ".join(run("due", *arguments).out.split()))
    got, done = answer(*CHRISTMAS[1:])
    check("no note where there is nothing to say", got.get("notes") == [], done)


# (what it shows, arguments, due)
OPTIONS = [
    ("--hours", ["--start", "2026-06-05T15:00", "--within", "4 working hours", "--hours",
                 "Monday to Friday 09:00 to 17:00"], "2026-06-08T11:00:00+00:00"),
    ("--hours, Saturdays too", ["--start", "2026-06-05T15:00", "--within", "4 working hours", "--hours",
                                "Mon-Fri 9am to 5pm; Saturday 10:00 to 12:00"], "2026-06-06T12:00:00+00:00"),
    ("--hours, out of order", ["--start", "2026-06-01T08:00", "--within", "4 working hours", "--hours",
                               "Monday 13:00 to 17:00; Monday 09:00 to 12:00"], "2026-06-01T14:00:00+00:00"),
    ("--zone", ["--start", "2026-06-05T23:30:00Z", "--within", "1 day", "--zone", "Europe/London"], "2026-06-07"),
    ("--zone for a local start", ["--start", "2026-06-05T12:00", "--within", "1 hour", "--zone", "America/New_York"],
     "2026-06-05T13:00:00-04:00"),
    ("--zone instead of the calendar's", ["--calendar", "uk", "--start", "2026-06-05T23:30:00Z", "--within",
                                          "1 day", "--zone", "UTC"], "2026-06-06"),
    ("the calendar's zone", ["--calendar", "uk", "--start", "2026-06-05T23:30:00Z", "--within", "1 day"], "2026-06-07"),
    ("--start-rule", ["--calendar", "uk", "--start", "2026-06-06", "--within", "1 working day", "--start-rule",
                      "Next Working Day"], "2026-06-09"),
    ("the comma before 'by the clock'", ["--start", "2026-06-05T12:00", "--within", "5 days, by the clock"],
     "2026-06-10T12:00:00+00:00"),
    ("'within' may be written", ["--start", "2026-06-05", "--within", "within 5 days"], "2026-06-10"),
]


def options_are_used():
    for name, arguments, due in OPTIONS:
        got, done = answer(*arguments)
        check(f"{name}: {due}", got.get("due") == due, done)


# (what it shows, arguments, standard error or its beginning with ...)
WRONG = [
    ("a start that is no time", ["--start", "yesterday", "--within", "2 days"],
     "wardmote: --start: 'yesterday' is no time: write 2026-12-23, or 2026-12-23T16:40\n"),
    ("a day that is none", ["--start", "2026-02-29", "--within", "2 days"],
     "wardmote: --start: '2026-02-29' is no time: write 2026-12-23, or 2026-12-23T16:40\n"),
    ("a British date", ["--start", "23/12/2026", "--within", "2 days"],
     "wardmote: --start: '23/12/2026' is no time: write 2026-12-23, or 2026-12-23T16:40\n"),
    ("no limit", ["--start", "2026-06-01", "--within", ""], "wardmote: --within: ..."),
    ("a limit that is none", ["--start", "2026-06-01", "--within", "soon"], "wardmote: --within: ..."),
    ("a limit beyond reason", ["--start", "2026-06-01", "--within", "99999999999 months"],
     "wardmote: --within: '99999999999 months' is too long\n"),
    ("working hours without hours", ["--start", "2026-06-01", "--within", "2 working hours"],
     "wardmote: --hours: working hours need opening hours: add --hours 'Monday to Friday 09:00 to 17:00'\n"),
    ("hours that are none", ["--start", "2026-06-01", "--within", "2 working hours", "--hours", "all the time"],
     "wardmote: --hours: ..."),
    ("hours that never open", ["--start", "2026-06-01", "--within", "2 working hours", "--hours", "Monday closed"],
     "wardmote: --hours: the opening hours never open\n"),
    ("more working hours than are laid out", ["--start", "2026-06-01", "--within", "999999 working hours", "--hours",
                                              "Monday 09:00 to 10:00"], "wardmote: --within: working hours are counted "
     "from about 10 years before to 50 years after those the calendar knows, 1900 to 2200: take another calendar, or "
     "days\n"),
    ("a zone that is none", ["--start", "2026-06-01", "--within", "2 days", "--zone", "Europe/Londinium"],
     "wardmote: --zone: there is no time zone 'Europe/Londinium': write one such as Europe/London or America/New_York\n"),
    ("a zone that is a path", ["--start", "2026-06-01", "--within", "2 days", "--zone", "../../etc/passwd"],
     "wardmote: --zone: '../../etc/passwd' is not the name of a time zone: write one such as Europe/London\n"),
    ("a rule that is none", ["--start", "2026-06-01", "--within", "2 days", "--start-rule", "tomorrow"],
     "wardmote: --start-rule: 'tomorrow' is no rule for a start: write 'next working day'\n"),
    ("a form that is none", ["--start", "2026-06-01", "--within", "2 days", "--format", "xml"],
     "wardmote: --format: 'xml' is none of text|csv|json\n"),
    ("an operand", ["2026-06-01"], "wardmote: 'due' does not take '2026-06-01'\n"),
]


def wrong_use_is_said():
    for name, arguments, expected in WRONG:
        done = run("due", *arguments)
        is_said = done.err.startswith(expected[:-3]) and len(done.err) > len(expected) if expected.endswith("...") \
            else done.err == expected
        check(f"{name}: exit 2 and the cure", done.exit == 2 and is_said and not done.out, done)


# (what it shows, file name, content, standard error behind the file's path)
UNREADABLE = [
    ("a date that is none", "c.md", "# Calendar: C\n- Years: 2025 to 2026\n## 2026\n- 31 June: Never\n",
     ":4:3: error: '31 June': is no day of that year\n"),
    ("no title", "d.md", "- Years: 2025 to 2026\n",
     ":1:1: error: a calendar needs a title, '# Calendar: NAME', and '- Years: 2000 to 2030'\n"),
    ("no text", "e.md", b"\xff\xfe\x00", ":1:1: error: this is not text in UTF-8: save the file as UTF-8\n"),
    ("other JSON", "f.json", "[1]", ":1:1: error: is JSON, but not GOV.UK's bank holidays: it has no 'england-and-wales' "
     "with its events\n"),
    ("JSON cut short", "g.json", '{\n "england-and-wales": {', ":2:23: error: is no JSON: ..."),
    ("a date in words", "h.json", '{"a":{"events":[\n{"title":"x","date":"1 May"}]}}',
     ":2:21: error: an event's date is neither YYYY-MM-DD nor DD/MM/YYYY: '1 May'\n"),
    ("iCalendar without a day", "i.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n",
     ":2:1: error: an event has no day that can be read: 'x'\n"),
]


def unreadable_calendars_are_said():
    for name, file, content, expected in UNREADABLE:
        path = write(file, content)
        done = run("due", "--calendar", path, "--start", "2026-06-01", "--within", "2 days")
        said = str(path) + expected
        is_said = done.err.startswith(said[:-3]) if said.endswith("...") else done.err == said
        check(f"{name}: exit 3 and the place", done.exit == 3 and is_said and not done.out, done)
    done = run("due", "--calendar", "gone.md", "--start", "2026-06-01", "--within", "2 days")
    check("no such file: exit 3 and what there is", done.exit == 3 and "'gone.md'" in done.err and "scotland" in done.err, done)
    path = write("zone.md", "# Calendar: C\n- Zone: Europe/Londinium\n- Years: 2025 to 2026\n")
    done = run("due", "--calendar", path, "--start", "2026-06-01", "--within", "2 days")
    check("a calendar with a zone that is none: exit 3 and the file", done.exit == 3 and str(path) in done.err
          and "Europe/Londinium" in done.err, done)


EVENTS = {"england-and-wales": [("Christmas Day", "2026-12-25", ""), ("Boxing Day", "2026-12-28", "Substitute day")],
          "scotland": [("St Andrew's Day", "2026-11-30", "")]}
PUBLISHED = json.dumps({name: {"division": name, "events": [
    {"title": title, "date": day, "notes": notes, "bunting": True} for title, day, notes in events]}
    for name, events in EVENTS.items()})
KEPT = json.dumps({"title": "x", "divisions": {f"common.nations.{name}_slug": {"slug": name, "2026": [
    {"title": {"Christmas Day": "bank_holidays.christmas", "Boxing Day": "bank_holidays.boxing_day",
               "St Andrew's Day": "bank_holidays.st_andrew"}[title],
     "date": "/".join(reversed(day.split("-"))), "notes": notes and "common.substitute_day", "bunting": True}
    for title, day, notes in events]} for name, events in EVENTS.items()}})
ICAL = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(
    f"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:{day.replace('-', '')}\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n"
    for title, day, _ in EVENTS["england-and-wales"]) + "END:VCALENDAR\r\n")
IMPORTED = """# Calendar: england-and-wales

- Id: england-and-wales
- Zone: Europe/London
- Weekend: Saturday; Sunday
- Years: 2026 to 2026

## 2026
- 25 December: Christmas Day
- 28 December: Boxing Day (substitute day)
"""


def holidays_are_imported():
    published, kept, ical = write("p.json", PUBLISHED), write("k.json", KEPT), write("harcaster.days.ics", ICAL)
    for name, path in (("published", published), ("repository", kept)):
        done = run("import", "holidays", path, "--division", "england-and-wales")
        check(f"GOV.UK's {name} form: the calendar", done.exit == 0 and done.out == IMPORTED, done)
        check_equal(f"GOV.UK's {name} form: how many", done.err, "2 holidays, 2026 to 2026\n")
        check_equal(f"GOV.UK's {name} form: FILE#division is the same",
                    run("import", "holidays", f"{path}#england-and-wales").out, done.out)
        done = run("import", "holidays", path)
        check(f"GOV.UK's {name} form: one must be chosen", done.exit == 3 and not done.out and done.err ==
              f"{path}:1:1: error: holds the holidays of several nations: choose one of england-and-wales, scotland, as "
              "FILE#NAME or with --division\n", done)
        done = run("import", "holidays", path, "--division", "wales")
        check(f"GOV.UK's {name} form: one that is not there", done.exit == 3 and done.err ==
              f"{path}:1:1: error: holds no holidays of 'wales': it has england-and-wales, scotland\n", done)
    done = run("import", "holidays", ical)
    check("iCalendar: the calendar has the file's name", done.exit == 0 and done.out ==
          IMPORTED.replace("england-and-wales", "harcaster").replace("Europe/London", "UTC").replace(" (substitute day)", ""),
          done)
    done = run("import", "holidays", ical, "--division", "scotland")
    check("iCalendar has no nations", done.exit == 3 and "only GOV.UK's JSON holds several nations" in done.err, done)


def imported_calendars_are_used():
    path, to = write("p.json", PUBLISHED), write("england.md", "old")
    done = run("import", "holidays", path, "--division", "england-and-wales", "--to", to)
    check("--to: the file, and nothing on standard output", done.exit == 0 and not done.out
          and to.read_text(encoding="utf-8") == IMPORTED, done)
    before = to.read_bytes()
    done = run("import", "holidays", path, "--division", "england-and-wales", "--to", to)
    check("importing twice changes nothing", done.exit == 0 and to.read_bytes() == before, done)
    done = run("import", "holidays", to)
    check("a calendar of ours comes out as it went in", done.out == IMPORTED, done)
    for calendar in (to, f"{path}#england-and-wales", write("harcaster.ics", ICAL)):
        got, done = answer("--calendar", calendar, "--start", "2026-12-23T16:40", "--within", "2 working days")
        check(f"due with {str(calendar).rsplit('/', maxsplit=1)[-1]}", got.get("due") == "2026-12-29", done)
    check_equal("the calendar's name is the file's where it has none", got.get("calendar"), "harcaster")
    done = run("import", "holidays", path, "--division", "scotland", "--to", to.parent / "gone/there.md")
    check("--to a folder that is not there: exit 4", done.exit == 4 and "gone/there.md" in done.err, done)
    done = run("import", "holidays", write("bad.json", '{"a":{"events":[{"title":"x"}]}}'), "--to", to)
    check("a file that can't be read leaves the old one as it was", done.exit == 3 and to.read_bytes() == before, done)
    done = run("import", "frogs", path)
    check("only holidays are imported", done.exit == 2 and "'frogs' can't be imported" in done.err, done)


def govuk_is_the_library():
    if not GOVUK.exists():
        return skip("GOV.UK's file and the library", "no data")
    for nation in ("england-and-wales", "scotland", "northern-ireland"):
        done = run("import", "holidays", GOVUK, "--division", nation)
        ours = (LIBRARY / f"calendars/{nation}.md").read_text(encoding="utf-8")
        years = {year.split("\n", 1)[0]: {line.split(":")[0] for line in year.splitlines() if line.startswith("- ")}
                 for year in ours.split("\n## ")[1:]}
        theirs = {year.split("\n", 1)[0]: {line.split(":")[0] for line in year.splitlines() if line.startswith("- ")}
                  for year in done.out.split("\n## ")[1:]}
        check(f"{nation}: GOV.UK's days from 2019 to 2028 are the library's", len(theirs) == 10
              and all(years.get(year) == days for year, days in theirs.items()), done)


vectors_are_met()
amsterdam_is_met()
both_readings_are_shown()
json_has_its_keys()
text_is_plain()
notes_are_given()
options_are_used()
wrong_use_is_said()
unreadable_calendars_are_said()
holidays_are_imported()
imported_calendars_are_used()
govuk_is_the_library()

# a calendar of one's own beside the library's
own = write("own/calendars/mine.md", "# Calendar: Mine\n\n- Id: mine\n- Zone: Europe/London\n- Years: 2026 to 2026\n\n"
            "## 2026\n- 24 December: Our day\n").parent.parent
done = run("due", "--calendar", "mine", "--start", "2026-12-23", "--within", "1 working day", environment={"WARDMOTE_LIBRARY": str(own)})
check("a calendar of WARDMOTE_LIBRARY is found by name", "Friday 25 December 2026" in done.out, done)
