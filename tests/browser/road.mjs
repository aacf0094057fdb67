// How long the road takes somebody who has never been here and reads each word up to what they press: report in 40
// words, say that it is theirs, say that it is not fixed. Counted on a telephone, and printed as a table.
//
//     node tests/browser/road.mjs ADDRESS            a demonstration, served
//     node tests/browser/road.mjs ADDRESS FOLDER     the same, with a picture of each page
import { PATIENCE, browser_open, check, finish, sign_in } from "./browser.mjs";

const SECONDS = { pages: 4, taps: 1.5, characters: 0.3, read: 0.25 };
const SECONDS_MAX = 290;
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const WORDS = "somebody has left a broken sofa and five black bags of rubbish on the grass verge by the bus shelter " +
  "where children wait each morning and now foxes have torn the bags open and it stinks and blows all about";
const NOT_FIXED = "the bags are gone but the sofa is still there and it has been wet all week";

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

class Walker {
  constructor(page, folder) {
    Object.assign(this, { page, folder, part: "", lines: [] });
  }

  // A page came: what is on it is counted when it is known what is pressed there.
  async here(name, main = "main") {
    this.line = { part: this.part, name, main, pages: 1, taps: 0, characters: 0, read: 0, all: 0 };
    this.lines.push(this.line);
    if (this.folder) await this.page.screenshot({ path: `${this.folder}/road-${this.lines.length}-${name.replaceAll(" ", "-")}.png`, fullPage: true });
  }

  async read(until) {
    Object.assign(this.line, await this.page.evaluate(words_seen, { own: [WORDS, NOT_FIXED], main: this.line.main, until }));
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

async function report(walk, address) {
  const { page } = walk;
  walk.part = "report";
  await page.goto(address);
  await walk.here("first page");
  await walk.go(page.getByRole("link", { name: "Report a problem" }).first(), "what");
  await walk.type("#words", WORDS);
  await walk.go(button(page, "Continue"), "which");
  await walk.tap(page.locator('input[value="fly-tipping / public land"]'));
  await walk.go(button(page, "Continue"), "where");
  await walk.type("#place", "ZZ1 2AB");
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
  await walk.go(button(page, "Yes: keep me told"), "it is");
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
  await walk.type("#dispute", NOT_FIXED);
  await walk.go(button(page, "Say that it is not fixed"), "said");
  await walk.read(".govuk-notification-banner");
}

const seconds = (line) => Object.entries(SECONDS).reduce((sum, [what, each]) => sum + line[what] * each, 0);

function told(lines) {
  const columns = ["pages", "taps", "characters", "read", "all"];
  const sum = (name, of) => ({ name, ...Object.fromEntries(columns.map((c) => [c, of.reduce((n, line) => n + line[c], 0)])) });
  const parts = [...new Set(lines.map((line) => line.part))].map((part) => sum(`= ${part}`, lines.filter((line) => line.part === part)));
  for (const line of [...lines, ...parts, sum("= all of it", lines)])
    console.log(`# ${line.name.padEnd(16)} ${columns.map((c) => `${line[c]} ${c}`.padStart(16)).join("")} ${seconds(line).toFixed(1).padStart(8)} s`);
  return seconds(sum("", lines));
}

const [address, folder] = process.argv.slice(2);
const browser = await browser_open();
const page = await (await browser.newContext(PHONE)).newPage();
page.setDefaultTimeout(PATIENCE);
const walk = new Walker(page, folder);
const reference = await report(walk, address);
await confirm(walk, address);
await closed(browser, address, reference);
await not_fixed(walk, address);
const whole = told(walk.lines);
check(`report, confirm, say that it is not fixed: ${Math.round(whole)} seconds of ${SECONDS_MAX}`, whole < SECONDS_MAX, String(whole));
await browser.close();
finish();
