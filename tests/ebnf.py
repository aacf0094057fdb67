"""A grammar in EBNF that is run: it says whether words belong to a rule, and makes up words that do.

    grammar = Grammar(text, readers, makers)
    grammar.matches("clock", words, names)     whether all the words are a clock
    grammar.make("clock", random)              a list of words

The notation: "word", /pattern/, rule, ( ), [ ], { }, |, (* comment *), and ? words ? for a rule that only a function can
read. readers: name of such a rule -> function(words, at, names) that returns the place behind what it takes, or None.
makers: name of any rule, or a pattern -> function(random) that returns words; without one a rule is made from its parts.
Words are compared without regard to case, patterns with capitals in them with it.
"""
import re

NOTATION = re.compile(r'\(\*.*?\*\)|\s+|"([^"]+)"|/((?:[^/\\]|\\.)+)/|\?([^?]+)\?|([a-z]+)|([=|;()\[\]{}])', re.S)


def lex(text):
    at, line = 0, 1
    while at < len(text):
        found = NOTATION.match(text, at)
        if not found:
            raise ValueError(f"line {line} of the grammar: {text[at:at + 20]!r} can't be read")
        literal, pattern, special, name, mark = found.groups()
        if literal:
            yield "word", literal
        elif pattern:
            yield "pattern", pattern.replace("\\/", "/")
        elif special:
            yield "special", special.strip()
        elif name:
            yield "rule", name
        elif mark:
            yield mark, mark
        line += found.group().count("\n")
        at = found.end()


class Reader:
    """The notation, read into nested tuples."""

    def __init__(self, text):
        self.tokens = [*lex(text), ("end", "")]
        self.at = 0

    def take(self, kind):
        if self.tokens[self.at][0] != kind:
            raise ValueError(f"expected {kind} in the grammar, found {self.tokens[self.at][1]!r}")
        self.at += 1
        return self.tokens[self.at - 1][1]

    def rules(self):
        rules = {}
        while self.tokens[self.at][0] != "end":
            name = self.take("rule")
            self.take("=")
            if name in rules:
                raise ValueError(f"the rule {name} stands twice in the grammar")
            rules[name] = self.either()
            self.take(";")
        return rules

    def either(self):
        branches = [self.sequence()]
        while self.tokens[self.at][0] == "|":
            self.at += 1
            branches.append(self.sequence())
        return branches[0] if len(branches) == 1 else ("either", branches)

    def sequence(self):
        parts = []
        while self.tokens[self.at][0] in ("word", "pattern", "special", "rule", "(", "[", "{"):
            kind, value = self.tokens[self.at]
            self.at += 1
            if kind in "([{":
                inner = self.either()
                self.take({"(": ")", "[": "]", "{": "}"}[kind])
                parts.append(inner if kind == "(" else ("maybe" if kind == "[" else "repeat", inner))
            else:
                parts.append((kind, value))
        return parts[0] if len(parts) == 1 else ("all", parts)


class Grammar:
    def __init__(self, text, readers, makers):
        self.rules = Reader(text).rules()
        self.readers, self.makers = readers, makers
        self.tests = {name: None for name in self.rules}
        for name, rule in self.rules.items():
            special = rule[0] == "special"
            if special != (name in readers):
                raise ValueError(f"the rule {name} {'has no' if special else 'needs no'} reader")
            self.tests[name] = self.special(name) if special else self.compile(rule)
        self.memory = {}

    # Each test is a function(words, at, names) that returns the set of places behind what it can take.

    def special(self, name):
        reader = self.readers[name]

        def test(words, at, names):
            end = reader(words, at, names)
            return () if end is None else (end,)
        return test

    def compile(self, node):
        kind, value = node
        return getattr(self, "compile_" + kind)(value)

    def compile_word(self, value):
        parts = value.lower().split()

        def test(words, at, names):
            return (at + len(parts),) if words.lower[at:at + len(parts)] == parts else ()
        return test

    def compile_pattern(self, value):
        pattern = re.compile(value, 0 if re.search("[A-Z]", value) else re.I)
        most = 2 if " " in value else 1

        def test(words, at, names):
            return tuple(at + n for n in range(1, most + 1)
                         if at + n <= len(words) and pattern.fullmatch(" ".join(words[at:at + n])))
        return test

    def compile_rule(self, name):
        if name not in self.rules:
            raise ValueError(f"there is no rule {name} in the grammar")

        def test(words, at, names):
            key = (name, at)
            if key not in self.memory:
                self.memory[key] = self.tests[name](words, at, names)
            return self.memory[key]
        return test

    def compile_either(self, branches):
        tests = [self.compile(branch) for branch in branches]

        def test(words, at, names):
            ends = ()
            for one in tests:
                found = one(words, at, names)
                ends = tuple({*ends, *found}) if ends and found else ends or found
            return ends
        return test

    def compile_all(self, parts):
        tests = [self.compile(part) for part in parts]

        def test(words, at, names):
            places = (at,)
            for one in tests:
                if len(places) == 1:
                    places = one(words, places[0], names)
                else:
                    places = tuple({end for place in places for end in one(words, place, names)})
                if not places:
                    return ()
            return places
        return test

    def compile_maybe(self, inner):
        one = self.compile(inner)

        def test(words, at, names):
            return tuple({at, *one(words, at, names)})
        return test

    def compile_repeat(self, inner):
        one = self.compile(inner)

        def test(words, at, names):
            found, new = {at}, {at}
            while new:
                new = {end for place in new for end in one(words, place, names)} - found
                found |= new
            return tuple(found)
        return test

    def matches(self, rule, words, names):
        self.memory = {}
        return len(words) in self.compile_rule(rule)(words, 0, names)

    def words(self):
        """Every word that the grammar itself has."""
        def of(node):
            kind, value = node
            if kind == "word":
                yield from value.split()
            elif kind in ("either", "all"):
                for part in value:
                    yield from of(part)
            elif kind in ("maybe", "repeat"):
                yield from of(value)
        return sorted({word for rule in self.rules.values() for word in of(rule)})

    def make(self, rule, random, depth=0):
        maker = self.makers.get(rule)
        return maker(random) if maker else self.make_node(self.rules[rule], random, depth)

    def make_node(self, node, random, depth):
        kind, value = node
        if kind == "word":
            return value.split()
        if kind == "pattern":
            return self.makers[value](random)
        if kind == "rule":
            return self.make(value, random, depth + 1)
        if kind == "either":  # deep inside, the branch that leads out soonest is the shortest
            return self.make_node(random.choice(value) if depth < 12 else min(value, key=lambda v: len(str(v))), random, depth + 1)
        if kind == "all":
            return [word for part in value for word in self.make_node(part, random, depth + 1)]
        times = random.random() < 0.4 if kind == "maybe" else random.choice((0, 0, 0, 1, 1, 2))
        return [word for _ in range(times) for word in self.make_node(value, random, depth + 1)]
