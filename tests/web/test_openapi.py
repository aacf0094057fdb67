"""/openapi.json: what it says is so. Every address in it answers, in the type that it names; nothing in it is for some alone."""
import json
import re
import sqlite3

from serving import Server, check, check_equal, demonstration


def examples(store):
    with sqlite3.connect(store) as db:
        reference = db.execute("SELECT reference FROM cases WHERE visibility = 0 AND service IS NOT NULL ORDER BY id LIMIT 1").fetchone()[0]
    return {"area": "Aldermoor%20ward", "charter": "aldermoor-streets", "clause": "S3", "reference": reference, "code": "potholes"}


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
            check_equal(f"{path}: its parameters", [one["name"] for one in item["get"]["parameters"]], names)
            here = {**given, "charter": "nether-sallow", "clause": "O1"} if "/taken-up/" in path else given
            address = re.sub(r"\{(\w+)\}", lambda match: here[match[1]], path)
            answer = server.get(address)
            kind = answer.headers["Content-Type"].partition(";")[0]
            check_equal(f"{address}: answers as it is said", (answer.status, kind), (200, next(iter(item["get"]["responses"]["200"]["content"]))))
        check_equal("what can be sent", [path for path, item in said["paths"].items() if "post" in item], ["/open311/v2/requests.json", "/open311/v2/requests.xml"])
        check("the page of open data leads to it", '"/openapi.json"' in server.get("/data").text)


main()
