#!/usr/bin/env python3
"""What is printed from the one table of kinds and fields: the editors' files, and the tables of docs/language.md.

    tools/language.py [PROGRAM]   writes them; PROGRAM is build/release/wardmote unless said

tests/command/test_editors.py and test_language.py fail if the files are not what it would write."""
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/language.md"
MARKS = ("<!-- tables: printed by tools/language.py -->\n", "<!-- end of tables -->\n")
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday weekdays weekends".split()
# The small words that hold a value together (docs/grammar.ebnf), those of several words first.
JOINTS = ["no time promised", "not taken here", "the same time again", "the time set by", "by the clock", "on the day of",
          "next working day", "beginning that day", "beginning with", "the later of", "the lower of", "financial year",
          "over the last", "in any", "for each further", "for each", "counted only", "said by", "decided by", "on request",
          "set off against", "rounded to", "or better", "at grade", "average of", "median of", "one of", "all day",
          "immediately", "automatically", "within", "when", "unless", "each", "every", "from", "until", "to", "and", "or",
          "not", "is", "of", "by", "in", "end", "with", "closed", "running", "times", "pays", "funds", "nothing"]
UNITS_GLUED = "hrs?|mins?|secs?|days?|wks?|weeks?|mths?|months?|yrs?|years?|h|d|w|m"


def printed(program, form):
    return subprocess.run([program, "language", "--format", form], check=True, capture_output=True, text=True).stdout


def words(names):
    """Longest first, so that none hides another."""
    return "|".join(re.escape(name).replace("\\ ", " +").replace("\\-", "-")
                    for name in sorted(names, key=lambda name: (-len(name), name)))


def keys(language, is_named):
    return [field["word"] for field in language["fields"] if (field["name"] != "none") == is_named]


def texts(language):
    """The fields whose value is words alone, with nothing in it to be read."""
    plain = {"text", "names", "parties", "services", "events"}
    return [field["word"] for field in language["fields"] if field["value"] in plain]


def kinds(language):
    return [clause["word"] for clause in language["clauses"] if clause["word"] != "header"]


def pattern(scope, match, **captures):
    """captures: of group 1, 2 and so on, as c1, c2."""
    out = {"name": scope + ".wardmote", "match": match} if scope else {"match": match}
    if captures:
        out["captures"] = {key[1:]: {"name": name + ".wardmote"} for key, name in captures.items()}
    return out


def field(names, behind, inside):
    """A field from its key to the end of the lines that continue it."""
    return {"name": "meta.field.wardmote",
            "begin": rf"^([-+•])[ \t]+(\**)((?i:{words(names)}))({behind})(\**)(:)(\**)",
            "end": r"^(?![ \t]+[^ \t*+•-])",
            "beginCaptures": {"1": {"name": "punctuation.definition.list.wardmote"},
                              "3": {"name": "keyword.other.key.wardmote"},
                              "4": {"name": "entity.name.label.key.wardmote"},
                              "6": {"name": "punctuation.separator.key-value.wardmote"}},
            "contentName": inside[0], "patterns": inside[1]}


def textmate(language):
    value = ("meta.value.wardmote", [{"include": "#value"}])
    text = ("string.unquoted.value.wardmote", [])
    named, plain = keys(language, True), keys(language, False)
    worded = [word for word in plain if word in texts(language)]
    counted = [word for word in plain if word not in worded]
    documents, clauses = words(language["documents"]), words(kinds(language))
    return {
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "comment": "Printed by tools/language.py from the table of kinds and fields.",
        "name": "Wardmote", "scopeName": "text.wardmote", "fileTypes": [],
        "firstLineMatch": rf"^\x{{FEFF}}?#[ \t]*({documents})[ \t]*:",
        "patterns": [
            {"name": "markup.raw.fenced.wardmote", "begin": r"^[ ]{0,3}(`{3,}|~{3,})", "end": r"^[ ]{0,3}\1[`~]*[ \t]*$"},
            pattern("markup.heading.1", rf"^\x{{FEFF}}?(#)[ \t]*((?i:{documents}))[ \t]*(:)[ \t]*(.*)$",
                    c1="punctuation.definition.heading", c2="keyword.control.document", c3="punctuation.separator.key-value",
                    c4="entity.name.section"),
            pattern("markup.heading.2", rf"^(##)[ \t]*((?i:{clauses}))[ \t]+([A-Z][0-9]+[a-z]?)[ \t]*(:)[ \t]*(\S.*)$",
                    c1="punctuation.definition.heading", c2="keyword.control.clause", c3="entity.name.label",
                    c4="punctuation.separator.key-value", c5="entity.name.section"),
            pattern("invalid.illegal.heading", r"^##?(?!#).*$"),
            pattern("markup.heading.3", r"^###+.*$"),
            field(named, r"(?:[ \t]+[^:*\s][^:*\n]*?)?", value),
            field(worded, "", text),
            field(counted, "", value),
            pattern("invalid.illegal.field", r"^[-+•][ \t]+.*$"),
        ],
        "repository": {"value": {"patterns": [
            pattern("invalid.illegal.unit", rf"\b[0-9]+[-–]?({UNITS_GLUED})\b"),
            pattern("invalid.illegal.date", r"\b[0-9]{1,2}([/.])[0-9]{1,2}\1([0-9]{4}|[0-9]{2})\b"),
            pattern("constant.numeric.date", rf"\b([0-9]{{1,2}} +({words(MONTHS)})( +[0-9]{{4}})?|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}"
                                             r"|[0-9]{4}/[0-9]{2})\b"),
            pattern("constant.numeric.time", r"\b[0-9]{1,2}:[0-9]{2}\b"),
            pattern("constant.numeric.money", r"£[0-9]+(,[0-9]{3})*(\.[0-9]+)?"),
            pattern("constant.numeric.share", r"\b[0-9]+(\.[0-9]+)?%|\b[0-9]+/[0-9]+\b"),
            pattern("entity.name.label", r"\b[A-Z][0-9]+[a-z]?\b"),
            pattern("constant.numeric", r"\b[0-9]+(,[0-9]{3})*(\.[0-9]+)?\b"),
            pattern("keyword.operator.bound", rf"\b({words(language['bounds'])})\b"),
            pattern("storage.type.unit", rf"\b({words(language['units'])})\b"),
            pattern("keyword.operator.word", rf"\b({words(JOINTS)})\b"),
            pattern("constant.language.weekday", rf"\b({words(DAYS)})\b"),
            pattern("support.constant.event", rf"\b({words(language['events'])})\b"),
            pattern("constant.language.state", rf"\b({words(language['states'])})\b"),
            pattern("punctuation.separator", r"[,;]"),
        ]}},
    }


def vscode(language):
    """editors/ is itself an extension of Visual Studio Code."""
    return {
        "name": "wardmote", "displayName": "Wardmote", "version": "1.0.0", "publisher": "wardmote",
        "description": "The language of neighbourhood charters: colours, and the messages of wardmote check.",
        "license": "AGPL-3.0-or-later", "engines": {"vscode": "^1.60.0"},
        "contributes": {
            "languages": [{"id": "wardmote", "aliases": ["Wardmote"],
                           "firstLine": rf"^\uFEFF?#\s*({'|'.join(language['documents'])})\s*:"}],
            "grammars": [{"language": "wardmote", "scopeName": "text.wardmote", "path": "./wardmote.tmLanguage.json"}],
            "problemMatchers": [{
                "name": "wardmote", "owner": "wardmote", "fileLocation": ["autoDetect", "${workspaceFolder}"],
                "pattern": {"regexp": r"^(.+?):(\d+):(\d+): (error|warning): (.*)$",
                            "file": 1, "line": 2, "column": 3, "severity": 4, "message": 5}}],
        },
    }


def vim_words(names):
    return r"\|".join(name.replace(" ", r"\s\+") for name in sorted(names, key=lambda name: (-len(name), name)))


VIM_HEAD = '" Printed by tools/language.py from the table of kinds and fields.\n'

VIM_SYNTAX = r"""if exists('b:current_syntax')
  finish
endif
syntax case match

syntax region wardmoteProse start=/^ \{0,3}\z(`\{3,}\|\~\{3,}\)/ end=/^ \{0,3}\z1[`~]*\s*$/
syntax match wardmoteHeadingWrong /^##\?#\@!.*$/
syntax match wardmoteTitle /^\%uFEFF\?#\s*\c\%(DOCUMENTS\)\s*:.*$/ contains=wardmoteKind
syntax match wardmoteClause /^##\s*\%(CLAUSES\)\s\+[A-Z]\d\+[a-z]\?\s*:\s*\S.*$/ contains=wardmoteKind,wardmoteClauseLabel
syntax match wardmoteKind /^\%uFEFF\?##\?\s*\zs\a\+/ contained
syntax match wardmoteClauseLabel /\s\zs[A-Z]\d\+[a-z]\?\ze\s*:/ contained
syntax match wardmoteSubheading /^###.*$/
syntax match wardmoteFieldWrong /^[-+•]\s.*$/
syntax region wardmoteTextField matchgroup=wardmoteKey start=/^[-+•]\s\+\**\c\%(TEXTS\)\**:/ end=/^\%(\s\+[^ \t*+•-]\)\@!/me=s-1 keepend
syntax region wardmoteField matchgroup=wardmoteKey start=/^[-+•]\s\+\**\c\%(\%(COUNTED\)\|\%(NAMED\)\%(\s\+[^:*]\+\)\?\)\**:/ end=/^\%(\s\+[^ \t*+•-]\)\@!/me=s-1 keepend contains=@wardmoteValue

syntax cluster wardmoteValue contains=wardmoteWord,wardmoteBound,wardmoteUnit,wardmoteEvent,wardmoteState,wardmoteWeekday,wardmoteNumber,wardmoteMoney,wardmoteTime,wardmoteDate,wardmoteLabel,wardmoteWrong
syntax match wardmoteWord /\<\%(JOINTS\)\>/ contained
syntax match wardmoteWeekday /\<\%(DAYS\)\>/ contained
syntax match wardmoteState /\<\%(STATES\)\>/ contained
syntax match wardmoteEvent /\<\%(EVENTS\)\>/ contained
syntax match wardmoteUnit /\<\%(UNITS\)\>/ contained
syntax match wardmoteBound /\<\%(BOUNDS\)\>/ contained
syntax match wardmoteNumber /\<\d\+\%(,\d\{3}\)*\%(\.\d\+\)\?\%(%\|\/\d\+\|\>\)/ contained
syntax match wardmoteMoney /£\d\+\%(,\d\{3}\)*\%(\.\d\+\)\?/ contained
syntax match wardmoteTime /\<\d\{1,2}:\d\d\>/ contained
syntax match wardmoteDate /\<\%(\d\{1,2}\s\+\%(MONTHS\)\%(\s\+\d\{4}\)\?\|\d\{4}-\d\d-\d\d\|\d\{4}\/\d\d\)\>/ contained
syntax match wardmoteLabel /\<[A-Z]\d\+[a-z]\?\>/ contained
syntax match wardmoteWrong /\<\d\+[-–]\?\%(GLUED\)\>/ contained
syntax match wardmoteWrong /\<\d\{1,2}\([\/.]\)\d\{1,2}\1\%(\d\{4}\|\d\d\)\>/ contained

highlight default link wardmoteTitle Title
highlight default link wardmoteClause Title
highlight default link wardmoteKind Statement
highlight default link wardmoteClauseLabel Identifier
highlight default link wardmoteSubheading Title
highlight default link wardmoteKey Keyword
highlight default link wardmoteTextField String
highlight default link wardmoteWord Operator
highlight default link wardmoteBound Operator
highlight default link wardmoteUnit Type
highlight default link wardmoteEvent Constant
highlight default link wardmoteState Constant
highlight default link wardmoteWeekday Constant
highlight default link wardmoteNumber Number
highlight default link wardmoteMoney Number
highlight default link wardmoteTime Number
highlight default link wardmoteDate Number
highlight default link wardmoteLabel Identifier
highlight default link wardmoteWrong Error
highlight default link wardmoteFieldWrong Error
highlight default link wardmoteHeadingWrong Error

syntax sync fromstart
let b:current_syntax = 'wardmote'
"""

VIM_DETECT = r"""" A Markdown file that begins as one of our documents does.
autocmd BufRead,BufNewFile *.md if getline(1) =~# '^\%uFEFF\?#\s*\%(DOCUMENTS\)\s*:' | set filetype=wardmote | endif
"""

VIM_PLUGIN = r"""" :make checks, and the quickfix list leads to each place; :WardmoteFormat writes the canonical text; <C-X><C-U>
" completes the name of a field at the start of a line.
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal makeprg=wardmote\ check\ %:S
setlocal errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%-G%.%#
setlocal comments= commentstring= formatoptions-=t completefunc=WardmoteComplete

command! -buffer WardmoteFormat call s:Format()

" A document with errors stays as it is.
function! s:Format() abort
  let l:view = winsaveview()
  let l:lines = systemlist('wardmote format -', getline(1, '$'))
  if v:shell_error
    echohl ErrorMsg | echo join(l:lines, "\n") | echohl None
  elseif l:lines !=# getline(1, '$')
    silent keepjumps %delete _
    call setline(1, l:lines)
    call winrestview(l:view)
  endif
endfunction

function! WardmoteComplete(findstart, base) abort
  if a:findstart
    return matchstr(getline('.')[: col('.') - 2], '^-\s\+') ==# '' ? -3 : matchend(getline('.'), '^-\s\+')
  endif
  return filter(copy(s:fields), {_, field -> stridx(tolower(field.word), tolower(a:base)) == 0})
endfunction

" Each field, and the clauses it stands in.
let s:fields = [
FIELDS
  \ ]
let b:undo_ftplugin = 'setlocal makeprg< errorformat< comments< commentstring< formatoptions< completefunc<'
"""


def vim(language, text):
    worded = texts(language)
    places = {
        "DOCUMENTS": "\\|".join(language["documents"]), "CLAUSES": vim_words(kinds(language)), "TEXTS": vim_words(worded),
        "COUNTED": vim_words(word for word in keys(language, False) if word not in worded),
        "NAMED": vim_words(keys(language, True)), "JOINTS": vim_words(JOINTS), "DAYS": vim_words(DAYS),
        "STATES": vim_words(language["states"]), "EVENTS": vim_words(language["events"]), "UNITS": vim_words(language["units"]),
        "BOUNDS": vim_words(language["bounds"]), "MONTHS": "\\|".join(MONTHS),
        "GLUED": UNITS_GLUED.replace("|", "\\|").replace("?", "\\?"),
        "FIELDS": "\n".join(f"  \\ {{'word': '{field['word']}{'' if field['name'] == 'must' else ': '}', "
                            f"'menu': '{', '.join(field['clauses'])}'}}," for field in language["fields"]),
    }
    return VIM_HEAD + re.sub("|".join(places), lambda place: places[place[0]], text)


def files(program):
    """Each file that is printed, and what it must hold."""
    language = json.loads(printed(program, "json"))
    folder = ROOT / "editors"
    yield folder / "wardmote.tmLanguage.json", json.dumps(textmate(language), indent=2, ensure_ascii=False) + "\n"
    yield folder / "package.json", json.dumps(vscode(language), indent=2) + "\n"
    yield folder / "vim/syntax/wardmote.vim", vim(language, VIM_SYNTAX)
    yield folder / "vim/ftdetect/wardmote.vim", vim(language, VIM_DETECT)
    yield folder / "vim/ftplugin/wardmote.vim", vim(language, VIM_PLUGIN)
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(MARKS[0])
    _, _, behind = rest.partition(MARKS[1])
    if rest:
        yield PAGE, before + MARKS[0] + "\n" + printed(program, "text") + "\n" + MARKS[1] + behind


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "build/release/wardmote")
    for path, text in files(program):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
