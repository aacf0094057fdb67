"""/openapi.json: what it says is so. Every address in it answers, in the type that it names; nothing in it is for some alone."""
import json
import re
import sqlite3

from serving import SOURCE, Server, check, check_equal, demonstration


def examples(store):
    with sqlite3.connect(store) as db:
        reference = db.execute("SELECT reference FROM cases WHERE visibility = 0 AND service IS NOT NULL ORDER BY id LIMIT 1").fetchone()[0]
    return {"area": "Aldermoor%20ward", "charter": "aldermoor-streets", "clause": "S3", "reference": reference, "code": "potholes", "content": "1"}


def read_by(file, functions):
    """The names of fields that a page reads, as its source has them."""
    text = (SOURCE / "src/web" / file).read_text(encoding="utf-8")
    return set(re.findall(rf'\b(?:{functions})\((?:request|s|s->request), "(\w+)"', text))


def test_fields(paths):
    """What Open311 reads is what is said of it, no more and no less."""
    for form in ("json", "xml"):
        item = paths[f"/open311/v2/requests.{form}"]
        check_equal(f"{form}: what can be asked", {one["name"] for one in item["get"]["parameters"]}, read_by("page_open311_requests.c", "request_field|time_field|number_field"))
        content = item["post"]["requestBody"]["content"]
        plain, parts = (set(content[kind]["schema"]["properties"]) for kind in ("application/x-www-form-urlencoded", "multipart/form-data"))
        check_equal(f"{form}: what can be sent", plain, read_by("page_open311_new.c", "field|request_form") | {"attribute[CODE]"})
        check_equal(f"{form}: a photograph in parts alone", (parts - plain, content["multipart/form-data"]["schema"]["required"]), ({"media"}, ["service_code", "description"]))


def test_asked(server, paths):
    """Behind a question mark each does something."""
    asked = {path: [one["name"] for one in item["get"]["parameters"] if one["in"] == "query"] for path, item in paths.items()}
    check_equal("where something can be asked", sorted({path for path, names in asked.items() if names and not path.endswith(".atom")}),
                ["/open311/v2/requests.json", "/open311/v2/requests.xml", "/record/facts.jsonl", "/record/leaves.txt", "/watch.csv", "/watch.json"])
    check("and of every feed", all("page" in asked[path] for path in paths if path.endswith(".atom")) and asked["/areas/{area}.atom"] == ["page", "service"], asked)
    for address in ("/watch.json?by=Nobody%20at%20all", "/record/facts.jsonl?from=3&to=5", "/record/leaves.txt?from=3&to=5", "/areas/Aldermoor%20ward.atom?service=no%20such",
                    "/redress.atom?page=2", "/open311/v2/requests.json?page_size=1"):
        check(f"{address}: another answer than without", server.get(address).text != server.get(address.partition("?")[0]).text)


def main():
    store = demonstration("openapi.db")
    given = examples(store)
    with Server(store) as server:
        page = server.get("/openapi.json")
        said = json.loads(page.text)
        check_equal("its form", (page.status, page.headers["Content-Type"], said["openapi"], set(said["info"]) >= {"title", "version"}), (200, "application/json", "3.1.0", True))
        check("everything public is in it", len(said["paths"]) > 40 and {"/charters/{charter}.json", "/data/figures.csv", "/redress.atom", "/open311/v2/requests.xml"} <= set(said["paths"]), sorted(said["paths"]))
        check("nothing for some alone", not [path for path in said["paths"] if re.match(r"/(work|account|admin|moderation|r/)", path)], sorted(said["paths"]))
        for path, item in said["paths"].items():
            names = re.findall(r"\{(\w+)\}", path)
            check_equal(f"{path}: its parameters", [one["name"] for one in item["get"]["parameters"] if one["required"]], names)
            here = {**given, "charter": "nether-sallow", "clause": "O1"} if "/taken-up/" in path else given
            address = re.sub(r"\{(\w+)\}", lambda match: here[match[1]], path)
            answer = server.get(address)
            kind = answer.headers["Content-Type"].partition(";")[0]
            check_equal(f"{address}: answers as it is said", (answer.status, kind), (200, next(iter(item["get"]["responses"]["200"]["content"]))))
        check_equal("what can be sent", [path for path, item in said["paths"].items() if "post" in item], ["/open311/v2/requests.json", "/open311/v2/requests.xml"])
        test_fields(said["paths"])
        test_asked(server, said["paths"])
        check("the page of open data leads to it", '"/openapi.json"' in server.get("/data").text)


main()
