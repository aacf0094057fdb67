"""A charter's days for a calendar: what stands on its pages, as programs that keep calendars read it (RFC 5545)."""
import datetime
import re
import sqlite3

from serving import Server, check, check_equal, demonstration

TODAY = datetime.date(2026, 11, 22)


def events(text):
    """[{name: value}], lines that go on put together"""
    lines = re.sub(r"\r\n[ \t]", "", text).split("\r\n")
    found, one = [], None
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            one = {}
        elif line == "END:VEVENT":
            found.append(one)
            one = None
        elif one is not None:
            one[name.partition(";")[0]] = re.sub(r"\\([,;\\])", r"\1", value)
    return lines, found


def test_form(page):
    lines, found = events(page.text)
    check_equal("its type", (page.status, page.headers["Content-Type"]), (200, "text/calendar; charset=utf-8"))
    check("a calendar, each line of it whole", lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""] and "VERSION:2.0" in lines, lines[:4])
    check("no line is longer than 75 bytes", max(len(line.encode()) for line in page.text.split("\r\n")) <= 75, page.text)
    check("every event has what it needs", all({"UID", "DTSTAMP", "DTSTART", "SUMMARY", "URL"} <= set(one) for one in found) and found, found)
    check_equal("and a number of its own", len({one["UID"] for one in found}), len(found))
    check("keeps nobody busy", all(one["TRANSP"] == "TRANSPARENT" and re.fullmatch(r"\d{8}", one["DTSTART"]) for one in found), found)
    check("nothing is past", all(datetime.datetime.strptime(one["DTSTART"], "%Y%m%d").date() >= TODAY for one in found), found)
    return found


def main():
    store = demonstration("dates.db")
    with sqlite3.connect(store) as db:
        db.execute("INSERT OR REPLACE INTO setting (community, name, value) VALUES (1, 'address', 'https://wardmote.example/')")
    with Server(store) as server:
        found = test_form(server.get("/charters/aldermoor-streets/dates.ics"))
        said = [(one["DTSTART"], one["SUMMARY"]) for one in found]
        ends = [summary for day, summary in said if day == "20261231" and "a period ends" in summary]
        check("the quarter's end, once for all its promises", len(ends) == 1 and "S1" in ends[0] and "S3" in ends[0], said)
        owed = [(one["DTSTART"], one["SUMMARY"]) for one in events(server.get("/charters/linden-millbrook/dates.ics").text)[1] if "writes why" in one["SUMMARY"]]
        check_equal("what is owed, by the day that the register says", owed,
                    [("20261221", "Linden Park and Millbrook Green Charter, S6: Harcaster Borough Council writes why, within 20 working days")])
        check("when it is looked at again", any("looked at again" in summary or "last day" in summary for _, summary in said), said)
        check_equal("where it leads", {one["URL"] for one in found}, {"https://wardmote.example/charters/aldermoor-streets"})
        again = events(server.get("/charters/aldermoor-streets/dates.ics").text)[1]
        check_equal("the same events have the same numbers", [one["UID"] for one in again], [one["UID"] for one in found])
        for charter in ("millbrook-baskets", "nether-sallow", "priory-fields", "after-dark", "linden-millbrook"):
            check(f"{charter}: its days", server.get(f"/charters/{charter}/dates.ics").text.count("BEGIN:VEVENT") >= 1)
        check_equal("none of that name", server.get("/charters/none/dates.ics").status, 404)
        check("the charter's page leads to it", "/charters/aldermoor-streets/dates.ics" in server.get("/charters/aldermoor-streets").text)


main()
