"""/metrics: for whoever has the key and nobody else, in the form that Prometheus reads, and its counts are of what was asked."""
import re

from serving import Server, check, check_equal, demonstration

KEY = "a-key-of-the-test"
LINE = re.compile(r'([a-z_]+)(?:\{(\w+)="([^"]+)"\})? (-?[0-9.e+]+)')


def asked(server, key=KEY):
    return server.get("/metrics", {"Authorization": f"Bearer {key}"} if key else {})


def read(text):
    """{name: value} and {(name, label): value}; every line is a comment or a number"""
    found, kinds = {}, {}
    for line in text.splitlines():
        if line.startswith("#"):
            _, what, name, rest = line.split(" ", 3)
            kinds.setdefault(name, {})[what] = rest
            continue
        match = LINE.fullmatch(line)
        if check(f"a line of numbers: {line[:40]}", match is not None, line):
            found[(match[1], match[3]) if match[3] else match[1]] = float(match[4])
    return found, kinds


store = demonstration("metrics.db")
with Server(store) as server:
    check_equal("without a key there is no such page, whoever asks", [asked(server, key).status for key in (None, "", KEY)], [404, 404, 404])
with Server(store, environment={"WARDMOTE_METRICS_KEY": KEY}) as server:
    check_equal("another key, part of it, more than it, none", [asked(server, key).status for key in ("b" + KEY[1:], KEY[:-1], KEY + "x", None)], [404] * 4)
    page = asked(server)
    check_equal("with the key", (page.status, page.headers["Content-Type"], page.headers["Cache-Control"]),
                (200, "text/plain; version=0.0.4; charset=utf-8", "no-store"))
    before, kinds = read(page.text)
    check("each series says what it is", all({"HELP", "TYPE"} <= set(kind) for kind in kinds.values()) and len(kinds) > 8, kinds)
    for path in ("/", "/charters", "/charters", "/nope"):
        server.get(path)
    after, _ = read(asked(server).text)
    name = "wardmote_http_answers_total"
    check_equal("what was asked in between is counted", (after[(name, "2xx")] - before[(name, "2xx")], after[(name, "4xx")] - before[(name, "4xx")]), (4, 1))
    buckets = [(float(label), value) for (name, label), value in ((key, value) for key, value in after.items() if isinstance(key, tuple)) if name.endswith("_bucket")]
    check("the histogram rises to all of them", [value for _, value in buckets] == sorted(value for _, value in buckets) and
          buckets[-1] == (float("inf"), after["wardmote_http_answer_seconds_count"]) and buckets[-1][1] >= 9, buckets)
    check("bytes and time go up", after["wardmote_http_answer_bytes_total"] > before["wardmote_http_answer_bytes_total"] + 10000 and
          after["wardmote_http_answer_seconds_sum"] > before["wardmote_http_answer_seconds_sum"], after)
    check("the record, the store, the disk", after["wardmote_record_last_fact"] > 10000 and after["wardmote_store_bytes"] > 1e6 and
          after["wardmote_disk_free_bytes"] > 0 and after["wardmote_ready"] in (0, 1), after)
    server.get("/charters/aldermoor-streets")
    memory = read(asked(server).text)[0]  # of the C library, which has none where a sanitizer gives memory out
    check("memory, and of it the answers that are kept", before[("wardmote_memory_bytes", "answers")] == 0 and
          5000 < memory[("wardmote_memory_bytes", "answers")] < 1e6 and memory[("wardmote_memory_bytes", "used")] >= 0 and
          memory[("wardmote_memory_bytes", "unused")] >= 0, memory)
    check("nothing of a path, a person or a report", not re.search(r"/|@|HAR-", re.sub(r"(?m)^#.*$", "", asked(server).text)))
    page = server.get("/charters")
    given = server.get("/charters", {"X-Request-Id": "of-the-proxy-17"})
    odd = server.get("/charters", {"X-Request-Id": "a b\"<c>12345"})
    check("each request has a number of its own", re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{6}", page.headers["X-Request-Id"]) and
          page.headers["X-Request-Id"] != odd.headers["X-Request-Id"], page.headers)
    check_equal("a proxy's own is taken, if it is one", (given.headers["X-Request-Id"], "<c>" in odd.headers["X-Request-Id"]), ("of-the-proxy-17", False))
    server.stop()
    log = "\n".join(server.said)
    check("the log has both", f"request={page.headers['X-Request-Id']} method=GET path=/charters status=200 " in log and
          "request=of-the-proxy-17 method=GET path=/charters " in log, log[-800:])
