"""Cases followed on the command line: the table, the whole working of one, other procedures, versions, and what can't
be read."""
import csv
import io
import json

from harness import SOURCE, check, check_equal, run, write

EXAMPLES = SOURCE / "docs/language_examples"
PETITIONS, CALL = EXAMPLES / "petitions.md", EXAMPLES / "call_for_action.md"
HEAD = "case,time,kind,name,value,by,words\n"
PETITION = """P1,2026-05-01,event,petition published,,the petition organiser,
P1,2026-05-01,fact,lives or works or studies in the area,yes,,
P1,2026-05-01,fact,name and address given,yes,,
P1,2026-05-01,fact,planning decision,no,,
P1,2026-05-01,fact,licensing decision,no,,
P1,2026-05-01,fact,right of review or appeal,no,,
P1,2026-05-01,fact,vexatious,no,,
P1,2026-06-01,outcome,G1,handed in,signatories,
P1,2026-06-01,event,hand in,,,
"""


def followed(facts, *arguments, procedures=(PETITIONS,), as_of="2026-06-10"):
    path = write("facts.csv", HEAD + facts)
    return run("follow", *procedures, "--facts", path, "--as-of", as_of, *arguments)


def rows(done):
    return list(csv.DictReader(io.StringIO(done.out)))


def table_is_right():
    done = followed(PETITION, "--format", "csv")
    check_equal("the table", done.out, """\
case,procedure,version,stage,run,title,state,since,who,owes,due,overdue,may_follow,otherwise,how
P1,petitions,2026-04-01,G2,1,Acknowledge,open,2026-06-01T00:00:00+01:00,Harcaster Borough Council,acknowledgement,\
2026-06-15T23:59:59+01:00,no,accepted; refused,call-for-action G4,
""")
    check_equal("and nothing besides", (done.exit, done.err), (0, ""))
    late = rows(followed(PETITION, "--format", "csv", as_of="2026-06-15"))
    check_equal("a late one", [(r["stage"], r["state"], r["overdue"]) for r in late], [("G2", "overdue", "yes")])
    as_json = json.loads(followed(PETITION, "--format", "json").out)
    check_equal("as JSON", (as_json[0]["stage"], as_json[0]["due"]), ("G2", "2026-06-15T23:59:59+01:00"))
    check("as text", "Acknowledge" in followed(PETITION).out)


def end_is_told():
    done = followed(PETITION + "P1,2026-06-09,outcome,G2,refused,Harcaster Borough Council,it is about a neighbour\n",
                    "--format", "csv")
    told = [(r["stage"], r["state"], r["owes"]) for r in rows(done)]
    check_equal("how it ended, and who is still told", told,
                [("G2", "done", "to tell the petition organiser"),
                 ("", "ended", "G2: refused, with reasons (it is about a neighbour)")])


def other_procedure_is_followed():
    done = followed(PETITION, "--format", "csv", as_of="2026-06-20")
    check("one that is not given is named", done.err == "case P1 goes on in call-for-action G4, which is not given here\n",
          done)
    both = rows(followed(PETITION, "--format", "csv", procedures=(PETITIONS, CALL), as_of="2026-06-20"))
    check_equal("one that is given is followed", [(r["procedure"], r["stage"], r["since"]) for r in both],
                [("petitions", "G2", "2026-06-01T00:00:00+01:00"), ("call-for-action", "G4", "2026-06-16T00:00:00+01:00")])
    facts = HEAD.replace("words", "words,procedure") + "".join(line + ",\n" for line in PETITION.splitlines())
    facts += "P1,2026-06-18,outcome,G4,referred,the councillor (Khan),,call-for-action\n"
    facts += "P1,2026-06-18,fact,crime and disorder,no,,,\n"
    path = write("both.csv", facts)
    done = run("follow", PETITIONS, CALL, "--facts", path, "--as-of", "2026-06-20", "--format", "csv")
    check_equal("and its own rows are taken", [(r["procedure"], r["stage"]) for r in rows(done)],
                [("petitions", "G2"), ("call-for-action", "G5")])


def working_is_whole():
    text = followed(PETITION, "--case", "P1").out
    for part in ["Case P1 in petitions, version 2026-04-01", "opened    Monday 1 June 2026 at 00:00, by G1: handed in",
                 "due       by the end of Monday 15 June 2026", "skipped   2026-06-06 Saturday; 2026-06-07 Sunday",
                 "X4 Systemic failure: not known (the record does not say 'systemic failure')",
                 "If nothing happens this changes on Tuesday 16 June 2026 at 00:00"]:
        check(f"the working says: {part}", part in text, text)
    whole = json.loads(followed(PETITION, "--case", "P1", "--format", "json").out)[0]
    check_equal("as JSON", (whole["case"], whole["stages"][1]["clocks"][0]["until"], whole["next_change"]),
                ("P1", "2026-06-16T00:00:00+01:00", "2026-06-16T00:00:00+01:00"))
    done = followed(PETITION, "--case", "P9")
    check_equal("a case that is not there", (done.exit, done.err),
                (result_missing(), "wardmote: there is no case 'P9' among the 1 of the file\n"))


def result_missing():
    return followed(PETITION, "--case", "none").exit


def refusals_are_named():
    done = followed(PETITION + "P1,2026-06-09,outcome,G3,done,Harcaster Borough Council,\n")
    check("what is not allowed is named, with its line",
          done.err.endswith("facts.csv:11: case P1: refused: 'done' in G3 is not allowed: G3 is not open; what may follow "
                            "is G2: accepted, refused\n"), done)
    check_equal("and the answer stands", done.exit, 0)


def limit_runs_over_cases():
    facts = "".join(f"C{i},2026-05-0{i},opening,G4,,,\nC{i},2026-05-0{i},fact,crime and disorder,no,,\n"
                    f"C{i},2026-05-0{i},fact,planning decision,no,,\nC{i},2026-05-0{i},fact,licensing decision,no,,\n"
                    f"C{i},2026-05-0{i},fact,right of review or appeal,no,,\n"
                    f"C{i},2026-05-0{i},outcome,G4,referred,the councillor (Khan),\n" for i in range(1, 5))
    done = followed(facts, "--format", "csv", procedures=(CALL,))
    check_equal("the fourth referral is refused", [(r["case"], r["stage"]) for r in rows(done)],
                [("C1", "G5"), ("C2", "G5"), ("C3", "G5"), ("C4", "G4")])
    check("with its limit", "case C4: refused: 'referred' in G4 is not allowed: at most 3 each year for each councillor, "
          "and they are used" in done.err, done)


def versions_live_side_by_side():
    text = ("# Procedure: A\n\n- Id: a\n- Between: the council\n- In force: {}\n- Zone: Europe/London\n\n"
            "## Stage G1: One\n- By: the council\n- Opens: request\n- Clock: within {} days\n- If done: end\n- If late: end\n")
    old, new = write("old.md", text.format("1 January 2026 to 31 March 2026", 2)), write("new.md", text.format(
        "from 1 April 2026", 9))
    facts = "A,2026-03-31,event,request,,,\nB,2026-04-01,event,request,,,\n"
    done = followed(facts, "--format", "csv", procedures=(old, new), as_of="2026-04-01")
    check_equal("each under its own", [(r["case"], r["version"], r["due"][:10]) for r in rows(done)],
                [("A", "2026-01-01", "2026-04-02"), ("B", "2026-04-01", "2026-04-10")])
    done = followed("A,2025-03-31,event,request,,,\n", procedures=(old, new))
    check("none in force", done.exit == 3 and "facts.csv:2:1: error: case A began on 31 March 2025, when no version of a "
          "given here was in force" in done.err, done)


def faults_have_their_place():
    table = [
        ("P1,2026-5-1,event,hand in,,,\n", "facts.csv:2:4: error: '2026-5-1' is no time: write 2026-06-30, or "
         "2026-06-30T17:00"),
        ("P1,2026-05-01,outcom,G1,handed in,,\n", "facts.csv:2:15: error: 'outcom' is not a kind: did you mean "
         "'outcome'?"),
        (",2026-05-01,event,hand in,,,\n", "facts.csv:2:1: error: the row names no case: fill in the column 'case'"),
        ("P1,2026-05-01,outcome,G1,,,\n", "facts.csv:2:1: error: an outcome has no value: fill that column in"),
        ("P1,2026-05-01,fact,planing decision,yes,,\n", "facts.csv:2:20: warning: 'planing decision' is no Fact of these "
         "procedures: did you mean 'planning decision'?"),
        ('P1,2026-05-01,event,"hand in,,,\n', "facts.csv:2:1: error: a quote that begins here is never closed"),
    ]
    for facts, expected in table:
        done = followed(facts)
        check(f"{expected}", expected in done.err and done.exit == (0 if "warning" in expected else 3), done)
    path = write("columns.csv", "case,time,name\n")
    done = run("follow", PETITIONS, "--facts", path)
    check("a column that is not there", done.exit == 3 and "columns.csv:1:1: error: there is no column 'kind'" in done.err,
          done)
    done = run("follow", EXAMPLES / "charter_kinds.md", "--facts", path)
    check("a charter is not followed", done.exit == 1 and "this is a Charter, and only Procedures are followed" in done.err,
          done)
    done = run("follow", PETITIONS, "--case", "P1")
    check("a case without facts", done.exit == 2 and "--case: needs --facts FILE.csv" in done.err, done)


def procedure_alone_is_shown():
    done = run("follow", CALL, "--format", "csv")
    check_equal("each stage, and what follows if nobody acts", [(r["stage"], r["otherwise"]) for r in rows(done)][:3],
                [("G1", "it waits"), ("G2", "G4 Refer to scrutiny"), ("G3", "it waits")])


table_is_right()
end_is_told()
other_procedure_is_followed()
working_is_whole()
refusals_are_named()
limit_runs_over_cases()
versions_live_side_by_side()
faults_have_their_place()
procedure_alone_is_shown()
