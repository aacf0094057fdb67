"""/areas.geojson: RFC 7946 by its structure, the figures that the areas' pages have, and no report's place."""
import json

from serving import LIBRARY, Server, check, check_equal, demonstration


def area_of(ring):
    """Twice the area: positive against the clock"""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:]))


def ring_is_right(ring, is_outer):
    """RFC 7946, 3.1.6: closed, four positions at least, the outer one against the clock, holes with it"""
    return (len(ring) >= 4 and ring[0] == ring[-1] and (area_of(ring) > 0) == is_outer and
            all(len(at) == 2 and -180 <= at[0] <= 180 and -90 <= at[1] <= 90 for at in ring))


with Server(demonstration()) as server:
    page = server.get("/areas.geojson")
    check_equal("its type", (page.status, page.headers["Content-Type"]), (200, "application/geo+json"))
    got = json.loads(page.text)
    source = json.loads(next(LIBRARY.glob("demo/*.geojson")).read_text(encoding="utf-8"))
    names = [one["properties"]["name"] for one in got["features"]]
    check_equal("a collection of all areas, each once", (got["type"], set(got), sorted(names)),
                ("FeatureCollection", {"type", "features"}, sorted(set(names))))
    check_equal("as many as on the map", len(names), len(source["features"]))
    check("each a feature with its border", all(one["type"] == "Feature" and set(one) == {"type", "properties", "geometry"} and
                                                one["geometry"]["type"] == "MultiPolygon" and one["geometry"]["coordinates"] for one in got["features"]))
    wrong = [one["properties"]["name"] for one in got["features"] for polygon in one["geometry"]["coordinates"] for n, ring in enumerate(polygon)
             if not ring_is_right(ring, n == 0)]
    check_equal("rings are closed and turn as they should", wrong, [])
    at = {one["properties"]["name"]: one["properties"] for one in got["features"]}
    ward = at["Aldermoor ward"]
    rows = json.loads(server.get("/areas/Aldermoor ward.json").text)
    rows = rows if isinstance(rows, list) else rows["rows"]
    check_equal("the figures of the area's page, and no more", [(f["promise"], f["title"], f.get("figure", ""), f["state"]) for f in ward["figures"]],
                [(r["promise"], r["title"], r.get("figure") or "", r["state"]) for r in rows])
    check("its page can be found", server.get(ward["page"]).status == 200, ward["page"])
    check("an area without a charter has none", any(not one["figures"] for one in at.values()))
    kept = set().union(*map(set, at.values()))
    check("nothing of a report", kept <= {"name", "code", "kind", "page", "figures"} and "HAR-" not in page.text, kept)
    paths = json.loads(server.get("/openapi.json").text)["paths"]
    check("it stands in the interface", paths["/areas.geojson"]["get"]["responses"]["200"]["content"] == {"application/geo+json": {}}, paths.keys())
    check("and among the open data", "/areas.geojson" in server.get("/data").text)
    tag = page.headers["ETag"]
    check_equal("asked again it is as it was", server.ask("GET", "/areas.geojson", {"If-None-Match": tag}).status, 304)
