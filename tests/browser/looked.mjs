// Where each page of the route table (src/web/site_pages.h) is looked at by what every page must be (looks.mjs): here, at
// these addresses and as that post of the demonstration; on a journey, where something has to happen first; or nowhere,
// with the reason. A route without a line fails, and so does a line whose journey no longer comes by.
import { readFileSync } from "node:fs";

import { check } from "./browser.mjs";

const JOURNEY = { isJourney: true };
const as = (post, ...paths) => ({ post, paths });
const everybody = (...paths) => as("", ...paths);
const officer = (...paths) => as("Street Scene Supervisor", ...paths);
const neighbourhoods = (...paths) => as("Neighbourhoods Officer", ...paths);
const administrator = (...paths) => as("Administrator", ...paths);
const resident = (...paths) => as("Resident of Aldermoor", ...paths);
const protection = (...paths) => as("Data Protection Officer", ...paths);
const not = (reason) => ({ reason });
const FILE = not("a file, no page");
const ON = not("it only leads on to another page");

export const LOOKS = {
  "/": everybody("/"),
  "/find": everybody("/find?q=Market%20Street", "/find?q=aldermor", "/find?q=Foundry%20Lane", "/find?q=M1%201AE"),
  "/areas": everybody("/areas"),
  "/areas/{area}": everybody("/areas/Aldermoor%20ward", "/areas/Abbey%20ward"),
  "/charters": everybody("/charters"),
  "/charters/ask": resident("/charters/ask"),
  "/charters/asked": everybody("/charters/asked"),
  "/charters/asked/{ask}": JOURNEY,
  "/charters/{charter}": everybody("/charters/aldermoor-streets", "/charters/aldermoor-streets?lang=cy", "/charters/millbrook-baskets"),
  "/charters/{charter}/dates": FILE,
  "/charters/{charter}/text": FILE,
  "/charters/{charter}/leaflet": FILE,
  "/charters/{charter}/meeting": everybody("/charters/aldermoor-streets/meeting"),
  "/charters/{charter}/review": everybody("/charters/aldermoor-streets/review"),
  "/charters/{charter}/words": neighbourhoods("/charters/aldermoor-streets/words"),
  "/charters/{charter}/words/{language}": everybody("/charters/aldermoor-streets/words/en-simple"),
  "/charters/{charter}/words/{language}/write": neighbourhoods("/charters/aldermoor-streets/words/pl/write"),
  "/charters/{charter}/workload": everybody("/charters/aldermoor-streets/workload"),
  "/charters/{charter}/life": everybody("/charters/aldermoor-streets/life"),
  "/charters/{charter}/life/sheet": JOURNEY,
  "/charters/{charter}/life/{what}": neighbourhoods("/charters/aldermoor-streets/life/suspend", "/charters/aldermoor-streets/life/follow"),
  "/charters/{charter}/{clause}": everybody("/charters/aldermoor-streets/S1?lang=cy", "/charters/aldermoor-streets/S3", "/charters/aldermoor-streets/S4",
    "/charters/aldermoor-streets/P1", "/charters/aldermoor-streets/R2", "/charters/after-dark/S1", "/charters/nether-sallow/K1"),
  "/charters/{charter}/{clause}/figures/{last}": JOURNEY,
  "/charters/{charter}/{clause}/walkabout": neighbourhoods("/charters/aldermoor-streets/S4/walkabout"),
  "/charters/{charter}/{clause}/taken-up": resident("/charters/after-dark/O1/taken-up", "/charters/priory-fields/O1/taken-up"),
  "/charters/{charter}/{clause}/taken-up/record": FILE,
  "/charters/{charter}/{clause}/log": as("Neighbourhood champion, Aldermoor", "/charters/aldermoor-streets/C3/log"),
  "/charters/{charter}/{clause}/thanks": officer("/charters/aldermoor-streets/C3/thanks"),
  "/charters/{charter}/{clause}/contacted": resident("/charters/nether-sallow/K1/contacted"),
  "/charters/{charter}/{clause}/departure": neighbourhoods("/charters/aldermoor-streets/S5/departure"),
  "/charters/{charter}/{clause}/progress": neighbourhoods("/charters/aldermoor-streets/P1/progress"),
  "/walkabouts": neighbourhoods("/walkabouts"),
  "/walkabouts/champions": everybody("/walkabouts/champions"),
  "/walkabouts/round-worker.js": FILE,
  "/walkabouts/new": neighbourhoods("/walkabouts/new"),
  "/walkabouts/{walk}": JOURNEY,
  "/watch": everybody("/watch"),
  "/drafts": everybody("/drafts"),
  "/drafts/new": JOURNEY,
  "/drafts/{draft}": JOURNEY,
  "/drafts/{draft}/text": FILE,
  "/drafts/{draft}/leaflet": FILE,
  "/drafts/{draft}/sign": JOURNEY,
  "/drafts/{draft}/sheet": JOURNEY,
  "/drafts/{draft}/meeting": JOURNEY,
  "/drafts/{draft}/history": JOURNEY,
  "/drafts/{draft}/words": everybody("/drafts/aldermoor-nights/words"),
  "/drafts/{draft}/words/{language}": everybody("/drafts/aldermoor-nights/words/en-simple?beside=yes"),
  "/drafts/{draft}/words/{language}/write": neighbourhoods("/drafts/aldermoor-nights/words/en-simple/write"),
  "/drafts/{draft}/add": JOURNEY,
  "/drafts/{draft}/workload": JOURNEY,
  "/drafts/{draft}/clauses/{label}": JOURNEY,
  "/drafts/{draft}/changes/{change}": JOURNEY,
  "/reports/{reference}": everybody("/reports/HAR-25-0814", "/reports/PF-25-1112"),
  "/reports/{reference}/finding": JOURNEY,
  "/report": JOURNEY,
  "/report/danger": JOURNEY,
  "/report/intake": JOURNEY,
  "/report/for": JOURNEY,
  "/report/which": JOURNEY,
  "/report/where": JOURNEY,
  "/report/where/found": not("what the map's script asks for"),
  "/map/areas/{content}": FILE,
  "/report/more": JOURNEY,
  "/report/check": JOURNEY,
  "/report/sent": JOURNEY,
  "/r/{token}": JOURNEY,
  "/r/{token}/data": JOURNEY,
  "/r/{token}/data/held": FILE,
  "/work": officer("/work", "/work?show=late"),
  "/work/table": FILE,
  "/work/upload": JOURNEY,
  "/work/channels": JOURNEY,
  "/work/figures": neighbourhoods("/work/figures"),
  "/work/asked": neighbourhoods("/work/asked"),
  "/work/asked/{ask}": JOURNEY,
  "/work/invited/{seat}": as("Community Highways Officer", "/work/invited/2"),
  "/work/letters": officer("/work/letters"),
  "/work/steps": officer("/work/steps"),
  "/work/payments": officer("/work/payments"),
  "/work/payments/{file}": JOURNEY,
  "/work/payments/{file}/payments": FILE,
  "/work/steps/{charter}/{promise}/{redress}/{step}/{of}": JOURNEY,
  "/work/templates": JOURNEY,
  "/work/templates/{template}": JOURNEY,
  "/work/round": JOURNEY,
  "/work/round-worker.js": FILE,
  "/work/round/{reference}": JOURNEY,
  "/work/{reference}": JOURNEY,
  "/nobody": everybody("/nobody"),
  "/nobody/{reference}": JOURNEY,
  "/returns": everybody("/returns"),
  "/returns/ask": JOURNEY,
  "/returns/{return}": JOURNEY,
  "/return/{token}": JOURNEY,
  "/return/{token}/check": JOURNEY,
  "/moderation": JOURNEY,
  "/moderation/{reference}": JOURNEY,
  "/moderation/{reference}/photographs/{photograph}": JOURNEY,
  "/moderation/{reference}/photographs/{photograph}/cover": JOURNEY,
  "/restrictions": JOURNEY,
  "/restrictions/new": JOURNEY,
  "/restrictions/{restriction}": JOURNEY,
  "/restriction/{token}": JOURNEY,
  "/redress": everybody("/redress"),
  "/data": everybody("/data"),
  "/data/figures": FILE,
  "/record": everybody("/record"),
  "/record/checkpoint": FILE,
  "/record/checkpoints": FILE,
  "/record/contents": FILE,
  "/record/contents/{content}": FILE,
  "/record/facts.jsonl": FILE,
  "/record/leaves.txt": FILE,
  "/record/record": FILE,
  "/reports/{reference}/proof": FILE,
  "/search": everybody("/search", "/search?q=graffiti", "/search?q=nothing%20at%20all"),
  "/privacy": everybody("/privacy"),
  "/accessibility": everybody("/accessibility"),
  "/contact": everybody("/contact"),
  "/openapi.json": FILE,
  "/metrics": FILE,
  "/health": FILE,
  "/health.json": FILE,
  "/ready": FILE,
  "/photographs/{photograph}": FILE,
  "/photographs/{photograph}/small": FILE,
  "/assets/{file}": FILE,
  "/sign-in": everybody("/sign-in", "/sign-in?with=password"),
  "/sign-in/sent": everybody("/sign-in/sent"),
  "/code": everybody("/code"),
  "/find-report": everybody("/find-report"),
  "/sign-in/code": everybody("/sign-in/code"),
  "/sign-in/second": everybody("/sign-in/second"),
  "/sign-in/link/{token}": JOURNEY,
  "/sign-out": resident("/sign-out"),
  "/account": officer("/account"),
  "/account/reports": JOURNEY,
  "/account/reports/{reference}": JOURNEY,
  "/account/data": resident("/account/data"),
  "/account/data/held": FILE,
  "/account/data/erase": resident("/account/data/erase"),
  "/account/data/erased": everybody("/account/data/erased"),
  "/data-requests": protection("/data-requests"),
  "/data-requests/new": JOURNEY,
  "/data-requests/{request}": JOURNEY,
  "/account/password": officer("/account/password"),
  "/account/second-step": JOURNEY,
  "/admin": administrator("/admin"),
  "/admin/start": administrator("/admin/start"),
  "/admin/changes/{change}": JOURNEY,
  "/admin/upload/{kind}": administrator("/admin/upload/bodies", "/admin/upload/areas", "/admin/upload/documents"),
  "/admin/download/{kind}": FILE,
  "/admin/bodies": administrator("/admin/bodies"),
  "/admin/bodies/new": administrator("/admin/bodies/new"),
  "/admin/bodies/routes": administrator("/admin/bodies/routes"),
  "/admin/bodies/{body}": administrator("/admin/bodies/Harcaster%20Borough%20Council"),
  "/admin/bodies/{body}/open311": administrator("/admin/bodies/Harcaster%20Borough%20Council/open311"),
  "/admin/bodies/{body}/services": not("once a body has a server of its own, which no body of the demonstration has"),
  "/admin/areas": administrator("/admin/areas"),
  "/admin/postcodes": administrator("/admin/postcodes"),
  "/admin/calendars": administrator("/admin/calendars"),
  "/admin/calendars/{calendar}": administrator("/admin/calendars/harcaster"),
  "/admin/elections": administrator("/admin/elections"),
  "/admin/categories": administrator("/admin/categories"),
  "/admin/categories/{category}": administrator("/admin/categories/potholes"),
  "/admin/documents": administrator("/admin/documents"),
  "/admin/messages": administrator("/admin/messages"),
  "/admin/messages/{message}": administrator("/admin/messages/received", "/admin/messages/sign-in?language=cy"),
  "/admin/sent": administrator("/admin/sent"),
  "/admin/health": JOURNEY,
  "/admin/settings": administrator("/admin/settings"),
  "/admin/settings/retention": administrator("/admin/settings/retention"),
  "/admin/trace": administrator("/admin/trace"),
  "/admin/people": administrator("/admin/people"),
  "/admin/people/invite": administrator("/admin/people/invite"),
  "/admin/people/{account}": administrator("/admin/people/1"),
  "/admin/people/{account}/roles/{role}": JOURNEY,
  "/demo": everybody("/demo", "/nope"),
  "/alerts": everybody("/alerts", "/alerts?about=place"),
  "/alerts/confirm/{token}": JOURNEY,
  "/alerts/change/{token}": JOURNEY,
  "/unsubscribe/{token}": JOURNEY,
  "/open311/discovery": FILE,
  "/discovery": FILE,
  "/open311/v2/services": FILE,
  "/open311/v2/services/{code}": FILE,
  "/open311/v2/requests": FILE,
  "/open311/v2/requests/{reference}": FILE,
  "/open311/v2/tokens/{reference}": FILE,
  "/demo/mail": JOURNEY,
};

function table() {
  const text = readFileSync(new URL("../../src/web/site_pages.h", import.meta.url), "utf8");
  return [...text.matchAll(/\b(?:PAGE|FORM|WIRE)\("([^"]+)"/g)].map((found) => found[1]);
}

// As the program finds it: of those that fit, the one with most that is no name in braces.
function route_of(path) {
  const parts = path.split(/[?#]/)[0].split("/");
  const fits = Object.keys(LOOKS).map((route) => route.split("/")).filter((route) => route.length === parts.length &&
    route.every((part, at) => part === parts[at] || (part.startsWith("{") && parts[at] !== "")));
  fits.sort((a, b) => a.filter((part) => part.startsWith("{")).length - b.filter((part) => part.startsWith("{")).length);
  return fits[0]?.join("/");
}

// [who, its addresses] of what is looked at as it is.
export function people() {
  const found = new Map();
  for (const look of Object.values(LOOKS))
    if (look.paths) found.set(look.post, [...(found.get(look.post) ?? []), ...look.paths]);
  return [...found];
}

export function check_table() {
  const routes = table();
  check("looks: the routes are read", routes.length > 100, routes);
  const without = routes.filter((route) => !(route in LOOKS));
  check("looks: every page is looked at somewhere, or says why not", without.length === 0, without);
  const gone = Object.keys(LOOKS).filter((route) => !routes.includes(route));
  check("looks: every line is a page", gone.length === 0, gone);
  const others = Object.entries(LOOKS).flatMap(([route, look]) => (look.paths ?? [])
    .filter((path) => path !== "/nope" && route_of(path) !== route));
  check("looks: every address stands at its route", others.length === 0, others);
}

// paths: of every page that was looked at on the way.
export function check_journeys(paths) {
  const seen = new Set(paths.map(route_of));
  const missed = Object.entries(LOOKS).filter(([route, look]) => look.isJourney && !seen.has(route)).map(([route]) => route);
  check("looks: the journeys come by every page that is left to them", missed.length === 0, missed);
}
