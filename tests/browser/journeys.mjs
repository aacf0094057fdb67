// What people do here, from the first page to the last, in Chromium; every page on the way is looked at in a small and a
// large window, and its HTML checked.
//
//     node tests/browser/journeys.mjs ADDRESS            a demonstration, served
//     node tests/browser/journeys.mjs ADDRESS FOLDER     the same, with a picture of every page
//     node tests/browser/journeys.mjs ADDRESS FOLDER danger    one of them: postcode, report_with_words, danger, ...
import { PATIENCE, WIDTHS, browser_open, check, finish, kind_chosen, sign_in } from "./browser.mjs";
import { check_journeys } from "./looked.mjs";
import { accessible, fits, focused, valid, well_made } from "./looks.mjs";
import { admin } from "./admin.mjs";
import { lost } from "./lost.mjs";
import { places } from "./places.mjs";
import { voices } from "./voices.mjs";
import { round } from "./round.mjs";
import { walks } from "./walks.mjs";
import { from_table } from "./table.mjs";
import { moderation } from "./moderation.mjs";
import { followed } from "./followed.mjs";
import { drafts } from "./drafts.mjs";
import { alerts, data, own_reports } from "./own.mjs";
import { handed_over, only_counted, templates, two_editors } from "./together.mjs";
import { first_start } from "./first.mjs";
import { keys } from "./keys.mjs";
import { restriction } from "./restriction.mjs";
import { erase } from "./erase.mjs";
import { figure } from "./figure.mjs";
import { menu, more, twice } from "./newcomer.mjs";
import { steps as redress_steps } from "./steps.mjs";

const [address, folder] = process.argv.slice(2);
const browser = await browser_open();
const texts = []; // of every page that was looked at: its name and HTML
const been = []; // and its path
const REFERENCE = /^[A-Z0-9]{3}-[A-Z0-9]{4}$/;

// A person's browser, with cookies of its own. What brought the last page stands in page.answer.
async function person(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on("response", (response) => {
    if (response.request().resourceType() === "document" && response.status() !== 303) page.answer = response;
  });
  return page;
}

async function keep(page, name) {
  texts.push([name, await page.answer.text()]);
  been.push(new URL(page.url()).pathname);
}

async function seen(page, name) {
  await keep(page, name);
  await well_made(page, name);
  for (const width of [...WIDTHS].reverse()) {
    await page.setViewportSize({ width, height: 800 });
    await fits(page, `${name} at ${width}`, width);
    await accessible(page, `${name} at ${width}`);
    if (folder) await page.screenshot({ path: `${folder}/${name.replaceAll(/[^a-z0-9]+/gi, "-")}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: WIDTHS.at(-1), height: 800 });
}

// With scripts off axe can't run, nor anything else in the page that takes time.
async function bare(page, name) {
  await keep(page, name);
  if (folder) await page.screenshot({ path: `${folder}/${name.replaceAll(/[^a-z0-9]+/gi, "-")}-bare.png`, fullPage: true });
}

async function press(page, words) {
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: words, exact: true }).first().click()]);
}

async function follow(page, words) {
  await Promise.all([page.waitForNavigation(), page.getByRole("link", { name: words }).first().click()]);
}

const heading = async (page) => (await page.textContent("h1")).replaceAll(/\s+/g, " ").trim();

async function is_at(page, name, words) {
  const found = await heading(page);
  check(`${name}: "${words}" comes`, found === words, `${found} at ${page.url()}`);
}

// An empty form comes back with the fault above it, and its link leads to the control.
async function sent_empty(page, button, name) {
  await press(page, button);
  await seen(page, `${name} sent empty`);
  const link = page.locator(".govuk-error-summary a").first();
  await link.click();
  const [to, at] = [await link.getAttribute("href"), await page.evaluate(() => document.activeElement.id)];
  check(`${name}: the fault leads to its question`, to === `#${at}`, `${to}, ${at}`);
}

async function words_and_kind(page, words, kind) {
  await page.goto(`${address}/report`);
  await page.fill("#words", words);
  await press(page, "Continue");
  await kind_chosen(page, kind);
}

async function sent(page, name) {
  await press(page, "Send the report");
  await is_at(page, name, "Your report was sent");
  const reference = (await page.textContent(".govuk-panel strong")).trim();
  check(`${name}: it has a reference`, REFERENCE.test(reference), reference);
  return reference;
}

async function report_with_postcode() {
  const page = await person();
  await page.goto(address);
  await follow(page, "Report a problem");
  await seen(page, "report, what");
  await sent_empty(page, "Continue", "report, what");
  await page.fill("#words", "bags of rubbish and a sofa by the bus shelter");
  await press(page, "Continue");
  await seen(page, "report, which");
  await sent_empty(page, "Continue", "report, which");
  await kind_chosen(page, "fly-tipping / public land");
  await seen(page, "report, where");
  await sent_empty(page, "Continue", "report, where");
  await page.fill("#place", "ZZ1 2AB, beside the bus shelter");
  await press(page, "Continue");
  await seen(page, "report, more");
  await press(page, "Continue");
  await seen(page, "report, check");
  check("report: the promise and its day are shown before it is sent", /Promised by/.test(await page.textContent("main")));
  await page.fill("#email", "ada");
  await press(page, "Send the report");
  await seen(page, "report, a wrong address");
  check("report: what was typed stays", (await page.inputValue("#email")) === "ada");
  await page.fill("#email", "ada@example.org");
  const reference = await sent(page, "report");
  await seen(page, "report, sent");
  await page.getByText("Find it later").click();
  await follow(page, "See it as everybody does");
  await seen(page, "report, its page");
  await page.context().close();
  return reference;
}

async function join(first) {
  const page = await person();
  await words_and_kind(page, "sofa dumped on the verge", "fly-tipping / public land");
  await page.fill("#place", "ZZ1 2AB");
  await press(page, "Continue");
  await press(page, "Continue");
  check("again: the first report is offered", await page.isVisible(`input[value="${first}"]`), await page.textContent("main"));
  await seen(page, "again, check");
  await page.check(`input[value="${first}"]`);
  const second = await sent(page, "again");
  check("again: it has its own reference", second !== first, second);
  await page.context().close();
}

// Scripts off: nothing but words to find the place by.
async function report_with_words() {
  const page = await person({ javaScriptEnabled: false });
  await words_and_kind(page, "big pothole", "potholes");
  await page.fill("#place", "by the old oak");
  await press(page, "Continue");
  check("words: which area is asked once", await page.isVisible("#area"), page.url());
  texts.push(["words, which area", await page.answer.text()]);
  if (folder) await page.screenshot({ path: `${folder}/words-which-area-1280.png`, fullPage: true });
  await page.selectOption("#area", { label: await page.locator("#area option", { hasText: "I don" }).first().textContent() });
  await press(page, "Continue");
  texts.push(["words, check", await page.answer.text()]);
  if (folder) await page.screenshot({ path: `${folder}/words-check-1280.png`, fullPage: true });
  await sent(page, "words, scripts off");
  await page.context().close();
}

async function danger() {
  const page = await person();
  await page.goto(`${address}/report`);
  await page.fill("#words", "I can smell gas in the street");
  await press(page, "Continue");
  await seen(page, "danger");
  check("danger: the number can be pressed", await page.isVisible('a[href^="tel:0800"]'), await page.textContent("main"));
  await follow(page, /go on with the report/);
  check("danger: one may go on", page.url().endsWith("/report/which"), page.url());
  await page.context().close();
}

const signed_in = (page, post) => sign_in(page, address, post);

async function officer(reference) {
  const page = await person();
  await signed_in(page, "Street Scene Supervisor");
  await page.goto(`${address}/work`);
  await seen(page, "work");
  await press(page, "Close them");
  await seen(page, "work, nothing chosen");
  await from_table(page, reference, { address, seen, press, check });
  await page.goto(`${address}/work/${reference}`);
  await seen(page, "work, one report");
  await press(page, "Close it");
  await seen(page, "work, closed without a word");
  await page.selectOption("#ending", "fixed");
  await page.fill("#words", "Two men took it all away.");
  await press(page, "Close it");
  await seen(page, "work, closed");
  await page.context().close();
}

// The link of the message that asks whether it is theirs.
async function own_link(page) {
  await page.goto(`${address}/demo/mail`);
  await seen(page, "mail");
  return page.evaluate(() => document.body.innerHTML.match(/\/r\/[A-Za-z0-9_-]+/)?.[0]);
}

async function dispute(reference) {
  const page = await person();
  const link = await own_link(page);
  await page.goto(address + link);
  check("own link: it is closed", /Closed/.test(await page.textContent("main")), await page.textContent("main"));
  await seen(page, "own link");
  await press(page, "Yes, it is fixed");
  await seen(page, "own link, said to be fixed");
  await page.goto(address + link); // and otherwise, when they have looked again
  await page.getByText("It is not fixed after all").click();
  await page.fill("#dispute", "The sofa is still there.");
  await press(page, "Say that it is not fixed");
  await seen(page, "own link, disputed");
  await page.goto(`${address}/reports/${reference}`);
  check("dispute: everybody sees that it is open again", /Disputed/.test(await page.textContent(".govuk-summary-list")), await page.textContent("main"));
  await page.context().close();
}

// Tab until that control has the focus.
async function tab_to(page, what) {
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(focused);
    if (at && !at.isSeen) check("keyboard: the focus is seen", false, at.html);
    if (await page.evaluate((what) => document.activeElement.matches(what), what)) return;
  }
  check(`keyboard: Tab reaches ${what}`, false, page.url());
}

async function typed(page, what, key) {
  await tab_to(page, what);
  await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
}

async function by_keyboard() {
  const page = await person();
  await page.goto(`${address}/report`);
  await tab_to(page, "#words");
  await page.keyboard.type("tag sprayed on the shelter");
  await typed(page, "main button", "Enter");
  if (page.url().endsWith("/report/which")) {
    await tab_to(page, "input[type=radio]");
    await page.keyboard.press("Space");
    await typed(page, "main button", "Enter");
  }
  await tab_to(page, "#place");
  await page.keyboard.type("ZZ1 2AB");
  await typed(page, "main button[type=submit]", "Enter"); // behind those of the map
  await typed(page, "main button", "Enter");
  await typed(page, "main button", "Enter");
  await is_at(page, "keyboard alone", "Your report was sent");
  await page.context().close();
}

async function account() {
  const page = await person();
  await page.goto(`${address}/sign-in?with=password`);
  await page.fill("#user", "nobody@example.org");
  await page.fill("#password", "wrong");
  await press(page, "Sign in");
  await seen(page, "sign in refused");
  await page.goto(`${address}/sign-in/code`);
  await sent_empty(page, "Sign in", "code");
  await signed_in(page, "Administrator");
  await page.goto(`${address}/account/second-step`);
  await seen(page, "second step");
  await page.goto(`${address}/account/password`);
  await sent_empty(page, "Save", "password");
  await page.goto(`${address}/admin/people/invite`);
  await sent_empty(page, "Send the invitation", "invite");
  await page.goto(`${address}/alerts`);
  await follow(page, "Only what is reported around one place");
  await sent_empty(page, "Tell me", "alerts");
  await page.goto(`${address}/admin/people`);
  await follow(page, "Street Scene Supervisor");
  await seen(page, "one of the people");
  await page.context().close();
}

// What the journeys of other files use.
async function picture(page, name) {
  if (folder) await page.screenshot({ path: `${folder}/${name}-1280.png`, fullPage: true });
}

const text = keep;

const use = { address, person, seen, bare, press, follow, signed_in, own_link, picture, text, tab_to, typed };

const steps = { postcode: async () => { const r = await report_with_postcode(); await join(r); await officer(r); await dispute(r); },
  report_with_words, danger, by_keyboard, account, ...places(person, address, seen), ...lost(person, address, signed_in),
  ...voices({ person, address, seen, signed_in, press }), ...round({ person, address, seen, bare, signed_in, press }), ...walks(use),
  moderation: () => moderation(use), restriction: () => restriction(use), redress: () => redress_steps(use), figure: () => figure(use), ...admin(use),
  keys: () => keys(use), first: () => first_start(use, process.env.WARDMOTE_TEST_FIRST),
  drafts: () => drafts(use), own: () => own_reports(use), data: () => data(use), alerts: () => alerts(use), templates: () => templates(use),
  two: () => two_editors(use), counted: () => only_counted(use), handed_over: () => handed_over(use),
  followed: () => followed(use), menu: () => menu(use), more: () => more(use), twice: () => twice(use), erase: () => erase(use) }; // the last: somebody is gone after it
const only = process.argv[4];
for (const [name, step] of Object.entries(steps)) {
  if (only && !name.startsWith(only)) continue;
  try {
    await step();
  } catch (error) {
    check(`a journey ends where it should (${error.message.split("\n")[0]})`, false, error.stack);
  }
}
if (!only) check_journeys(been);
if (texts.length) await valid(texts);
await browser.close();
finish();
