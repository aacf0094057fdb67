// Every page as people get it: in a small and a large window, with scripts off, by keyboard, printed; its HTML by the
// Nu checker, its accessibility by axe and Lighthouse, its weight.
//
//     node tests/browser/pages.mjs ADDRESS           the demonstration, everything
//     node tests/browser/pages.mjs ADDRESS PATH...   those pages of another store: how they look, whether they are valid
import { WIDTHS, browser_open, check, finish, packages, sign_in } from "./browser.mjs";
import { check_table, people } from "./looked.mjs";
import { accessible, fits, focused, shown, valid, well_made } from "./looks.mjs";

const WEIGHT_MAX = 100_000; // bytes of a first visit, everything included
const LIGHTHOUSE_PAGES = ["/", "/areas/Aldermoor%20ward", "/charters/aldermoor-streets",
  "/charters/aldermoor-streets/S3", "/redress", "/report", "/alerts", "/sign-in"];
const LIGHTHOUSE = { onlyCategories: ["accessibility"], logLevel: "error", disableFullPageScreenshot: true };
const DEBUG_PORT = 9222 + (process.pid % 20_000);
const LANES = 2; // pages looked at side by side

const address = process.argv[2];
const browser = await browser_open(`--remote-debugging-port=${DEBUG_PORT}`);
const texts = []; // of every page that was looked at: its address and HTML

// A window of whoever that is, with scripts and without.
async function windows(post) {
  const open = async (options) => {
    const page = await (await browser.newContext(options)).newPage();
    if (post) await sign_in(page, address, post);
    return page;
  };
  const viewport = { width: WIDTHS[0], height: 800 };
  return [await open({ viewport }), await open({ viewport, javaScriptEnabled: false })];
}

// Each page is loaded once with scripts, its window then made wider; and once without.
async function looked_at(post, paths) {
  const [page, bare] = await windows(post);
  const said = [];
  page.on("console", (message) => message.type() === "error" && !/status of 404/.test(message.text()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  for (const path of paths) {
    const name = post ? `${path} (${post})` : path;
    await page.setViewportSize({ width: WIDTHS[0], height: 800 });
    const answer = await page.goto(address + path);
    texts.push([name, await answer.text()]);
    await without_scripts(page, bare, path, name);
    await accessible_without_scripts(page, bare, path, name);
    await well_made(page, name);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await fits(page, `${name} at ${width}`, width);
      await accessible(page, `${name} at ${width}`);
    }
  }
  check("the browser complains of nothing", said.filter((text) => !/axe|eval/i.test(text)).length === 0, said);
  await page.context().close();
  await bare.context().close();
}

// Runs in the page: its words, but of what waits for scripts.
function words_but(main, waiting) {
  const copy = main.cloneNode(true);
  for (const id of waiting) copy.querySelector(`#${CSS.escape(id)}`)?.remove();
  return copy.textContent.replaceAll(/\s+/g, " ").trim();
}

// What is read is the same; what only works with scripts waits for them, hidden.
async function without_scripts(page, bare, path, name) {
  await bare.goto(address + path);
  const waiting = await bare.$$eval("main [id][hidden]", (all) => all.map((one) => one.id));
  const read = async () => [await bare.$eval("main", words_but, waiting), await page.$eval("main", words_but, waiting)];
  let [without, full] = await read();
  if (without !== full) { // a minute began in between, which a page says
    await Promise.all([bare.reload(), page.reload()]);
    [without, full] = await read();
  }
  check(`${name}: the same with scripts off`, without.length > 5 && without === full, `${without}\n----\n${full}`);
}

// axe takes time, which nothing has in a page with scripts off; so it runs in one whose own scripts do not come. Only where
// something else is seen than with them: what is seen alike was found well already.
async function accessible_without_scripts(page, bare, path, name) {
  const seen = async (window) => (await window.evaluate(shown)).replaceAll(/\n+/g, "\n");
  if ((await seen(bare)) === (await seen(page))) return;
  const off = await page.context().newPage();
  await off.route("**/*.js", (route) => route.abort());
  await off.goto(address + path);
  check(`${name}: its scripts did not come`, (await seen(off)) === (await seen(bare)));
  await accessible(off, `${name} with scripts off`);
  await off.close();
}

async function found_without_scripts() {
  const [on, page] = await windows("");
  await page.goto(address);
  await page.fill("#q", "linden park");
  await page.press("#q", "Enter");
  await page.waitForURL("**/areas/**");
  check("scripts off: a place is found", page.url().endsWith("/areas/Linden%20Park"), page.url());
  await on.context().close();
  await page.context().close();
}

async function by_keyboard(path) {
  const page = await browser.newPage();
  await page.goto(address + path);
  await page.$$eval("details", (all) => all.forEach((one) => { one.open = true; })); // what is folded away as well
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
    const shift = await page.evaluate(() => new Promise((done) => {
      new PerformanceObserver((list) => done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done(0), 200);
    }));
    check(`${path}: nothing moves once it is shown`, shift < 0.02, String(shift));
    check(`${path}: nothing comes from elsewhere`, hosts.size === 1, [...hosts]);
    await context.close();
  }
}

async function printed() {
  const page = await browser.newPage();
  await page.goto(`${address}/charters/aldermoor-streets`);
  await page.emulateMedia({ media: "print" });
  check("printed: without navigation", !(await page.isVisible("header nav")) && (await page.isVisible("h1")));
  await page.goto(`${address}/charters/aldermoor-streets/S3`);
  const shown = () => page.$$eval(".w-fold table", (all) => all.map((one) => one.checkVisibility({ contentVisibilityAuto: true }) && one.getBoundingClientRect().height > 50));
  check("printed: what is folded away is there", (await shown()).length > 1 && (await shown()).every(Boolean), await shown());
  await page.emulateMedia({ media: "screen" });
  check("on the screen: it is folded", !(await shown()).some(Boolean), await shown());
  await page.close();
}

// On a phone; on a desktop in ./test long as well, for what Lighthouse asks of accessibility is asked of every page by axe.
async function lighthouse() {
  const { default: run, desktopConfig } = await import(`${packages}lighthouse/core/index.js`);
  const forms = process.env.WARDMOTE_TEST_LONG ? [["phone", undefined], ["desktop", desktopConfig]] : [["phone", undefined]];
  for (const [form, config] of forms)
    for (const path of LIGHTHOUSE_PAGES) {
      const done = await run(address + path, { port: DEBUG_PORT, ...LIGHTHOUSE }, config);
      const bad = Object.values(done.lhr.audits).filter((audit) => audit.score !== null && audit.score < 1).map((audit) => audit.id);
      check(`${path} on a ${form}: Lighthouse accessibility 100`, done.lhr.categories.accessibility.score === 1, bad);
    }
}

// The longest first, so that no lane is left alone with it.
async function everybody() {
  const all = people().sort((a, b) => b[1].length - a[1].length);
  const lane = async () => {
    for (let next = all.shift(); next; next = all.shift()) await looked_at(...next);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function demonstration() {
  check_table();
  await everybody();
  await found_without_scripts();
  for (const path of ["/", "/charters/aldermoor-streets/S3", "/redress"]) await by_keyboard(path);
  await find_by_keyboard();
  await weights(LIGHTHOUSE_PAGES);
  await printed();
  await Promise.all([valid(texts), lighthouse()]);
}

const others = process.argv.slice(3);
if (others.length) {
  await looked_at("", others);
  await valid(texts);
} else {
  await demonstration();
}
await browser.close();
finish();
