"""wardmote open311-fetch: all that a server has comes, whether it knows pages or cuts off; and goes into a store as it was."""
import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

from city import City, serve
from harness import check, check_equal, engines, run, Store, write

BEGIN = datetime(2026, 3, 1, tzinfo=timezone.utc)


def requests(n, minutes):
    """so many requests, so many minutes apart, the newest first, as servers give them"""
    return [{"service_request_id": f"C-{i}", "status": "closed" if i % 3 == 0 else "open", "service_code": "001", "service_name": "Cans",
             "requested_datetime": (BEGIN + timedelta(minutes=minutes * i)).isoformat(), "updated_datetime": (BEGIN + timedelta(minutes=minutes * i + 5)).isoformat()}
            for i in reversed(range(n))]


def fetched(url, *options, to=None):
    path = to or write("fetched.json", "")
    done = run("open311-fetch", url, "--to", path, "--since", "2026-03-01", *options)
    return done, json.loads(Path(path).read_text(encoding="utf-8") or "[]") if done.exit == 0 else []


def is_whole(found, city):
    """each once, word for word; in what order is the server's"""
    key = lambda one: one["service_request_id"]
    return sorted(found, key=key) == sorted(city.all, key=key)


def test_shapes(city, url):
    for most, has_pages, what in ((1000, True, "pages of a thousand"), (50, True, "pages of fifty"), (1000, False, "a thousand at once and no pages"),
                                  (50, False, "fifty at once and no pages"), (100, False, "a hundred at once and no pages")):
        city.most, city.has_pages = most, has_pages
        city.asked.clear()
        done, found = fetched(url)
        check(f"{what}: each request, once", done.exit == 0 and is_whole(found, city), (done, len(found), len(city.all)))
        check_equal(f"{what}: how many is said", done.out.split(" ")[0], str(len(city.all)))
        check(f"{what}: without asking too often", len(city.asked) < 600, len(city.asked))
    city.most, city.has_pages = 1000, True


def test_cut(city, url):
    """More in an hour than a server gives: said, since nobody can get at it."""
    city.all, before = requests(200, 0), city.all
    city.most, city.has_pages = 100, False
    done, found = fetched(url)
    check("what could be had is there, and that there may be more is said", done.exit == 0 and len(found) == 100 and
          "In 1 hours, the first from 2026-03-01T00:00:00" in done.err.replace("hour,", "hours,"), done)
    city.all, city.most, city.has_pages = before, 1000, True


def test_faults(city, url):
    path = write("kept.json", "what was there before")
    for name, change, words in (("no list", lambda s, k, b: (s, k, "{}"), "no list of requests"),
                                ("cut off", lambda s, k, b: (s, k, b[:-20]), "can't be read to the end"),
                                ("refused", lambda s, k, b: (403, k, "[]"), "it answers 403"),
                                ("without a number", lambda s, k, b: (s, k, '[{"status": "open"}]'), "no service_request_id")):
        city.wrong = {"requests.json": change}
        done, _ = fetched(url, to=path)
        check(f"{name}: said, and the file is as it was", done.exit not in (0, 1) and words in done.err and path.read_text(encoding="utf-8") == "what was there before", done)
    answers = iter([503, 503, 200])
    city.wrong = {"requests.json": lambda s, k, b: (next(answers, 200), k, b)}
    done, found = fetched(url)
    check("busy twice: asked again", done.exit == 0 and is_whole(found, city), done)
    city.wrong = {}
    done = run("open311-fetch", url)
    check("where to is needed", done.exit == 2 and "--to" in done.err, done)
    check("the key and the place go with each call", fetched(url, "--jurisdiction", "a b", "--api-key", "k")[0].exit == 0 and
          "jurisdiction_id=a%20b&api_key=k" in city.asked[-1], city.asked[-1])


def test_into_store(city, url):
    """Again and again, as a timer would: what is new is taken, what changed is added, and nothing twice."""
    for engine in engines():
        store = Store(engine, "open311")
        path = write("timer.json", "")
        fetched(url, to=path)
        done = run("import", "requests", path, "--mapping", "open311", "--store", store.url)
        check_equal(f"{engine}: all of it", done.out, f"{len(city.all)} new cases, 0 changed, 0 as they were\n")
        city.all[5]["status"], city.all[5]["updated_datetime"], was = "closed", "2026-04-20T09:00:00+00:00", dict(city.all[5])
        fetched(url, to=path)
        done = run("import", "requests", path, "--mapping", "open311", "--store", store.url)
        check_equal(f"{engine}: one was closed meanwhile", done.out, f"0 new cases, 1 changed, {len(city.all) - 1} as they were\n")
        city.all[5] = was
        city.all[5]["status"] = "open"


def main():
    city = City(requests(700, 90))
    server, url = serve(city)
    test_shapes(city, url)
    test_cut(city, url)
    test_faults(city, url)
    test_into_store(city, url)
    server.shutdown()


main()
