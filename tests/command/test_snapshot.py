"""Requests as a snapshot: made of a file once, judged as the file is; what it does not hold and what it refuses."""
from pathlib import Path

from harness import check, check_equal, folder, run

AT = Path(folder.name)
CHARTER = AT / "charter.md"
CHARTER.write_text("""# Charter: Test

- Id: test
- Area: North; South
- Between: the council; the residents
- In force: 1 January 2026 to 31 December 2026
- Calendar: england-and-wales

## Standard S1: Litter
- Provider: the council
- Service: litter
- Clock: from report to completion, within 2 working days
- Target: at least 90% each quarter

## Standard S2: Lamps
- Provider: the council
- Service: lamps
- Clock: within 4 hours
""")
MAPPING = AT / "mapping.md"
MAPPING.write_text("# Mapping: T\n\n- Zone: Europe/London\n- Id: id\n- Service: type\n- Area: ward\n- Opened: opened\n"
                   "- Closed: closed\n- Map: * = same\n")
FILE = AT / "requests.csv"
FILE.write_text("id,type,ward,opened,closed\n"
                "1,litter,North,2026-02-02 10:00:00,2026-02-04 23:59:59\n"
                "2,litter,South,2026-02-02 10:00:00,2026-02-05 00:00:00\n"
                "3,lamps,South,2026-03-29 00:30:00,2026-03-29 05:30:00\n"
                "4,litter,North,2026-02-02,2026-02-03\n"
                "5,lamps,North,2026-04-01 09:00:00,soon\n"
                "6,trees,North,2026-04-01 09:00:00,\n"
                "7,litter,East,2026-04-01 09:00:00,\n"
                "1,litter,North,2026-02-02 10:00:00,2026-02-06 09:00:00\n"
                "8,litter,,2026-04-01 09:00:00,\n")
SNAPSHOT = AT / "requests.wcol"


def judge(requests, *more):
    return run("judge", CHARTER, "--requests", requests, "--as-of", "2026-06-30", "--format", "csv", *more)


made = run("import", "requests", FILE, "--mapping", MAPPING, "--to", SNAPSHOT)
check_equal("a snapshot is made", (made.exit, made.out),
            (0, f"8 cases in {SNAPSHOT.stat().st_size} bytes of {SNAPSHOT}\n"))
check("what is wrong with the file is said when it is made", "an id seen before" in made.err, made)
plain, mapped = judge(FILE, "--mapping", MAPPING), judge(SNAPSHOT)
check_equal("it is judged without a mapping", mapped.exit, 0)
check_equal("its table is the file's", mapped.out, plain.out)
check_equal("what is in no row of it is said by row, for it holds no ids", mapped.err,
            f"{SNAPSHOT}: 9 rows, 8 cases\nCases that are in no row of the table:\n"
            "  1 case: a service that no clause names (first: row 7)\n      1  trees\n"
            "  1 case: outside the document's area (first: row 8)\n"
            "  1 case: they name no area, so that nobody can say whether the document covers them (first: row 10)\n")
again = SNAPSHOT.read_bytes()
run("import", "requests", FILE, "--mapping", MAPPING, "--to", SNAPSHOT)
check_equal("the same file gives the same bytes", SNAPSHOT.read_bytes(), again)
check_equal("nothing else is left beside it", sorted(p.name for p in AT.glob("requests*")), ["requests.csv", "requests.wcol"])

AGAIN = "make it again with 'wardmote import requests FILE --mapping NAME --to FILE.wcol'\n"
for name, spoilt, said in (
        ("cut short", again[:-1], f"cut short: {len(again) - 1} of its {len(again)} bytes are there: "),
        ("of another version", again[:8] + b"\1" + again[9:], "of version 1, and this program reads version 2: "),
        ("of another order of bytes", again[:12] + b"\1\2\3\4" + again[16:],
         "written on a machine with another order of bytes: "),
        ("changed in its rows", again[:-60] + b"x" + again[-59:], "damaged: its checksum is another than it says: ")):
    SNAPSHOT.write_bytes(spoilt)
    done = judge(SNAPSHOT)
    verb = "was " if said.startswith("written") else "is "
    check_equal(f"one {name} is refused", (done.exit, done.out, done.err),
                (3, "", f"wardmote: {SNAPSHOT}: this snapshot {verb}{said}{AGAIN}"))
SNAPSHOT.write_bytes(again)

done = judge(SNAPSHOT, "--cases")
check_equal("it names no case", (done.exit, done.err),
            (3, f"wardmote: {SNAPSHOT}: a snapshot holds no ids, so that no case can be named: ask the file it was made of\n"))
MAPPING.write_text(MAPPING.read_text() + "- Event first visit: visited\n")
done = run("import", "requests", FILE, "--mapping", MAPPING, "--to", SNAPSHOT)
check_equal("what it can't hold is refused", (done.exit, done.err.splitlines()[-1]),
            (3, f"wardmote: {MAPPING}: names events, facts or pauses, which a snapshot does not hold: judge the file itself, "
                "or leave them out of the mapping if no document asks for them"))
check_equal("and what was there is as it was", SNAPSHOT.read_bytes(), again)
FILE.rename(AT / "not.wcol")
done = judge(AT / "not.wcol")
check_equal("a file that is none needs its mapping", (done.exit, done.err), (2, "wardmote: --mapping: must be given with --requests\n"))

# Many rows of each day, one after the other, which a snapshot counts by the day: closed at each second about those that decide.
CHARTER.write_text(CHARTER.read_text().replace("- Area: North; South\n", ""))
MAPPING.write_text("# Mapping: T\n\n- Zone: Europe/London\n- Id: id\n- Service: type\n- Opened: opened\n- Closed: closed\n"
                   "- Status: status\n- Closed statuses: done\n- Open statuses: new\n- Exclude: test\n- Map: * = same\n")
SECONDS = [f"2026-03-{day} {time}" for day in (27, 30, 31) for time in ("00:00:00", "11:59:59", "12:00:00", "12:00:01", "23:59:58", "23:59:59")]
ROWS = [(f"2026-03-{day} {hour:02}:30:{second:02}", closed, status) for day in (25, 26, 27, 28, 29, 30) for hour in (0, 3, 23) for second in (0, 59)
        for closed, status in [*((closed, "done") for closed in SECONDS if closed > f"2026-03-{day} 24"), ("", "new"), ("", "new")]]
ROWS.sort()
ROWS += [(opened, closed, "test") for opened, closed, status in ROWS if status == "done"]
ROWS += ROWS[7:9] + ROWS[500:502]  # some that are not in that order
FILE.write_text("id,type,opened,closed,status\n" + "".join(f"{i},litter,{opened},{closed},{status}\n" for i, (opened, closed, status) in enumerate(ROWS)))
done = run("import", "requests", FILE, "--mapping", MAPPING, "--to", SNAPSHOT)
check("many of each day", done.exit == 0 and len(ROWS) > 900, done)
for as_of in ("2026-03-27", *SECONDS, "2026-04-30"):
    asked = (CHARTER, "--as-of", as_of, "--format", "csv")
    plain = run("judge", *asked, "--requests", FILE, "--mapping", MAPPING)
    mapped = run("judge", *asked, "--requests", SNAPSHOT)
    check_equal(f"as they are one by one, asked on {as_of}", (mapped.exit, mapped.out), (0, plain.out))
