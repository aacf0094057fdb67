// Every page as people get it: in a small and a large window, with scripts off, by keyboard, printed; its HTML by the
// Nu checker, its accessibility by axe and Lighthouse, its weight.
//
//     node tests/browser/pages.mjs ADDRESS           the demonstration, everything
//     node tests/browser/pages.mjs ADDRESS PATH...   those pages of another store: how they look, whether they are valid
import { PAGES, WIDTHS, browser_open, check, finish, packages } from "./browser.mjs";
import { accessible, fits, focused, valid } from "./looks.mjs";

const WEIGHT_MAX = 100_000; // bytes of a first visit, everything included
const LIGHTHOUSE_PAGES = ["/", "/areas/Aldermoor%20ward", "/charters/aldermoor-streets",
  "/charters/aldermoor-streets/S3", "/redress", "/report", "/alerts", "/sign-in"];
const DEBUG_PORT = 9222 + (process.pid % 20_000);

const address = process.argv[2];
const browser = await browser_open(`--remote-debugging-port=${DEBUG_PORT}`);

async function reports() {
  const page = await browser.newPage();
  await page.goto(`${address}/charters/aldermoor-streets/S3`);
  const found = await page.$$eval('a[href^="/reports/"]', (links) => links.map((link) => link.getAttribute("href")));
  await page.close();
  return found.slice(0, 1);
}

// Each page is loaded once, and its window then made wider.
async function looked_at(paths) {
  const page = await browser.newPage({ viewport: { width: WIDTHS[0], height: 800 } });
  const said = [];
  page.on("console", (message) => message.type() === "error" && !/status of 404/.test(message.text()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  for (const path of paths) {
    await page.setViewportSize({ width: WIDTHS[0], height: 800 });
    await page.goto(address + path);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await fits(page, `${path} at ${width}`, width);
      await accessible(page, `${path} at ${width}`);
    }
  }
  check("the browser complains of nothing", said.filter((text) => !/axe|eval/i.test(text)).length === 0, said);
  await page.close();
}

async function without_scripts(paths) {
  const off = await browser.newContext({ javaScriptEnabled: false });
  const on = await browser.newContext();
  for (const path of paths) {
    const [one, other] = [await off.newPage(), await on.newPage()];
    await one.goto(address + path);
    await other.goto(address + path);
    const [bare, full] = [await one.textContent("main"), await other.textContent("main")];
    check(`${path}: the same with scripts off`, bare.length > 50 && bare === full, bare.slice(0, 300));
    await one.close();
    await other.close();
  }
  const page = await off.newPage();
  await page.goto(address);
  await page.fill("#q", "linden park");
  await page.press("#q", "Enter");
  await page.waitForURL("**/areas/**");
  check("scripts off: a place is found", page.url().endsWith("/areas/Linden%20Park"), page.url());
  await off.close();
  await on.close();
}

async function by_keyboard(path) {
  const page = await browser.newPage();
  await page.goto(address + path);
  const wanted = await page.$$eval("a[href], button, input, summary, [tabindex='0']", (all) => all
    .filter((one) => one.getClientRects().length).length);
  const seen = new Map();
  for (let i = 0; i < wanted + 2; i += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(focused);
    if (!at || seen.has(at.at)) break;
    seen.set(at.at, at);
    if (i === 0) check(`${path}: the first Tab offers to skip to the content`, /skip-link/.test(at.html), at.html);
  }
  check(`${path}: Tab reaches everything that can be pressed`, seen.size === wanted, `${seen.size} of ${wanted}`);
  const hidden = [...seen.values()].filter((one) => !one.isSeen).map((one) => one.html);
  check(`${path}: the focus is always seen`, hidden.length === 0, hidden);
  await page.close();
}

async function find_by_keyboard() {
  const page = await browser.newPage();
  await page.goto(address);
  for (let i = 0; i < 20 && (await page.evaluate(() => document.activeElement.id)) !== "q"; i += 1) await page.keyboard.press("Tab");
  await page.keyboard.type("Aldermoor ward");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/areas/**");
  check("a place is found with the keyboard alone", (await page.textContent("h1")) === "Aldermoor ward", page.url());
  await page.close();
}

// What the wire carries on a first visit: page, style, typeface, icon.
async function weights(paths) {
  for (const path of paths) {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    let bytes = 0;
    const hosts = new Set();
    await session.send("Network.enable");
    session.on("Network.loadingFinished", (event) => { bytes += event.encodedDataLength; });
    session.on("Network.requestWillBeSent", (event) => hosts.add(new URL(event.request.url).host));
    await page.goto(address + path, { waitUntil: "networkidle" });
    check(`${path}: a first visit weighs ${bytes} bytes`, bytes > 30_000 && bytes < WEIGHT_MAX, `${bytes}, at most ${WEIGHT_MAX}`);
    check(`${path}: nothing comes from elsewhere`, hosts.size === 1, [...hosts]);
    await context.close();
  }
}

async function printed() {
  const page = await browser.newPage();
  await page.goto(`${address}/charters/aldermoor-streets`);
  await page.emulateMedia({ media: "print" });
  check("printed: without navigation", !(await page.isVisible("header nav")) && (await page.isVisible("h1")));
  await page.close();
}

async function texts(paths) {
  const all = [];
  for (const path of paths) all.push([path, await (await fetch(address + path)).text()]);
  return all;
}

// On a phone; on a desktop in ./test long as well, for what Lighthouse asks of accessibility is asked of every page by axe.
async function lighthouse() {
  const { default: run, desktopConfig } = await import(`${packages}lighthouse/core/index.js`);
  const forms = process.env.WARDMOTE_TEST_LONG ? [["phone", undefined], ["desktop", desktopConfig]] : [["phone", undefined]];
  for (const [form, config] of forms)
    for (const path of LIGHTHOUSE_PAGES) {
      const done = await run(address + path, { port: DEBUG_PORT, onlyCategories: ["accessibility"], logLevel: "error" }, config);
      const bad = Object.values(done.lhr.audits).filter((audit) => audit.score !== null && audit.score < 1).map((audit) => audit.id);
      check(`${path} on a ${form}: Lighthouse accessibility 100`, done.lhr.categories.accessibility.score === 1, bad);
    }
}

async function demonstration() {
  const all = [...PAGES, ...(await reports())];
  check("there is a report to look at", all.length > PAGES.length);
  await looked_at(all);
  await without_scripts(all);
  for (const path of ["/", "/charters/aldermoor-streets/S3", "/redress"]) await by_keyboard(path);
  await find_by_keyboard();
  await weights(["/", ...LIGHTHOUSE_PAGES.slice(1)]);
  await printed();
  await valid(await texts(all));
  await lighthouse();
}

const others = process.argv.slice(3);
if (others.length) {
  await looked_at(others);
  await valid(await texts(others));
} else {
  await demonstration();
}
await browser.close();
finish();
