"""Charters at the edges, to be looked at: nothing due, everything missed, eighty clauses, a long Welsh title, text that
would break a page if it were not escaped."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "web"))
from serving import folder, run

HEAD = """# Charter: {title}

- Id: {id}
- Area: {area}
- Between: {provider}; {residents}
- In force: 1 January 2026 to 31 December 2028
- Calendar: england-and-wales
- Status: This charter says what each of us means to do.

"""
STANDARD = """## Standard S{n}: {title}
- Provider: {provider}
- Service: {service}
- Clock: from report to completion, within {days} working days
- Target: at least 90% each quarter
- If target missed: R1

"""
REDRESS = """## Redress R1: What follows
- When: the target is missed
- Step 1: {provider} writes why, within 20 working days

"""
WELSH = ("Siarter Cymunedol Strydoedd Glân a Mannau Gwyrdd Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch a "
         "Phentrefi Cyfagos Dyffryn Ceiriog: Addewidion y Cyngor a’r Trigolion i’w Gilydd")
MAPPING = """# Mapping: The edges

- Zone: Europe/London
- Id: Reference
- Service: Category
- Area: Ward
- Opened: Reported
- Closed: Completed
- Status: Status
- Time format: %d/%m/%Y %H:%M
- Open statuses: Open
- Closed statuses: Completed
- Map: Litter = litter
- Map: Sbwriel = sbwriel
- Map: Many = many
- Map: Marks = <marks> & "quotes"
"""
BODY = {"provider": "North Council", "residents": "the residents"}


def charter(title, identifier, area, standards, **body):
    text = HEAD.format(title=title, id=identifier, area=area, **body)
    return text + "".join(STANDARD.format(n=n, title=name, service=service, days=days, provider=body["provider"])
                          for n, name, service, days in standards) + REDRESS.format(**body)


def documents():
    yield charter("Nothing has fallen due", "nothing", "Quiet ward", [(1, "Litter", "litter", 2)], **BODY)
    yield charter("Everything was missed", "missed", "Sorry ward",
                  [(n, f"Litter within {n} days", "litter", n) for n in range(1, 7)], **BODY)
    yield charter("Eighty clauses", "eighty", "Many ward",
                  [(n, f"Promise number {n} of very many", "many", n % 9 + 1) for n in range(1, 80)], **BODY)
    yield charter(WELSH, "siarter", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
                  [(1, "Sbwriel a gwastraff ar strydoedd, lonydd cefn a llwybrau cyhoeddus y gymuned", "sbwriel", 3)],
                  provider="Cyngor Bwrdeistref Sirol Gogledd-ddwyrain y Dyffryn", residents="y trigolion")
    yield charter('<script>alert("x")</script> & Sons', "marks", "Marks ward",
                  [(1, "<b>Bold</b> & 'quoted'", '<marks> & "quotes"', 2)], **BODY)


def requests():
    yield "Reference,Reported,Category,Ward,Status,Completed"
    for n in range(40):
        yield f"E-{n:03},{n % 28 + 1:02}/0{n % 9 + 1}/2026 10:00,Litter,Sorry ward,Completed,{n % 28 + 1:02}/1{n % 2}/2026 10:00"
    for n in range(40):
        yield f"M-{n:03},{n % 28 + 1:02}/0{n % 9 + 1}/2026 10:00,Many,Many ward,Completed,{n % 28 + 1:02}/0{n % 9 + 1}/2026 15:00"
    yield 'X-<i>1,02/02/2026 10:00,Marks,Marks ward,Open,'
    yield "Y-1,02/02/2026 10:00,Sbwriel,Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch,Open,"


def store():
    """A store that holds them all; its clock stands at 22 November 2026"""
    path, url = folder / "edges.db", f"sqlite:{folder / 'edges.db'}"
    (folder / "mapping.md").write_text(MAPPING)
    (folder / "requests.csv").write_text("\n".join(requests()) + "\n")
    for number, text in enumerate(documents()):
        file = folder / f"edge-{number}.md"
        file.write_text(text)
        done = run("import", "document", file, "--store", url)
        if done.exit != 0:
            raise SystemExit(f"{file}: {done.err}")
    done = run("import", "requests", folder / "requests.csv", "--mapping", folder / "mapping.md", "--store", url)
    if done.exit != 0:
        raise SystemExit(done.err)
    run("rebuild", "--store", url, "--as-of", "2026-11-22")
    return path


PATHS = ["/", "/charters", "/areas", "/charters/nothing", "/charters/nothing/S1", "/charters/missed", "/charters/missed/S1",
         "/areas/Sorry%20ward", "/charters/eighty", "/areas/Many%20ward", "/charters/siarter", "/charters/siarter/S1",
         "/areas/Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "/charters/marks", "/charters/marks/S1",
         "/reports/X-%3Ci%3E1", "/redress", "/search?q=%3Cscript%3E"]
