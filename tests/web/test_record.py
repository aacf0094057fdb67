"""The record as the site gives it: lines, checkpoints, texts, proofs checked by another hand, and nothing private."""
import base64
import hashlib
import json
import shutil
import sqlite3
import time
from pathlib import Path

from serving import Server, check, check_equal, demonstration, folder, run

PUBLIC_KEYS = ["id", "kind", "case", "document", "clause", "name", "value", "happened", "happened_last", "until", "period_from", "period_to",
               "recorded", "voice", "said_by", "words", "corrects", "bound", "salt"]


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def root_of(leaves):
    """RFC 6962 section 2.1, as it stands there"""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return node(root_of(leaves[:k]), root_of(leaves[k:]))


def path_root(leaf, index, size, path):
    """RFC 9162 section 2.1.3.2"""
    last, root = size - 1, leaf
    for step in path:
        if index % 2 or index == last:
            root = node(step, root)
            while not index % 2 and index:
                index, last = index >> 1, last >> 1
        else:
            root = node(root, step)
        index, last = index >> 1, last >> 1
    return root


def lines_of(server, name="facts.jsonl"):
    text = ""
    while True:
        page = server.get(f"/record/{name}?from={text.count(chr(10))}")
        if page.status != 200 or not page.text:
            return text
        text += page.text


def test_lines(server, path):
    note = server.get("/record/checkpoint")
    check_equal("the checkpoint is text", (note.status, note.headers["Content-Type"]), (200, "text/plain; charset=utf-8"))
    origin, size, root, sealed = note.text.split("\n")[:4]
    check("it says whose it is, and when", origin == "wardmote/harcaster" and sealed.startswith("time 20"), note)
    text = lines_of(server)
    lines = text.split("\n")[:-1]
    check_equal("as many lines as it says", len(lines), int(size))
    leaves = [bytes.fromhex(json.loads(line)["leaf"]) if line.startswith('{"leaf"') else hashlib.sha256(b"\0" + line.encode()).digest()
              for line in lines]
    check_equal("the root, by another hand", base64.b64encode(root_of(leaves)).decode(), root)
    check_equal("the hashes", lines_of(server, "leaves.txt").split(), [leaf.hex() for leaf in leaves])
    parsed = [json.loads(line) for line in lines if not line.startswith('{"leaf"')]
    check("only the keys that are public, in their order", all([k for k in PUBLIC_KEYS if k in line] == list(line) for line in parsed))
    check("words only of facts about no case", not [line for line in parsed if "case" in line and "words" in line])
    check("every line about a case is salted", not [line for line in parsed if ("case" in line) != ("salt" in line)])
    with sqlite3.connect(path) as db:
        hidden = {row[0] for row in db.execute("SELECT id FROM cases WHERE visibility > 0")}
        shown = {row[0] for row in db.execute("SELECT id FROM cases WHERE visibility = 0")}
    check_equal("no case that is in no list, and all others", {line["case"] for line in parsed if "case" in line}, shown)
    check("there are such", len(hidden) > 100)
    part = server.get("/record/facts.jsonl?from=17&to=20")
    check_equal("a part", part.text, "\n".join(lines[17:20]) + "\n")
    for query, status in (("from=x", 400), ("from=0&to=20000", 400), ("from=-1", 400), (f"from={size}", 200), ("from=5&to=2", 200)):
        check_equal(f"{query}: {status}", server.get(f"/record/facts.jsonl?{query}").status, status)
    return leaves, base64.b64decode(root)


def test_proofs(server, path, leaves, root):
    with sqlite3.connect(path) as db:
        cases = db.execute("SELECT id, reference FROM cases WHERE visibility = 0 ORDER BY id").fetchall()
        hidden = db.execute("SELECT reference FROM cases WHERE visibility = 2 LIMIT 1").fetchone()[0]
    good = wanted = 0
    for case, reference in cases[::len(cases) // 25]:
        proof = json.loads(server.get(f"/reports/{reference}/proof").text)
        with sqlite3.connect(path) as db:
            wanted += db.execute("SELECT COUNT(*) FROM fact WHERE case_id = ?", (case,)).fetchone()[0]
        for fact in proof["facts"]:
            leaf = bytes.fromhex(fact["leaf"])
            good += leaves[fact["index"]] == leaf and path_root(leaf, fact["index"], proof["size"], [bytes.fromhex(h) for h in fact["path"]]) == root
    check_equal("every fact of a report is proved", good, wanted)
    for reference in (hidden, "HAR-00-0"):
        check_equal(f"{reference}: no proof of what is only counted, or not there", server.get(f"/reports/{reference}/proof").status, 404)


def test_contents(server):
    rows = json.loads(server.get("/record/contents.json").text)
    texts = {row["id"]: server.get(f"/record/contents/{row['id']}").body for row in rows}
    check("the texts are those of their hashes", rows and all(hashlib.sha256(texts[row["id"]]).hexdigest() == row["sha256"] for row in rows))
    for name in ("0", "x", "99999999"):
        check_equal(f"contents/{name}: not there", server.get(f"/record/contents/{name}").status, 404)


def test_page(server):
    page = server.get("/record")
    check("the page has the newest checkpoint, word for word", server.get("/record/checkpoint").text.split("\n")[2] in page.text, page)
    check("and the key", json.loads(server.get("/record.json").text)["keys"][0]["key"] in page.text.replace("&#43;", "+"), page)
    check("the way there", 'href="/record"' in server.get("/data").text)


def test_download(server):
    """Downloaded as the page says, it agrees"""
    path = Path(folder) / "downloaded"
    shutil.rmtree(path, ignore_errors=True)
    (path / "contents").mkdir(parents=True)
    for name in ("record.json", "checkpoints.json", "contents.json"):
        (path / name).write_bytes(server.get(f"/record/{name}").body)
    for name in ("facts.jsonl", "leaves.txt"):
        (path / name).write_text(lines_of(server, name))
    for row in json.loads((path / "contents.json").read_text()):
        (path / f"contents/{row['id']}").write_bytes(server.get(f"/record/contents/{row['id']}").body)
    done = run("verify", path)
    check("verify: the download agrees", done.exit == 0 and "All of it agrees" in done.out, done)


def test_sealed_by_serve(path):
    """What came in while nobody served is sealed at the start"""
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO fact (community, kind, document, clause, happened, happened_last, recorded, voice, words) "
                   "VALUES (1, 10, 'aldermoor-streets', 'S1', 1790000000, 1790000000, 1890000000, 1, 'A note')")
        facts = db.execute("SELECT COUNT(*) FROM fact").fetchone()[0]
    with Server(path) as server:
        for _ in range(50):
            size = server.get("/record/checkpoint").text.split("\n")[1]
            if int(size) == facts:
                break
            time.sleep(0.2)
        check_equal("serve seals", size, str(facts))
        check("the line is there", '"words":"A note"' in server.get(f"/record/facts.jsonl?from={facts - 1}").text)
    Path(f"{path}.key").unlink()
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO fact (community, kind, happened, happened_last, recorded, voice) VALUES (1, 21, 1790000000, 1790000000, 1890000000, 1)")
    with Server(path) as server:
        time.sleep(2)
        check_equal("without its key it serves all the same", server.get("/record/checkpoint").text.split("\n")[1], str(facts))
        server.stop()
        check("and says why it can't seal", any("not sealed" in line and "--key" in line for line in server.said), server.said)


def test_unsealed():
    path = folder / "unsealed.db"
    run("import", "calendar", Path(__file__).resolve().parent.parent.parent / "library/demo/harcaster-2025.md", "--store", f"sqlite:{path}",
        "--key", "/nonexistent/key")
    with Server(path, "--key", "/nonexistent/key") as server:
        check_equal("nothing sealed: the page says so", server.get("/record").status, 200)
        for name in ("/record/checkpoint", "/record/facts.jsonl", "/record.json"):
            check_equal(f"nothing sealed: {name}", server.get(name).status, 404)


store = demonstration("record.db")
with Server(store) as serving:
    found = test_lines(serving, store)
    test_proofs(serving, store, *found)
    test_contents(serving)
    test_page(serving)
    test_download(serving)
test_sealed_by_serve(store)
test_unsealed()
