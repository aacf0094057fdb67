#!/usr/bin/env python3
"""Compiles views (HTML with {{ values }} and {% tags %}, docs/views.md) into C functions.

    tools/views.py VIEWS OUT              every VIEWS/*.html into OUT.h and OUT.c
    tools/views.py --strings VIEWS        their expressions as C, for xgettext --language=C
    --root DIR                            files are named relative to it in messages (default: this directory)
    --depfile FILE                        what OUT was made of, for ninja

What a value may do in a page depends on where it stands, so the HTML is followed while it is compiled: a value in
text, in a quoted attribute and in a link are written by different functions, and anywhere else it is an error.
"""
import argparse
import os
import re
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

import generated

TOKEN = re.compile(r"^[ \t]*(?:\{%(?P<line>(?:(?!%\}).)*)%\}|\{#(?:(?!#\}).)*#\})[ \t]*(?:\n|\Z)"
                   r"|\{%(?P<tag>.*?)%\}|\{\{(?P<value>.*?)\}\}|\{#.*?#\}", re.DOTALL | re.MULTILINE)
STRAY = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
VIEW = re.compile(r'view\s+(?P<name>[a-z]\w*)\s*(?:\((?P<parameters>.*)\))?\s*'
                  r'(?P<uses>(?:uses\s+"[^"]+"\s*(?:,\s*"[^"]+"\s*)*)?)', re.DOTALL)
FOR = re.compile(r"for\s+([a-z]\w*)\s+in\s+(.+)", re.DOTALL)
CALL = re.compile(r"(call|wrap)\s+([a-z]\w*)\s*\((.*)\)", re.DOTALL)
C_LITERAL = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'')
FUNCTIONS = {"text": "HTML_TEXT", "rcdata": "HTML_PLAIN", "plain": "HTML_PLAIN", "whole": "html_url", "form": "html_form_url",
             "path": "HTML_SEGMENT", "query": "HTML_QUERY"}
LITERAL_BYTES = 2000  # C promises no more than 4095 in one literal

VOID = set("area base br col embed hr img input link meta source track wbr".split())
RCDATA = {"title", "textarea"}
RAW = {"script", "style", "iframe", "noembed", "noframes", "xmp", "plaintext"}
FOREIGN = {"svg", "math"}  # elements in these may close themselves
URL_ATTRIBUTES = set("href src action formaction poster cite data manifest background xlink:href".split())
CLOSED_ATTRIBUTES = set("style srcdoc srcset imagesrcset ping http-equiv".split())  # and those that begin with on
URL_STARTS = re.compile(r"/(?![/\\])|[#?]|mailto:|tel:|https://[^/\\?#\x01]+[/?#]")
URL_ADVICE = ("begin it with '/', '#', '?', 'https://HOST/', 'mailto:' or 'tel:', "
              "or let it be one {{ value }} of type struct url")
VALUE = "\x01"  # stands for a value in the text of a link

# Where neither values nor tags may stand, and what to do.
CLOSED = {
    "comment": "in an HTML comment, write it outside, or make it a {{# comment #}}",
    "closing": "in a closing tag, close the tag first",
    "doctype": "in <!...>, close it first",
    "single": "in single quotes, use double quotes",
    "bare": "in a value without quotes, write {attribute}=\"...\"",
    "raw": "in <{tag}>, put it in a data- attribute of an element and read it from there",
}


class Fault(Exception):
    """What is wrong with a view, at an offset of its file."""

    def __init__(self, offset, text):
        super().__init__(text)
        self.offset, self.text = offset, text


@dataclass(frozen=True)
class Place:
    """Where in the HTML the next byte will stand."""

    mode: str = "text"  # text, tag, value, rcdata, or a key of CLOSED
    tag: str = ""  # the tag or element begun
    attribute: str = ""
    url: str = ""  # what a link consists of so far
    is_joined: bool = False  # in a tag: directly behind a name or a value
    opened: tuple = ()  # (element, line) of those open, outermost first

    def same(self, other):
        return (self.mode, self.tag, self.attribute, self.opened) == (other.mode, other.tag, other.attribute, other.opened)

    def describe(self):
        inside = f"inside <{self.opened[-1][0]}> of line {self.opened[-1][1]}" if self.opened else "outside all elements"
        return {"tag": f"in the tag <{self.tag}>", "value": f"in the value of {self.attribute}",
                "rcdata": f"in <{self.tag}>", "text": f"in text {inside}"}.get(self.mode, f"in {self.mode}")

    def is_foreign(self):
        return bool(FOREIGN & {name for name, _ in self.opened})


def url_phase(url):
    """empty, whole (one value: nothing may follow), path, query, or open: not yet known to be harmless"""
    if not url:
        return "empty"
    if url[0] == VALUE:
        return "whole"
    if not URL_STARTS.match(url):
        return "open"
    return "query" if re.match(r"mailto:|tel:", url) or re.search("[?#]", url) else "path"


class Html:
    """Follows the literal HTML of one view."""

    def __init__(self, line_of):
        self.place, self.line_of = Place(), line_of

    def move(self, **changes):
        self.place = replace(self.place, **changes)

    def feed(self, text, offset):
        at = 0
        while at < len(text):
            step = getattr(self, "in_" + self.place.mode, None)
            at = step(text, at, offset) if step else len(text)

    def in_text(self, text, at, offset):
        begin = text.find("<", at)
        if begin < 0:
            return len(text)
        if text.startswith("<!", begin):
            return self.declaration(text, begin)
        closing = re.compile(r"</([A-Za-z][\w:-]*)\s*").match(text, begin)
        if closing:
            return self.close(closing, text, offset)
        opening = re.compile(r"<([A-Za-z][\w:-]*)").match(text, begin)
        if not opening:
            raise Fault(offset + begin, "'<' begins no tag: write &lt;, and the names of tags without {{ }} or {% %}")
        self.move(mode="tag", tag=opening[1].lower(), is_joined=True)
        return opening.end()

    def declaration(self, text, begin):
        end, mode = ("-->", "comment") if text.startswith("<!--", begin) else (">", "doctype")
        found = text.find(end, begin + 2)
        if found < 0:
            self.move(mode=mode)
            return len(text)
        return found + len(end)

    def close(self, match, text, offset):
        name, at = match[1].lower(), match.end()
        if at == len(text):
            self.move(mode="closing")
            return at
        if text[at] != ">":
            raise Fault(offset + at, f"</{name} has no '>'")
        opened = self.place.opened
        if not opened:
            raise Fault(offset + match.start(), f"</{name}> closes nothing: there is no <{name}> open in this view")
        if opened[-1][0] != name:
            raise Fault(offset + match.start(), f"</{name}> stands where </{opened[-1][0]}> must come first, for line {opened[-1][1]}")
        self.move(mode="text", tag="", opened=opened[:-1])
        return at + 1

    def in_tag(self, text, at, offset):
        space = re.compile(r"\s+").match(text, at)
        if space:
            self.move(is_joined=False)
            return space.end()
        if text[at] == ">" or text.startswith("/>", at):
            return self.opened(text, at, offset)
        if self.place.is_joined:
            raise Fault(offset + at, f"a space is missing here, in the tag <{self.place.tag}>")
        match = re.compile(r"([^\s\"'<>/=]+)(\s*=\s*)?").match(text, at)
        if not match:
            raise Fault(offset + at, f"{text[at]!r} can't stand in the tag <{self.place.tag}>")
        if not match[2]:
            self.move(is_joined=True)
            return match.start() + len(match[1])
        self.move(attribute=match[1].lower())
        return self.begin_value(text, match.end(), offset)

    def begin_value(self, text, at, offset):
        if text.startswith('"', at):
            self.move(mode="value", url="")
            return at + 1
        value = re.compile(r"'([^']*)'|([^\s\"'=<>`]+)(?=[\s>])").match(text, at)
        if not value:
            self.move(mode="single" if text.startswith("'", at) else "bare")
            return len(text)
        self.move(url=value[1] or value[2] or "")
        self.end_value(offset + at)
        return value.end()

    def in_value(self, text, at, offset):
        end = text.find('"', at)
        piece = text[at:end if end >= 0 else len(text)]
        if piece and url_phase(self.place.url) == "whole" and self.place.attribute in URL_ATTRIBUTES:
            raise Fault(offset + at, f"nothing may follow here in {self.place.attribute}: the {{{{ value }}}} before is all of the link")
        self.move(url=self.place.url + piece)
        if end < 0:
            return len(text)
        self.end_value(offset + at)
        return end + 1

    def end_value(self, offset):
        place = self.place
        is_host = re.fullmatch(r"https://[^/\\\x01]+", place.url)
        if place.attribute in URL_ATTRIBUTES and url_phase(place.url) in ("empty", "open") and not is_host:
            raise Fault(offset, f"{place.attribute} can't be '{place.url}': {URL_ADVICE}")
        self.move(mode="tag", attribute="", url="", is_joined=True)

    def opened(self, text, at, offset):
        name, itself = self.place.tag, text[at] == "/"
        end = at + 1 + itself
        if name in VOID or itself and self.place.is_foreign():
            self.move(mode="text", tag="", is_joined=False)
            return end
        if itself:
            raise Fault(offset + at, f"<{name}> can't close itself: write <{name}></{name}>")
        mode = "raw" if name in RAW else "rcdata" if name in RCDATA else "text"
        self.move(mode=mode, tag="" if mode == "text" else name, is_joined=False,
                  opened=self.place.opened + ((name, self.line_of(offset + at)),))
        return end

    def in_raw(self, text, at, offset):
        closing = re.compile(rf"</({self.place.tag})\s*(?=>)", re.IGNORECASE).search(text, at)
        return self.close(closing, text, offset) if closing else len(text)

    in_rcdata = in_raw

    def tag(self, word, offset):
        """a {% tag %} stands here"""
        place = self.place
        if place.mode in CLOSED:
            self.refuse(f"{{% {word} %}}", offset)
        if word in ("call", "wrap", "body") and place.mode != "text":
            raise Fault(offset, f"{{% {word} %}} can't stand {place.describe()}, it writes elements")
        if word == "for" and place.mode == "tag":
            raise Fault(offset, f"{{% for %}} can't stand {place.describe()}: attributes can't repeat")

    def value(self, offset):
        """the function that writes a {{ value }} which stands here"""
        place = self.place
        if place.mode == "tag":
            raise Fault(offset, f"{{{{ }}}} can't stand {place.describe()} outside a value: "
                                "write name=\"{{ ... }}\", or {% if %} around what may be left out")
        if place.mode in CLOSED:
            self.refuse("{{ }}", offset)
        if place.mode != "value":
            return FUNCTIONS[place.mode]
        if place.attribute in CLOSED_ATTRIBUTES or place.attribute.startswith("on"):
            raise Fault(offset, f"{{{{ }}}} can't stand in {place.attribute}: "
                                "use a class, or a data- attribute that a script reads")
        if place.attribute not in URL_ATTRIBUTES:
            return FUNCTIONS["plain"]
        how = self.value_in_url(offset)
        return FUNCTIONS["form" if how == "whole" and place.attribute == "action" else how]

    def value_in_url(self, offset):
        url = self.place.url
        phase = url_phase(url)
        if phase == "open":
            raise Fault(offset, f"{{{{ }}}} can't follow '{url}' in {self.place.attribute}: {URL_ADVICE}")
        if phase == "whole":
            raise Fault(offset, f"nothing may follow here in {self.place.attribute}: the {{{{ value }}}} before is all of the link")
        self.move(url=url + VALUE)
        return "whole" if phase == "empty" else phase

    def refuse(self, what, offset):
        advice = CLOSED[self.place.mode].format(tag=self.place.tag, attribute=self.place.attribute)
        raise Fault(offset, f"{what} can't stand {advice.replace(', ', ': ', 1)}")


def joined(first, second, offset):
    """the place behind two branches that end in these"""
    if first.mode == "tag":
        return replace(first, is_joined=first.is_joined or second.is_joined)
    if first.url == second.url or first.attribute not in URL_ATTRIBUTES:
        return first
    phases = {url_phase(first.url), url_phase(second.url)}
    if phases & {"empty", "open"}:
        raise Fault(offset, f"{first.attribute} is not a link after every branch: {URL_ADVICE}, in each")
    return first if len(phases) == 1 else replace(first, url=VALUE)


@dataclass
class View:
    name: str
    parameters: str
    uses: list
    file: str
    line: int
    has_body: bool = False
    code: list = field(default_factory=list)

    def prototype(self, part=""):
        return f"void view_{self.name}{part}(struct buffer *out{', ' if self.parameters else ''}{self.parameters})"

    def opening(self, part=""):
        names = ["out"] + [re.findall(r"\w+", one)[-1] for one in self.parameters.split(",") if one.strip()]
        return f"{self.prototype(part)}\n{{\n" + "".join(f"(void){name};\n" for name in names)

    def prototypes(self):
        return [self.prototype("_open"), self.prototype("_close")] if self.has_body else [self.prototype()]


class Compiler:
    """One file of views."""

    def __init__(self, name, text):
        self.name, self.text, self.views = name, text, []
        self.references = []  # (word, view, offset) of calls and wraps
        self.expressions = []  # (line, C)
        self.lists = 0
        self.tokens = self.read_tokens()

    def line_of(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def place_of(self, offset):
        return f"{self.name}:{self.line_of(offset)}:{offset - self.text.rfind(chr(10), 0, offset)}"

    def read_tokens(self):
        """(kind, text, offset); a line with nothing but a tag or a comment has gone"""
        at = 0
        for match in TOKEN.finditer(self.text):
            yield "text", self.text[at:match.start()], at
            at = match.end()
            if match.lastgroup:
                kind = "value" if match.lastgroup == "value" else "tag"
                yield kind, match[match.lastgroup].strip(), self.text.index("{", match.start())
        yield "text", self.text[at:], at

    def run(self):
        for kind, text, offset in self.tokens:
            if kind == "tag" and text.split(None, 1)[:1] == ["view"]:
                self.view(text, offset)
            elif kind != "text" or text.strip():
                offset += len(text) - len(text.lstrip()) if kind == "text" else 0
                raise Fault(offset, "this stands in no view: begin one with {% view NAME(PARAMETERS) %}")

    def view(self, text, offset):
        match = VIEW.fullmatch(text)
        if not match:
            raise Fault(offset, 'write {% view name(const struct page *p) uses "web/page.h" %}')
        parameters = " ".join((match["parameters"] or "").split())
        view = View(match["name"], "" if parameters == "void" else parameters,
                    re.findall(r'"([^"]+)"', match["uses"]), self.name, self.line_of(offset))
        self.views.append(view)
        self.html, self.depth = Html(self.line_of), 0
        end = self.block(("end",), "view", offset)[1]
        self.ends_in(Place(), end, f"the view '{view.name}'")
        opening = view.opening("_open" if view.has_body else "")
        view.code = [f'#line {view.line} "{self.name}"\n{opening}'] + view.code + ["}\n\n"]

    def block(self, ends, word, opened):
        """compiles up to a tag that is one of ends: (its word, its offset, its text)"""
        for kind, text, offset in self.tokens:
            if kind == "text":
                self.literal(text, offset)
            elif kind == "value":
                self.value(text, offset)
            else:
                found = text.split(None, 1)[0] if text else ""
                if found in ends:
                    self.html.tag(found, offset)
                    return found, offset, text
                self.statement(found, text, offset)
        raise Fault(opened, f"{{% {word} %}} has no {{% end %}}")

    def emit(self, code, offset=None):
        if offset is not None:
            code = f'#line {self.line_of(offset)} "{self.name}"\n{code}'
        self.views[-1].code.append(code + "\n")

    def literal(self, text, offset):
        stray = STRAY.search(text)
        if stray:
            raise Fault(offset + stray.start(), f"'{stray[0]}' has no partner")
        self.html.feed(text, offset)
        data = text.encode()
        for at in range(0, len(data), LITERAL_BYTES):
            self.emit(f"buffer_add(out, STR({c_string(data[at:at + LITERAL_BYTES])}));")

    def value(self, text, offset):
        function = self.html.value(offset)
        self.emit(f"{function}(out, {self.expression(text, offset)});", offset)

    def expression(self, text, offset, may_be_empty=False):
        """the C expression, which can't reach beyond its own call"""
        bare = C_LITERAL.sub(lambda literal: "0" * len(literal[0]), text)
        depth = 0
        for char in bare:
            depth += (char in "([{") - (char in ")]}")
            if depth < 0:
                break
        if depth or re.search(r"[;#\"'\\]|//|/\*", bare) or not (text or may_be_empty):
            raise Fault(offset, f"'{text}' is not one C expression")
        if text:
            self.expressions.append((self.line_of(offset), text))
        return text

    def statement(self, word, text, offset):
        self.html.tag(word, offset)
        rest = text[len(word):].strip()
        compile_one = getattr(self, "tag_" + word, None)
        if not compile_one:
            advice = {"else": "there is no {% if %} or {% for %} open", "elif": "there is no {% if %} open",
                      "view": "the view before has no {% end %}"}
            advice.update(dict.fromkeys(("endif", "endfor", "endview", "endwrap"), "write {% end %}"))
            raise Fault(offset, f"'{{% {word} %}}' can't stand here: "
                        + advice.get(word, "the tags are view, if, elif, else, for, call, wrap, body and end"))
        self.depth += 1
        compile_one(rest, offset, text)
        self.depth -= 1

    def ends_in(self, begun, offset, what):
        if not self.html.place.same(begun):
            raise Fault(offset, f"{what} begins {begun.describe()} and ends {self.html.place.describe()}")

    def tag_if(self, rest, offset, _):
        begun, ends, word, text = self.html.place, [], "if", rest
        self.emit(f"if ({self.expression(rest, offset)}) {{", offset)
        while word != "end":
            has_else, part = word == "else", word
            word, at, text = self.block(("end",) if has_else else ("elif", "else", "end"), "if", offset)
            self.ends_in(begun, at, f"the branch before this {{% {word} %}}")
            ends.append(self.html.place)
            self.html.place = begun
            if word == "elif":
                self.emit(f"}} else if ({self.expression(text[4:].strip(), at)}) {{", at)
            elif word == "else":
                self.emit("} else {")
        self.emit("}")
        self.html.place = ends[0]
        for other in ends[1:] + ([] if part == "else" else [begun]):
            self.html.place = joined(self.html.place, other, offset)

    def tag_for(self, _, offset, text):
        match = FOR.fullmatch(text)
        if not match:
            raise Fault(offset, "write {% for x in p->items %}")
        self.lists += 1
        name, rows, begun = match[1], f"list_{self.lists}", self.html.place
        items = self.expression(match[2].strip(), offset)
        self.emit(f"{{ const __typeof__({items}) *{rows} = &({items});\n"
                  f"for (size_t {name}_index = 0; {name}_index < (size_t){rows}->n; {name}_index++) {{\n"
                  f"const __typeof__(*{rows}->at) *{name} = &{rows}->at[{name}_index]; (void){name};", offset)
        word, at, _ = self.block(("else", "end"), "for", offset)
        self.ends_in(begun, at, "the loop")
        joined(self.html.place, begun, offset)
        self.emit("}")
        if word == "else":
            self.emit(f"if (!{rows}->n) {{")
            at = self.block(("end",), "for", offset)[1]
            self.ends_in(begun, at, "the {% else %} of the loop")
            joined(self.html.place, begun, offset)
            self.emit("}")
        self.emit("}")

    def tag_call(self, _, offset, text):
        name, arguments = self.reference(text, offset)
        self.emit(f"view_{name}({arguments});", offset)

    def tag_wrap(self, _, offset, text):
        name, arguments = self.reference(text, offset)
        begun = self.html.place
        self.emit(f"view_{name}_open({arguments});", offset)
        at = self.block(("end",), "wrap", offset)[1]
        self.ends_in(begun, at, "{% wrap %}")
        self.emit(f"view_{name}_close({arguments});", offset)

    def reference(self, text, offset):
        match = CALL.fullmatch(text)
        if not match:
            word = text.split()[0]
            raise Fault(offset, f"write {{% {word} name(arguments) %}}")
        self.references.append((match[1], match[2], offset))
        arguments = self.expression(match[3].strip(), offset, may_be_empty=True)
        return match[2], f"out{', ' if arguments else ''}{arguments}"

    def tag_body(self, _, offset, __):
        view = self.views[-1]
        if self.depth > 1:
            raise Fault(offset, "{% body %} can't stand in a branch, a loop or a {% wrap %}: it cuts the view in two")
        if view.has_body:
            raise Fault(offset, f"the view '{view.name}' has a {{% body %}} already")
        view.has_body = True
        self.emit("}\n\n" + view.opening("_close"), offset)


def c_string(data):
    """A C literal; octal escapes have three digits, so that no digit behind them is taken for theirs."""
    text = "".join(chr(byte) if 32 <= byte < 127 and byte not in b'"\\?' else f"\\{byte:03o}" for byte in data)
    return f'"{text}"'


def check_references(compilers):
    views, faults = {}, []
    for compiler in compilers:
        for view in compiler.views:
            if view.name in views:
                other = views[view.name]
                faults.append(f"{view.file}:{view.line}:1: there is a view '{view.name}' already, in {other.file}:{other.line}")
            views[view.name] = view
    for compiler in compilers:
        for word, name, offset in compiler.references:
            view = views.get(name)
            if not view:
                faults.append(f"{compiler.place_of(offset)}: there is no view '{name}'")
            elif (word == "wrap") != view.has_body:
                advice = "has a {% body %}: use {% wrap %}" if view.has_body else "has no {% body %}: use {% call %}"
                faults.append(f"{compiler.place_of(offset)}: the view '{name}' {advice}")
    return faults


def write_c(views, out):
    notice = "// Written by tools/views.py: change the views, not this.\n"
    uses = sorted({name for view in views for name in view.uses} - {"web/html.h"})
    header = [notice, "#pragma once\n\n", '#include "web/html.h"\n', *(f'#include "{name}"\n' for name in uses), "\n",
              *(f"{line};\n" for view in views for line in view.prototypes())]
    generated.write(f"{out}.h", "".join(header))
    words = ("#define count(n, one, many) ((struct html_quantity){ (int64_t)(n), (one), (many) })\n"
             "#define number(n) ((struct html_quantity){ (int64_t)(n), NULL, NULL })\n"
             "#define ref(text) ((struct html_reference){ (text) })\n\n")
    code = [notice, f'#include "{Path(out).name}.h"\n\n', words, *(line for view in views for line in view.code)]
    generated.write(f"{out}.c", "".join(code))


def compile_files(paths, root):
    """(compilers, faults)"""
    compilers, faults = [], []
    for path in paths:
        compiler = Compiler(Path(os.path.relpath(path, root)).as_posix(), path.read_text(encoding="utf-8"))
        try:
            compiler.run()
        except Fault as fault:
            faults.append(f"{compiler.place_of(fault.offset)}: {fault.text}")
        compilers.append(compiler)
    return compilers, faults or check_references(compilers)


def main():
    parser = argparse.ArgumentParser(description="Compiles views into C functions.")
    parser.add_argument("views", type=Path)
    parser.add_argument("out", nargs="?")
    parser.add_argument("--strings", action="store_true")
    parser.add_argument("--root", default=".")
    parser.add_argument("--depfile", type=Path)
    arguments = parser.parse_args()
    if not arguments.strings and not arguments.out:
        parser.error("say where to write: OUT")
    paths = sorted(arguments.views.glob("*.html"))
    compilers, faults = compile_files(paths, arguments.root)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 1
    if arguments.strings:
        for compiler in compilers:
            for line, text in compiler.expressions:
                print(f'#line {line} "{compiler.name}"\n{text};')
        return 0
    write_c([view for compiler in compilers for view in compiler.views], arguments.out)
    if arguments.depfile:  # the folder too, so that a new view is seen
        names = " ".join(str(path).replace(" ", "\\ ") for path in [arguments.views, *paths])
        arguments.depfile.write_text(f"{arguments.out}.c: {names}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
