// How long the road takes somebody who has never been here and reads each word up to what they press: report, say that it
// is theirs, say that it is not fixed. Counted on a telephone, three times, and printed as a table; docs/reports.md has it.
//
//     node tests/browser/road.mjs ADDRESS            a demonstration, served
//     node tests/browser/road.mjs ADDRESS FOLDER     the same, with a picture of each page
import { PATIENCE, browser_open, check, finish, sign_in } from "./browser.mjs";

// Seconds for a word read (Brysbaert 2019: 238 words of English non-fiction a minute), for a character typed on a telephone
// (Palin et al. 2019, 37,370 people: 36.2 words of five characters a minute), and for a tap (Card, Moran and Newell 1983:
// 1.1 to point, 0.4 to get there). A page 0.6, the median of what was measured on the network and at the speed below; what
// it takes now is printed beside it, and no test depends on it.
const SECONDS = { read: 60 / 238, characters: 60 / (36.2 * 5), taps: 1.5, pages: 0.6 };
const SENT_MAX = 60;     // the quickest, until it is sent
const SECONDS_MAX = 168; // with as much as the newcomers wrote by themselves: 42 and 47 characters
const LONG_MAX = 235;    // and with forty words
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
// Lighthouse's slow 4G and its telephone: 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up, a quarter of the speed.
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const SLOWER = 4;
// What a browser asks before it says where the device is: "... wants to use your device's location. Allow this time".
const ASKED = { read: 12, taps: 1 };
const HERE = { latitude: 54.8801, longitude: 1.972, accuracy: 12 }; // in the demonstration's Aldermoor ward
const QUICK = { words: "weeds all over the pavement by the bus stop" };
const SHORT = { words: "bags of rubbish and a sofa by the bus shelter", not_fixed: "the sofa is gone, the bags are not", place: "ZZ1 2AB" };
const LONG = {
  words: "somebody has left a broken sofa and five black bags of rubbish on the grass verge by the bus shelter " +
    "where children wait each morning and now foxes have torn the bags open and it stinks and blows all about",
  not_fixed: "the bags are gone but the sofa is still there and it has been wet all week",
  place: "ZZ1 2QY", // not near the first: else they are asked whether it is the same
};

// Runs in the page: how many words of `main` are to be seen, and how many of them stand before the end of `until`. What
// is folded away is not, nor what only a screen reader says; nobody reads again what they wrote themselves.
function words_seen({ own, main, until }) {
  const whole = document.querySelector(main);
  const end = document.querySelector("[data-road]") ?? whole.querySelector(until);
  const texts = { all: "", read: "" };
  const walk = document.createTreeWalker(whole, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const around = walk.currentNode.parentElement;
    const box = around.getBoundingClientRect();
    if (!around.checkVisibility({ contentVisibilityAuto: true }) || box.width < 2 || around.closest(".govuk-visually-hidden, option, textarea")) continue;
    texts.all += ` ${walk.currentNode.data}`;
    const isBefore = !end || end.contains(walk.currentNode) || (end.compareDocumentPosition(walk.currentNode) & Node.DOCUMENT_POSITION_PRECEDING);
    if (isBefore) texts.read += ` ${walk.currentNode.data}`;
  }
  const count = (text) => own.reduce((rest, one) => rest.replaceAll(one, " "), text.replaceAll(/\s+/g, " ")).split(" ")
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  return { all: count(texts.all), read: count(texts.read) };
}

// Runs in the page: seconds from when it was asked for, all forwarding included, until something of it was to be seen.
function seconds_to_come() {
  const seen = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
  return new Promise((done) => {
    const look = () => (seen() ? done(seen() / 1000) : setTimeout(look, 20));
    look();
  });
}

class Walker {
  constructor(page, told, folder) {
    Object.assign(this, { page, told, folder, part: "", lines: [] });
  }

  // A page came: what is on it is counted when it is known what is pressed there.
  async here(name, main = "main") {
    const came = await this.page.evaluate(seconds_to_come);
    this.line = { part: this.part, name, main, pages: 1, taps: 0, characters: 0, read: 0, all: 0, came };
    this.lines.push(this.line);
    if (this.folder) await this.page.screenshot({ path: `${this.folder}/road-${this.lines.length}-${name.replaceAll(" ", "-")}.png`, fullPage: true });
  }

  async read(until) {
    Object.assign(this.line, await this.page.evaluate(words_seen, { own: [this.told.words, this.told.not_fixed].filter(Boolean), main: this.line.main, until }));
  }

  async read_to(where) {
    await where.evaluate((one) => one.setAttribute("data-road", ""));
    await this.read("");
    await where.evaluate((one) => one.removeAttribute("data-road"));
  }

  async tap(where) {
    this.line.taps += 1;
    await where.click();
  }

  async go(where, name) {
    await this.read_to(where);
    await Promise.all([this.page.waitForNavigation(), this.tap(where)]);
    await this.here(name);
  }

  async type(selector, text) {
    this.line.characters += text.length;
    await this.tap(this.page.locator(selector));
    await this.page.fill(selector, text);
  }
}

const button = (page, name) => page.getByRole("button", { name, exact: true }).first();

async function to_kind(walk, address) {
  const { page } = walk;
  walk.part = "report";
  await page.goto(address);
  await walk.here("first page");
  await walk.go(page.getByRole("link", { name: "Report a problem" }).first(), "what");
  await walk.type("#words", walk.told.words);
  await walk.go(button(page, "Continue"), "after the words");
}

// From where the device is: the page goes on by itself.
async function quickly(walk, address) {
  const { page } = walk;
  await to_kind(walk, address);
  check("a kind that the words name plainly is not asked for", page.url().endsWith("/report/where"), page.url());
  await walk.go(button(page, "Use my location"), "check");
  for (const [what, n] of Object.entries(ASKED)) walk.lines.at(-2)[what] += n;
  check("nor a place that the device knows", page.url().endsWith("/report/check"), page.url());
  await walk.go(button(page, "Send the report"), "sent");
  await walk.read(".w-code");
}

async function report(walk, address) {
  const { page } = walk;
  await to_kind(walk, address);
  await walk.tap(page.locator('input[value="fly-tipping / public land"]'));
  await walk.go(button(page, "Continue"), "where");
  await walk.type("#place", walk.told.place);
  await walk.go(button(page, "Continue"), "after the place");
  if (page.url().endsWith("/report/more")) await walk.go(button(page, "Continue"), "check");
  await walk.type("#email", "dora@example.org");
  await walk.go(button(page, "Send the report"), "sent");
  await walk.read("footer");
  return (await page.textContent(".govuk-panel strong")).trim();
}

// The newest message, as the demonstration shows it.
async function message(walk, address) {
  await walk.page.goto(`${address}/demo/mail`);
  await walk.here("message", "article");
  return (name) => walk.page.locator("article").first().getByRole("link", { name });
}

async function confirm(walk, address) {
  const { page } = walk;
  walk.part = "confirm";
  await walk.go((await message(walk, address))("Open your report"), "is it yours");
  await walk.go(button(page, "Yes, send me news"), "it is");
  await walk.read(".govuk-notification-banner");
}

async function closed(browser, address, reference) {
  const page = await (await browser.newContext()).newPage();
  await sign_in(page, address, "Street Scene Supervisor");
  await page.goto(`${address}/work/${reference}`);
  await page.selectOption("#ending", "fixed");
  await page.fill("#words", "Two men took it all away.");
  await Promise.all([page.waitForNavigation(), button(page, "Close it").click()]);
  await page.context().close();
}

async function not_fixed(walk, address) {
  const { page } = walk;
  walk.part = "not fixed";
  await walk.go((await message(walk, address))("No, it is not"), "is it fixed");
  await walk.type("#dispute", walk.told.not_fixed);
  await walk.go(button(page, "Say that it is not fixed"), "said");
  await walk.read(".govuk-notification-banner");
}

async function phone(browser, told, folder) {
  const page = await (await browser.newContext({ ...PHONE, geolocation: HERE, permissions: ["geolocation"] })).newPage();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", NETWORK);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  page.setDefaultTimeout(PATIENCE);
  return new Walker(page, told, folder);
}

async function walked(browser, address, told, folder) {
  const walk = await phone(browser, told, folder);
  const reference = await report(walk, address);
  await confirm(walk, address);
  await closed(browser, address, reference);
  await not_fixed(walk, address);
  await walk.page.context().close();
  return walk.lines;
}

async function walked_quickly(browser, address, folder) {
  const walk = await phone(browser, QUICK, folder && `${folder}/quick`);
  await quickly(walk, address);
  await walk.page.context().close();
  return walk.lines;
}

const seconds = (line) => Object.entries(SECONDS).reduce((sum, [what, each]) => sum + line[what] * each, 0);

const seconds_of = (lines) => lines.reduce((sum, line) => sum + seconds(line), 0);

function printed(title, lines) {
  const columns = ["pages", "taps", "characters", "read", "all", "came"];
  const sum = (name, of) => ({ name, ...Object.fromEntries(columns.map((c) => [c, of.reduce((n, line) => n + line[c], 0)])) });
  const parts = [...new Set(lines.map((line) => line.part))].map((part) => sum(`= ${part}`, lines.filter((line) => line.part === part)));
  console.log(`# ${title}`);
  for (const line of [...lines, ...parts, sum("= all of it", lines)]) {
    const figures = columns.map((c) => `${c === "came" ? line[c].toFixed(2) : line[c]} ${c}`.padStart(15)).join("");
    console.log(`# ${line.name.padEnd(14)} ${figures} ${seconds(line).toFixed(1).padStart(7)} s`);
  }
  return seconds(sum("", lines));
}

// The last is asked whether it is the first once more: its words are not counted, its pages are timed like all.
const median = (numbers) => numbers.toSorted((a, b) => a - b)[(numbers.length - 1) / 2];
const timed = (lines, walks) => lines.map((line, i) => ({ ...line, came: median(walks.map((walk) => walk[i].came)) }));

const [address, folder] = process.argv.slice(2);
const browser = await browser_open();
const quick = await walked_quickly(browser, address, folder);
const walks = [await walked(browser, address, SHORT, folder), await walked(browser, address, LONG), await walked(browser, address, SHORT)];
printed("the quickest", quick);
const sent = seconds_of(quick.slice(0, -1));
const short = printed("what people write", timed(walks[0], walks));
const long = printed("forty words", timed(walks[1], walks));
check(`a report is sent: ${sent.toFixed(1)} seconds of ${SENT_MAX}`, sent < SENT_MAX, String(sent));
check(`report, confirm, say that it is not fixed: ${Math.round(short)} seconds of ${SECONDS_MAX}`, short < SECONDS_MAX, String(short));
check(`the same in forty words: ${Math.round(long)} seconds of ${LONG_MAX}`, long < LONG_MAX, String(long));
await browser.close();
finish();
