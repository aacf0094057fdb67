"""indicators: the set that ships, one of it, one of one's own, and what is refused."""
import csv
import io
import json

from harness import LIBRARY, check, check_equal, run, write

HEADER = "code,part,title,theme,polarity,unit,frequency,geography,survey,statutory,active,confidence,source,note\n"
SHIPPED = LIBRARY / "indicators/national-2008.csv"


def table(*arguments):
    return list(csv.DictReader(io.StringIO(run("indicators", "--format", "csv", *arguments).out)))


def the_set():
    with open(SHIPPED, encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    rows = table()
    by_part = {"NI 113", "NI 178", "NI 187"}
    for row in written:
        if row["code"] in by_part and not row["part"]:
            row["polarity"] = "by part"
    check_equal("indicators: all of the set, as its file has them",
                [{name: row[name] for name in written[0]} for row in rows], written)
    check("indicators: 198 are active, and one is not",
          [row["code"] for row in rows if not row["part"] and row["active"] == "no"] == ["NI 31"]
          and sum(not row["part"] for row in rows) == 199, rows)


def some_of_it():
    done = run("indicators", "ni187", "NI 195 / Litter")
    check_equal("indicators: a whole with its parts, and one part", (done.exit, [line.split("  ")[0] for line in done.out.splitlines()]),
                (0, ["code", "NI 187", "NI 187", "NI 187", "NI 195"]))
    check_equal("indicators: in text, what fits a line; the title last", done.out.splitlines()[3].split(),
                "NI 187 high rating high memory Homes with a SAP rating of 65 or more".split())
    check_equal("indicators --format json: what is not there is null", json.loads(run("indicators", "NI 5", "--format", "json").out), [{
        "code": "NI 5", "part": None, "polarity": "high", "confidence": "memory",
        "title": "Overall/general satisfaction with local area", "theme": "Stronger communities", "unit": "%",
        "frequency": "biennial", "geography": "district/unitary", "survey": "Place Survey", "statutory": "no",
        "active": "yes", "source": "DCLG list", "note": None}])


def refused():
    for code, near in (("NI 1955", "did you mean 'NI 155'?"), ("NI 195 / liter", "did you mean 'NI 195 / litter'?"),
                       ("turnout", "'wardmote indicators' lists them")):
        check_equal(f"indicators: no '{code}', and nothing is printed", run("indicators", "NI 1", code, "--format", "json"),
                    (3, "", f"wardmote: there is no indicator '{code}' in the set: {near}\n"))
    check_equal("indicators: a set there is none of", run("indicators", "--set", "nationl-2008"),
                (3, "", "wardmote: there is no set of indicators 'nationl-2008', and no such file: "
                        "did you mean 'national-2008'? There are national-2008\n"))
    own = write("own.csv", HEADER + "H 1,,Trees planted,Green,high,number,annual,ward,,no,yes,source,the council,\n")
    check_equal("indicators: a set of one's own", [row["title"] for row in table("--set", str(own))], ["Trees planted"])
    bad = write("bad.csv", HEADER + "H 1,,Trees planted,Green,upwards,number,annual,ward,,no,yes,source,the council,\n")
    check_equal("indicators: and one with a mistake", run("indicators", "--set", bad),
                (3, "", f"{bad}:2:1: error: polarity is high (more is better), low (less is better) or none\n"))


def benchmarks():
    done = run("indicators", "--benchmarks", "ni-195", "NI 195 / Litter")
    check_equal("indicators --benchmarks: of one part, two years of eleven land uses",
                (done.exit, len(done.out.splitlines()), done.out.splitlines()[1].split()),
                (0, 23, "NI 195 litter 2007/08 All Land Uses 11".split()))
    check("indicators --benchmarks: of all of them", len(table("--benchmarks", "ni-195")) == 99
          and table("--benchmarks", "ni-195", "ni195") == table("--benchmarks", "ni-195"))
    check_equal("indicators --benchmarks --format json", json.loads(run(
        "indicators", "--benchmarks", "ni-195", "NI 195 / fly-posting", "--format", "json").out)[0], {
            "code": "NI 195", "part": "fly-posting", "year": "2007/08", "group": "All Land Uses", "value": 1,
            "source": "https://cleanliness-indicator.defra.gov.uk/16.0.aspx, table 16.2.1"})
    check_equal("indicators --benchmarks: a table there is none of", run("indicators", "--benchmarks", "ni195"),
                (3, "", "wardmote: there is no table of benchmarks 'ni195', and no such file: did you mean 'ni-195'? There are ni-195\n"))
    bad = write("bad.csv", "code,part,year,group,value,source\nNI 195,litter,2008,Parks,few,x\n")
    check_equal("indicators --benchmarks: a value that is none", run("indicators", "--benchmarks", bad),
                (3, "", f"{bad}:2:1: error: the value is a number such as 11 or 11.5, with at most four places\n"))


the_set()
benchmarks()
some_of_it()
refused()
