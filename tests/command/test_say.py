"""say: every document that ships as sentences, in each language, and nothing of a field left out."""
import csv
import io
import json
import re

from harness import LIBRARY, SOURCE, check, check_equal, run, write

LANGUAGES = ("en", "cy")
# Words of the grammar that hold a sentence together, and are said in its own way.
GRAMMAR = set("""from to within the of and or at each in any over last when is by end yes no on day beginning with that set
    case for pays funds against be better grade time promised share total said an document part all same again one times
    step periods running counted only taken here than""".split())
# Words of the grammar that mean something, each as English and Welsh say it. Inside a text of the document itself they
# stand as they were written.
MEANING = {
    "second": ("second", "eiliad"), "minute": ("minute", "munud|funud"), "hour": ("hour", "awr"),
    "days": ("day", "diwrnod|dydd"), "week": ("week", "wythnos"), "month": ("month", r"\bmis|\bfis"),
    "quarter": ("quarter", "chwarter"), "year": ("year", "blwydd|flwydd|lynedd"), "working": ("working", "gwaith|waith"),
    "clear": ("clear", "clir"), "financial": ("financial", "ariannol"), "least": ("least|later", "o leiaf|hwyrach"),
    "most": ("most", "ar y mwyaf"), "more": ("more|after", "dros|ar ôl"), "under": ("under|before", "o dan|cyn"),
    "unless": ("unless", "oni bai"), "not": (r"\bnot\b", "heb|nid"), "average": ("average", "cyfartaledd"),
    "median": ("median", "canolrif"), "lower": ("lower", "isaf"), "later": ("later", "olaf"), "late": ("late", "hwyr"),
    "target": ("target", "targed"), "missed": ("missed", "methu|methir|fethu"), "kept": ("kept", "gadw"),
    "open": ("open", "agor"), "done": ("done", "wneud"), "failing": ("failing", "methu"), "nothing": ("nothing", r"\bdim\b"),
    "rounded": ("rounded", "dalgrynnu"), "further": ("more", "arall"), "automatically": ("without being asked", "heb fod angen gofyn"),
    "request": ("request", "gais"), "decided": ("decided", "penderfynir"), "off": ("set off", "osod yn erbyn"),
    "immediately": ("immediately", "ar unwaith"), "clock": ("time of day|clock", "o’r dydd|cloc"), "closed": ("closed", "ar gau"),
}
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
# What everybody knows is said with a verb, "it is completed within 2 days of the report".
EVENTS = {"en": {"report": "report", "receipt": "recei", "inspection": "inspect", "order": "order", "decision": "deci",
                 "notice": "notice", "appointment": "appointment", "arrival": "arrival", "collection": "collect",
                 "publication": "publi", "acknowledgement": "acknowledg", "visit": "visit", "safe": "safe",
                 "completion": "complet", "reply": "reply", "works": "work", "first": "first", "made": "made",
                 "written": "written", "achievement": "achiev"}}
WELSH_KNOWN = set(EVENTS["en"]) | {"cases", "person", "incident"}


def documents():
    found = [path for folder in ("library", "docs/language_examples") for path in sorted((SOURCE / folder).rglob("*.md"))
             if "templates" not in path.parts]  # which are no documents yet
    return [path for path in found if re.match(r"# (Charter|Agreement|Procedure):", path.read_text(encoding="utf-8"))]


def said(path, language):
    done = run("say", path, "--language", language, "--format", "json")
    return json.loads(done.out) if done.exit == 0 else done


def spoken(match):
    hour, minute = int(match[1]), int(match[2])
    if minute == 0 and hour % 12 == 0:
        return ""  # midnight and noon, which have no digits in English
    return f" {(hour + 11) % 12 + 1} " + (f"{minute} " if minute else "")


def numbers(text):
    """digits of a text, without the commas of thousands; times as they are spoken"""
    text = re.sub(r"\b(\d\d):(\d\d)\b", spoken, text)
    return re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d\d\d)", "", text))


def is_said_by_grammar(number, value):
    """'every week' for 1 week, 'once' for 1 times, 'each day' for each further day, the day itself for 0 days"""
    return (number == "1" and re.search(r"\b1 (times|second|minute|hour|working|clear|day|week|month|quarter|year)", value)
            or number == "0" and re.search(r"\b0 (working |clear )?days", value))


def missing(row, language):
    sentence, lost = row["sentence"], []
    # A time in the document's own words stays as it was written.
    value = re.sub(r"\b\d\d:\d\d\b", lambda time: "" if time[0] in sentence else time[0], row["value"])
    have = numbers(re.sub(r"(\d)(am|pm)\b", r"\1", sentence.replace(":", " ")))
    for number in numbers(value):
        if number not in have and not is_said_by_grammar(number, value):
            lost.append(number)
    low = sentence.lower()
    for word in re.findall(r"[^\W\d_]{2,}", value):
        if word.lower() in GRAMMAR or word in MONTHS + DAYS and language == "cy":
            continue
        meaning = MEANING.get(word.lower()) or MEANING.get(word.lower().removesuffix("s"))
        if meaning and re.search(meaning[LANGUAGES.index(language)], low):
            continue
        if word.lower() in low or EVENTS.get(language, {}).get(word.lower(), "\0") in low:
            continue
        if language == "cy" and (word.lower() in WELSH_KNOWN or row["field"] in ("Start", "Public", "Designated")):
            continue
        lost.append(word)
    name = row["field"].partition(" ")[2]  # "Clock made safe", "Step 2"
    if row["field"].split()[0] in ("Clock", "Step") and name.lower() not in low:
        lost.append(name)
    return lost


def complete():
    """The completeness of what is said, and how long it is."""
    lengths = []
    found = documents()
    check("say: there are documents of all three kinds", len(found) > 40, found)
    for path in found:
        name = path.relative_to(SOURCE).as_posix()
        for language in LANGUAGES:
            rows = said(path, language)
            if not isinstance(rows, list):
                check(f"say {language}: {name}", False, rows)
                continue
            lost = [(row["clause"], row["field"], row["value"], missing(row, language), row["sentence"])
                    for row in rows if missing(row, language)]
            check(f"say {language}: nothing of a field of {name} is left out", not lost, lost[:5])
            bad = [row["sentence"] for row in rows
                   if not re.match(r"[^a-z]", row["sentence"]) or not re.search(r"[.?!]$", row["sentence"])
                   or re.search(r"  |%\d|\$s|[\x0e\x0f]|\.\.$", row["sentence"])]
            check(f"say {language}: each of {name} begins with a capital and ends with a stop", not bad, bad[:5])
            texts = ("Status", "Asked", "Spoken for by", "Decided by", "Equality", "Departure", "Do", "Publish", "Measure",
                     "Basis", "Cost", "Reason")
            lengths += [len(row["sentence"].split()) for row in rows if language == "en" and row["field"] not in texts]
    print(f"# {len(lengths)} English sentences, {sum(lengths) / len(lengths):.1f} words on average, the longest {max(lengths)}")
    check("say: most of a field's sentences are short, and none is long", sum(lengths) / len(lengths) < 15 and max(lengths) <= 60,
          (sum(lengths) / len(lengths), max(lengths)))


ONE = """# Charter: Clean Streets

- Id: clean
- Between: the council; the residents
- In force: from 1 April 2026
- Calendar: uk

## Standard S1: Graffiti
- Provider: the council
- Clock: within 1 working day
- Target: at least 90% each quarter
- If late: R1

## Redress R1: Late
- Step 1: the council says why, within 3 working days
"""

ENGLISH = """Charter: Clean Streets

- Its short name is ‘clean’.
- It is made by the council and the residents.
- It is in force from 1 April 2026, without an end.
- Working days are those of the calendar ‘uk’.

Standard S1: Graffiti

- This is promised by the council.
- It is completed within 1 working day of the report.
- This is met in at least 90 of every 100 cases each quarter.
- If it is late, what follows is R1 (Late).

Redress R1: Late

- Step 1: the council says why, within 3 working days.
"""


def forms():
    path = write("clean.md", ONE)
    check_equal("say: a charter as plain text", run("say", path), (0, ENGLISH, ""))
    check_equal("say: of standard input, and several", run("say", path, "-", stdin=ONE), (0, ENGLISH + "\n" + ENGLISH, ""))
    welsh = run("say", path, "--language", "cy").out
    check("say: a draft says so first", welsh.startswith("Drafft yw’r cyfieithiad hwn: ") and "\n\nSiarter: Clean Streets\n" in welsh, welsh)
    rows = list(csv.DictReader(io.StringIO(run("say", path, "--language", "cy", "--format", "csv").out)))
    check_equal("say: as a table, with its standing", rows[5], {
        "document": "clean", "clause": "S1", "field": "Clock", "value": "within 1 working day", "language": "cy",
        "standing": "draft", "sentence": "Fe’i cwblheir o fewn 1 diwrnod gwaith ar ôl yr adroddiad."})
    check_equal("say: the code's own language is no draft", {row["standing"] for row in said(path, "en")}, {"code"})
    done = run("say", write("long.md", ONE.replace("says why", "says " + "very " * 30 + "plainly why")))
    check("say: lines are wrapped", all(len(line) <= 79 for line in done.out.splitlines()), done.out)


def refused():
    path = write("clean.md", ONE)
    check_equal("say: a language nobody speaks here", run("say", path, "--language", "fr"),
                (2, "", "wardmote: --language: 'fr' is none of en|cy\n"))
    bad = write("bad.md", ONE.replace("within 1 working day", "within 24hrs"))
    done = run("say", bad)
    check("say: a document with errors is not said", done.exit == 1 and not done.out and "24 hours" in done.err, done)


complete()
forms()
refused()
