"""The grammar of docs/grammar.ebnf and the parser say the same of every document: those made from the grammar, and
each of them with one word taken out, put in, doubled, changed or swapped with the next.

What counts is the yes or no to headings, keys and values as the grammar writes them. It does not count whether what
is said makes sense (that a day exists, a figure is in its range, a field may stand in its clause or stand twice, a
label is used once, a reference leads somewhere), nor how the lines are laid out, nor limits of size; the parser is
asked with document_parse_strict. Names are those that the document itself declares, section by section.
"""
import os
import random
import re
import subprocess
from pathlib import Path

from harness import PROGRAM, SOURCE, check, check_equal
from ebnf import Grammar

READER = Path(PROGRAM).parent / "tests/document_reader"
IS_LONG = bool(os.environ.get("WARDMOTE_TEST_LONG"))
DOCUMENTS = 10_000 if IS_LONG else 4_000
MUTATIONS = 10 if IS_LONG else 3  # of each document
RESERVED = set("each in over for from to or and when unless within at by of is not , ;".split())
EVENTS = ("report receipt inspection|works order|decision notice appointment arrival collection publication acknowledgement|"
          "first visit|made safe|completion|written reply")
EVENTS = [name for part in EVENTS.split("|") for name in ([part] if part in ("works order", "first visit", "made safe", "written reply")
                                                          else part.split())]
FACTS = ["area", "population", "lateness", "time taken", "achievement"]
NUMBER = re.compile(r"\d+(,\d{3})*(\.\d+)?")
DAY = re.compile(r"\d{1,18}(st|nd|rd|th)?|\d{4}-\d\d-\d\d", re.I)


class Words(list):
    """The words of a key and its value, as they are compared, with where each begins in the value."""

    def __init__(self, key, value):
        found, starts, raw = cut(value)
        super().__init__([*key, ":", *found])
        self.lower = [word.lower() for word in self]
        self.raw = raw.lower()
        self.starts = [-1] * (len(key) + 1) + starts


def cut(value):
    """A comma or semicolon is a word of its own, but for a comma inside a number."""
    words, starts, raw, is_open, is_spaced = [], [], "", False, False
    for i, c in enumerate(value):
        if c == " ":
            is_open, is_spaced = False, True
            continue
        in_number = c == "," and not is_spaced and raw[-1:].isdigit() and re.match(r",\d{3}(?!\d)", value[i:])
        alone = c == ";" or (c == "," and not in_number)
        if alone or not is_open:
            raw += " " if is_spaced and raw else ""
            words.append("")
            starts.append(len(raw))
            is_spaced = False
        raw += c
        words[-1] += c
        is_open = not alone
    return words, starts, raw


class Names:
    """What a document declares, as far as it has been read."""

    def __init__(self, is_open):
        self.is_open = is_open
        self.parties, self.areas, self.facts, self.events, self.values = [], [], [*FACTS], [*EVENTS], {}

    def longest(self, kind, words, at):
        """How many words the longest of the names takes that stands here; kind: which, or a list of them."""
        if at >= len(words) or words.starts[at] < 0:
            return 0
        start, most = words.starts[at], 0
        for name in getattr(self, kind) if isinstance(kind, str) else kind:
            stop = start + len(name)
            if words.raw.startswith(name, start) and (stop >= len(words.raw) or words.raw[stop] in " ,;"):
                most = max(most, sum(start <= s < stop for s in words.starts))
        return most


def run_of(words, at, stops):
    end = at
    while end < len(words) and not stops(words.lower, end):
        end += 1
    return end if end > at else None


def up_to(marks):
    return lambda words, at, names: run_of(words, at, lambda lower, i: lower[i] in marks)


def is_reserved(lower, i):
    return lower[i] in RESERVED


def reads_number(lower, i):
    return bool(NUMBER.fullmatch(lower[i]))


def ends_measure(lower, i):
    return is_reserved(lower, i) or reads_number(lower, i) or lower[i] == "under" or lower[i:i + 2] == ["more", "than"]


def ends_things(lower, i):
    two, three = lower[i:i + 2], lower[i:i + 3]
    since = len(two) > 1 and (two[0] == "from" and DAY.fullmatch(two[1])
                              or two[0] == "in" and len(two[1]) > 3 and two[1][:4].isdigit())
    return (lower[i] in (",", ";", "each", "and", "or", "when", "unless", "within") or since
            or two in (["for", "each"], ["at", "grade"], ["at", "least"], ["at", "most"], ["in", "any"])
            or three == ["over", "the", "last"])


def read_name(words, at, names):
    end = words.index(":")
    return end if end > at else None


def read_doing(words, at, names):
    return None if at < len(words) and words.lower[at] in ("pays", "funds") else up_to(",;")(words, at, names)


def read_word(words, at, names):
    return at + 1 if at < len(words) and not is_reserved(words.lower, at) else None


def read_noun(words, at, names):
    return run_of(words, at, is_reserved)


def fact_before(words, at, names):
    """The fact whose value stands here: what stands before the last 'is'."""
    end = max(i for i in range(at) if words.lower[i] == "is")
    text = " ".join(words.lower[:end])
    return max((name for name in names.facts if text.endswith(name)), key=len, default="")


def read_known(words, at, names):
    fact = fact_before(words, at, names)
    values = names.areas if fact == "area" else names.values.get(fact, [])
    most = max(names.longest(values, words, at), (read_noun(words, at, names) or at) - at)
    return at + most if most else None


def read_party(words, at, names):
    most = names.longest("parties", words, at)
    if not most and words.lower[at:at + 2] == ["the", "provider"]:
        most = 2
    return at + most if most else None


def read_fact(words, at, names):
    most = names.longest("facts", words, at)
    return at + most if most else None


def read_event(words, at, names):
    most = names.longest("events", words, at)
    if names.is_open and words.lower[at:at + 3] != ["the", "later", "of"]:
        most = max(most, (run_of(words, at, lambda lower, i: is_reserved(lower, i) and lower[i] != "of") or at) - at)
    return at + most if most else None


def is_id(word):
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", word) and re.search("[A-Za-z]", word)


def is_label(word):
    return re.fullmatch(r"[A-Z][0-9]+[a-z]?", word)


def read_id(words, at, names):
    return at + 1 if at < len(words) and is_id(words[at]) and not is_label(words[at]) else None


def read_docid(words, at, names):
    is_good = read_id(words, at, names) and words.lower[at] != "end" and not is_label(words[at][0].upper() + words[at][1:])
    return at + 1 if is_good else None


READERS = {
    "text": lambda words, at, names: len(words) if at < len(words) else None, "prose": lambda words, at, names: len(words),
    "name": read_name, "entry": up_to(";"), "item": up_to(";/"), "value": up_to(";,/"), "new": up_to(";,"),
    "doing": read_doing, "word": read_word, "noun": read_noun,
    "measure": lambda words, at, names: run_of(words, at, ends_measure),
    "things": lambda words, at, names: run_of(words, at, ends_things),
    "known": read_known, "party": read_party, "fact": read_fact, "event": read_event, "id": read_id, "docid": read_docid,
}


def one_of(*texts):
    return lambda random: random.choice(texts).split()


MAKERS = {
    "text": one_of("as agreed", "white paper 3.35; order 2010", "every 12 months, by the council"),
    "name": one_of("late", "target missed", "made safe", "not solved"), "entry": one_of("the library", "concern", "hand over", "the ward, Harcaster"),
    "item": one_of("graffiti", "bins, full", "NI 195"), "value": one_of("low", "high", "very high"),
    "new": one_of("storm", "parts on order", "the failure named", "mm"), "doing": one_of("apologises", "puts it right", "gives the reason and a new date"),
    "word": one_of("reported", "asked"), "noun": one_of("reasons", "rent arrears", "call", "councillor"),
    "measure": one_of("mm", "working days", "signatures", "minutes"),
    "things": one_of("reports", "places on the net", "22 of 26 premises", "cases lost to no access", "working days"),
    "known": one_of("A", "minor", "low", "Aldermoor ward", "yes"),
    "party": one_of("the council", "the police", "the residents of Aldermoor", "the provider", "the provider"),
    "fact": one_of("depth", "road class", "access refused", "lives or works in the area", "population", "lateness"),
    "event": one_of("report", "completion", "hand in", "full meeting of the council", "works order", "written reply"),
    "id": one_of("petitions", "aldermoor-2"), "docid": one_of("petitions", "call-for-action"),
    "number": one_of("1", "2", "20", "1,500", "2.5"), "percent": one_of("90%", "12.5%"), "fraction": one_of("1/12", "1/464"),
    "money": one_of("£5", "£1,500", "£2.50"), "grade": one_of("A", "B+", "C-"), "label": one_of("S1", "G4", "R12a", "X1"),
    "unit": one_of("day", "days", "working days", "clear days", "hours", "working hours", "quarter", "months"),
    "day": one_of("1", "30", "31"), "year": one_of("2010", "2010/11"), "time": one_of("09:00", "23:59", "24:00"), "whole": one_of("1", "2"),
    r"\d{4}": one_of("2026", "2027"), r"\d{4}-\d\d-\d\d": one_of("2026-04-01"),
}

GRAMMAR = Grammar((SOURCE / "docs/grammar.ebnf").read_text(), READERS, MAKERS)
POOL = [*GRAMMAR.words(), ",", ";", "/", ":", "reports", "depth", "minor", "report", "2", "20", "1,500", "2.5", "90%", "1/12", "£5", "B+", "S1", "09:00",
        "2026", "2010/11", "days", "working", "hours", "petitions", "the", "council", "police", "storm"]
HABITS = "per every twice once one time pay fund business calendar 1st 9am noon weekdays daily period hrs 24hrs £ % we normally up".split()
POOL = [*HABITS, *POOL]  # what people write otherwise is a no, or a word like any other
POOL = [word for word in POOL if word not in ("#", "##", "-")]
DECLARED = {"between": "parties", "funds": "parties", "area": "areas", "event": "events"}


def joined(words):
    return re.sub(r" ([,;:])", r"\1", " ".join(words))


def made_document(random):
    kind = random.choice(("Charter", "Agreement", "Procedure"))
    lines = [f"# {kind}: Test", "", "- Between: the council; the police; the residents of Aldermoor",
             "- Area: Aldermoor ward, Harcaster; Stow on the Wold", "- Event: hand in; full meeting of the council",
             "- Fact: depth, in mm", "- Fact: road class, one of A / B / minor", "- Fact: access refused",
             "- Fact: lives or works in the area"]
    lines += [joined(["-", *GRAMMAR.make("field", random)]) for _ in range(random.choice((0, 1, 2)))]
    for _ in range(random.choice((1, 1, 2, 3))):
        lines += ["", joined(["##", *GRAMMAR.make("kind", random), *GRAMMAR.make("label", random), ":", "Title"])]
        lines += [joined(["-", *GRAMMAR.make("field", random)]) for _ in range(random.choice((1, 2, 3, 4)))]
        lines += ["", "Some words."] * random.choice((0, 0, 1))
    return lines


def mutated(lines, random):
    at = random.choice([i for i, line in enumerate(lines) if line])
    words = re.findall(r"[:;,](?=\s|$)|(?:[^\s:;,]|[:;,](?=\S))+", lines[at])
    i = random.randrange(len(words))
    how = random.randrange(5)
    if how == 0:
        del words[i]
    elif how == 1:
        words.insert(i, random.choice(POOL))
    elif how == 2:
        words[i] = random.choice(POOL)
    elif how == 3:
        words.insert(i, words[i])
    else:
        words[i:i + 2] = reversed(words[i:i + 2])
    return [*lines[:at], joined(words), *lines[at + 1:]]


class Recogniser:
    """Whole documents, line by line; what was said of a line under the same names is remembered."""

    def __init__(self):
        self.said = {}

    def field(self, line, names, state):
        key = (line, state)
        if key not in self.said:
            word, colon, value = line[1:].partition(":")
            words = Words(word.split(), value)
            self.said[key] = bool(colon) and bool(word.strip()) and GRAMMAR.matches("field", words, names)
        return self.said[key]

    def heading(self, rule, line):
        """A heading is its first words, a colon and a text."""
        words = Words(re.findall(r":|[^\s:]+", line), "")
        words.pop()
        words.lower.pop()
        colon = words.index(":") if ":" in words else len(words)
        del words[colon + 2:], words.lower[colon + 2:]  # one word stands for the text
        return GRAMMAR.matches(rule, words, None)

    def document(self, lines):
        lines = [line for line in lines if line]
        if not lines or not re.match("#( |$)", lines[0]) or not self.heading("title", lines[0]):
            return False
        names = Names("Charter" not in lines[0].split(":")[0].title())
        sections = [[]]
        for line in lines[1:]:
            if re.match("##( |$)", line):
                if not self.heading("clause", line):
                    return False
                sections.append([])
            elif re.match("#( |$)", line):
                return False
            elif re.match("-( |$)", line):
                sections[-1].append(line)
        return all(self.section(section, names) for section in sections)

    def section(self, lines, names):
        key_of = {line: line[1:].partition(":")[0].strip().lower() for line in lines}
        declaring = [line for line in lines if key_of[line] in DECLARED or key_of[line] == "fact"]
        for line in declaring:
            if not self.field(line, names, ""):
                return False
            self.declare(key_of[line], line.partition(":")[2], names)
        state = repr((names.is_open, names.parties, names.areas, names.facts, names.events, names.values))
        return all(self.field(line, names, state) for line in lines if line not in declaring)

    def declare(self, key, value, names):
        raw = cut(value)[2].lower()
        if key == "fact":
            words = cut(value)[0]
            name = raw.partition(",")[0].strip() if "," in words else raw
            names.facts.append(name)
            if "one of " in raw:
                names.values.setdefault(name, [part.strip() for part in raw.partition("one of ")[2].split("/")])
            return
        for item in (part.strip() for part in raw.split(";")):
            getattr(names, DECLARED[key]).append(item)
            if key == "area" and "," in item:
                names.areas.append(item.partition(",")[0].strip())


def parser_says(documents):
    bytes_in = b"".join(b"%d\n%s" % (len(text), text) for text in ("\n".join(lines).encode() + b"\n" for lines in documents))
    done = subprocess.run([READER, "strict"], input=bytes_in, capture_output=True, check=False, timeout=3600)
    return done.stdout.decode().splitlines(), done


def differences(documents, texts):
    """What the two say differently, shown; and how many yes there are."""
    said, done = parser_says(documents)
    if len(said) != len(documents):
        return [f"the reader ended with {done.returncode} after {len(said)} of {len(documents)}: {done.stderr.decode()[-500:]}"], 0
    recogniser, wrong, yes = Recogniser(), [], 0
    for lines, answer in zip(documents, said):
        is_document = recogniser.document(lines)
        yes += is_document
        if is_document != (answer == "yes"):
            wrong.append(f"the grammar says {'yes' if is_document else 'no'}, the parser {answer}\n" + "\n".join(lines) + "\n")
    return wrong, yes


def agreeing():
    chance = random.Random(20080117)
    made = [made_document(chance) for _ in range(DOCUMENTS)]
    wrong, yes = differences(made, "made")
    check(f"{len(made)} documents made from the grammar: grammar and parser agree", not wrong, "\n".join(wrong[:20]) + f"\n{len(wrong)} differ")
    check("nearly all of them are documents to both", yes > 0.95 * len(made), yes)
    changed = [mutated(lines, chance) for lines in made for _ in range(MUTATIONS)]
    wrong, yes = differences(changed, "changed")
    check(f"{len(changed)} with one word changed: grammar and parser agree", not wrong, "\n".join(wrong[:20]) + f"\n{len(wrong)} differ")
    check("some of them are documents and some are not", 0.02 < yes / len(changed) < 0.6, yes / len(changed))


def examples():
    """What people wrote is in the grammar too, once it is in canonical form."""
    paths = sorted((SOURCE / "docs/language_examples").glob("*.md"))
    wrong, yes = differences([path.read_text().split("\n") for path in paths], "examples")
    check("the examples of the language: grammar and parser agree", not wrong, "\n".join(wrong))
    check_equal("and all of them are documents", yes, len(paths))


examples()
agreeing()
