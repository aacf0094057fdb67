// What Lighthouse measures of pages on a phone: performance and accessibility, the median of some runs.
//
//     node tests/browser/lighthouse.mjs ADDRESS RUNS [PATH...]
//
// Of the demonstration, served by a release build: tests/bench/bench_lighthouse.py makes both ready. Without paths, of
// the pages below; those that need somebody signed in are asked for with their cookie.
import { browser_open, check, finish, packages } from "./browser.mjs";

const PERFORMANCE_MIN = 95;
const OFFICER = "street.scene@harcaster.example", ADMINISTRATOR = "administrator@harcaster.example";
const PAGES = [["/"], ["/areas/Aldermoor%20ward"], ["/charters/aldermoor-streets"], ["/charters/aldermoor-streets/S3"], ["REPORT"],
  ["/redress"], ["/report"], ["/alerts"], ["/sign-in"], ["/work", OFFICER], ["WORK", OFFICER], ["/account", OFFICER],
  ["/account/reports", OFFICER], ["/drafts", OFFICER], ["/admin", ADMINISTRATOR]];
const PASSWORD = "market place at noon";
const DEBUG_PORT = 9222 + (process.pid % 20_000);

const [address, runs, ...asked] = process.argv.slice(2);
const { default: run } = await import(`${packages}lighthouse/core/index.js`);
const cookies = new Map();

async function cookie_of(user) {
  if (!cookies.has(user)) {
    const answer = await fetch(`${address}/sign-in`, { method: "POST", redirect: "manual", headers: { "Sec-Fetch-Site": "same-origin" },
      body: new URLSearchParams({ how: "password", user, password: PASSWORD }) });
    cookies.set(user, answer.headers.getSetCookie().map((line) => line.split(";")[0]).find((word) => word.startsWith("session=")));
  }
  return cookies.get(user);
}

// The first report that a promise leads to, and the first on the list of work.
async function path_of(name, user) {
  if (name.startsWith("/")) return name;
  const list = name === "WORK" ? "/work?show=all" : "/charters/aldermoor-streets/S3";
  const text = await (await fetch(address + list, { headers: user ? { Cookie: await cookie_of(user) } : {} })).text();
  return text.match(name === "WORK" ? /href="(\/work\/[A-Z][^"?/]+)\?/ : /href="(\/reports\/[^"]+)"/)[1];
}

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

function faults_of(report, category) {
  return report.categories[category].auditRefs.filter((ref) => ref.weight && report.audits[ref.id].score !== null && report.audits[ref.id].score < 0.9)
    .map((ref) => `${ref.id} ${report.audits[ref.id].displayValue ?? ""}`.trim());
}

// On a machine that others keep busy nothing may be painted in time: that run measured nothing, and is made again.
async function run_once(url, user) {
  const extraHeaders = user ? { Cookie: await cookie_of(user) } : undefined;
  for (let i = 0; ; i += 1) {
    const report = (await run(url, { port: DEBUG_PORT, onlyCategories: ["performance", "accessibility"], logLevel: "error", extraHeaders })).lhr;
    if (!report.runtimeError) return report;
    if (i === 4) throw new Error(`${url}: ${report.runtimeError.message}`);
  }
}

async function measured(name, user) {
  const path = await path_of(name, user);
  const scores = [];
  let last, accessible = true;
  for (let i = 0; i < Number(runs); i += 1) {
    last = await run_once(address + path, user);
    if (last.finalDisplayedUrl !== address + path) throw new Error(`${path} led to ${last.finalDisplayedUrl}`);
    scores.push(Math.round(last.categories.performance.score * 100));
    accessible &&= last.categories.accessibility.score === 1;
  }
  const audit = (id) => last.audits[id].displayValue;
  const said = `first paint ${audit("first-contentful-paint")}, largest ${audit("largest-contentful-paint")}, blocked ${audit("total-blocking-time")}, shift ${audit("cumulative-layout-shift")}`;
  check(`${path}: Lighthouse performance ${median([...scores])} (${Math.min(...scores)} to ${Math.max(...scores)}), ${said}`,
    median([...scores]) >= PERFORMANCE_MIN, faults_of(last, "performance"));
  check(`${path}: Lighthouse accessibility 100`, accessible, faults_of(last, "accessibility"));
}

const browser = await browser_open(`--remote-debugging-port=${DEBUG_PORT}`);
for (const [name, user] of asked.length ? asked.map((path) => [path]) : PAGES) await measured(name, user);
await browser.close();
finish();
