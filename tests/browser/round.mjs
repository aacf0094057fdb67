// A crew's round in Chromium with the network cut: what is said is kept, survives a reload and the end of a session, and
// is sent once when there is a signal; somebody else who was faster; and the same with scripts off.
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync, crc32 } from "node:zlib";

import { check } from "./browser.mjs";

const POST = "Neighbourhood Officer, Priory Fields"; // who has much that is late

// A picture of one colour, as PNG.
function picture(name, grey) {
  const [width, height] = [640, 480];
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height, grey);
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0;
  const file = join(tmpdir(), `wardmote-${process.pid}-${name}.png`);
  writeFileSync(file, Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]));
  return file;
}

const kept_words = (page) => page.textContent("#kept-words");
const says = (page, words) => page.waitForFunction((words) => document.getElementById("kept-words")?.textContent.includes(words), words);

export function round({ person, address, seen, bare, signed_in, press }) {
  // On the list, all of it on the phone, and the references of its stops.
  async function on_round(page) {
    await page.goto(`${address}/work/round`);
    await page.waitForFunction(() => document.documentElement.dataset.kept === "yes");
    return page.$$eval(".w-round li", (all) => all.map((one) => one.dataset.reference));
  }

  async function out(options) {
    const page = await person({ viewport: { width: 360, height: 800 }, ...options });
    await signed_in(page, POST);
    return page;
  }

  // What became of a stop, on its own page.
  async function said(page, reference, outcome, more = {}) {
    await page.locator(`.w-round li[data-reference="${reference}"] a`).click();
    await page.waitForSelector("#stop");
    if (more.before) await page.setInputFiles("#before", more.before);
    if (more.after) await page.setInputFiles("#after", more.after);
    await page.check(`input[name=outcome][value="${outcome}"]`);
    if (more.reason) await page.selectOption("#reason", more.reason);
    if (more.words) await page.fill("#words", more.words);
    await page.getByRole("button", { name: "Send" }).click();
    await page.waitForSelector("#kept-list li");
  }

  async function without_signal() {
    const page = await out();
    const [first, second] = await on_round(page);
    await seen(page, "round");
    await page.locator(".w-round a").first().click();
    await page.waitForSelector("#stop");
    await seen(page, "round, a stop");
    await page.goBack();
    await page.context().setOffline(true);
    await page.reload();
    check("round, no signal: the list is there", (await page.$$(".w-round li")).length > 1, page.url());
    await said(page, first, "done", { before: picture("before", 60), after: picture("after", 200), words: "Two men and a van." });
    await says(page, "1 is waiting to be sent");
    await page.reload();
    await says(page, "1 is waiting to be sent. There is no signal");
    await said(page, second, "could not", { reason: "the gate was locked" });
    await says(page, "2 are waiting to be sent");
    const public_page = await person();
    await public_page.goto(`${address}/reports/${first}`);
    check("round, no signal: nothing is sent", /Open/.test(await public_page.textContent(".govuk-summary-list")));
    await page.context().setOffline(false);
    await says(page, "2 were sent");
    await public_page.reload();
    check("round: when the signal is back it is closed", /Closed/.test(await public_page.textContent(".govuk-summary-list")), await public_page.textContent("main"));
    await public_page.goto(`${address}/reports/${second}`);
    check("round: what could not be done says why", /Could not be done: the gate was locked/.test(await public_page.textContent("main")), await public_page.textContent("main"));
    await page.goto(`${address}/work/${first}`);
    check("round: both photographs are on it", (await page.$$("main img")).length >= 2, await page.textContent("main"));
    await page.goto(`${address}/work/round`);
    await says(page, "2 were sent");
    await seen(page, "round, sent");
    await public_page.context().close();
    await page.context().close();
  }

  async function signed_out() {
    const page = await out();
    const [, stop] = await on_round(page);
    await page.context().setOffline(true);
    await said(page, stop, "not found");
    await page.context().clearCookies({ name: "session" });
    await page.context().setOffline(false);
    await says(page, "You were signed out");
    await page.reload();
    check("round, signed out: it asks to sign in", /sign in/i.test(await page.textContent("h1")), await page.textContent("h1"));
    await page.getByRole("link", { name: "Sign in" }).last().click();
    await page.waitForSelector("#user");
    await page.fill("#user", "priory.fields@threeways.example");
    await page.fill("#password", "market place at noon");
    await press(page, "Sign in");
    await says(page, "1 was sent");
    check("round, signed in again: it is sent", page.url().includes("/work/round"), page.url());
    await page.context().close();
  }

  async function somebody_faster() {
    const [page, other] = [await out(), await out({ javaScriptEnabled: false })];
    const [stop] = await on_round(page);
    await page.context().setOffline(true);
    await said(page, stop, "done");
    await other.goto(`${address}/work/round/${stop}`);
    await bare(other, "round, a stop without scripts");
    await other.check('input[value="not found"]');
    await press(other, "Send");
    await bare(other, "round, sent without scripts");
    const told = await other.textContent("main");
    check("round, scripts off: it is sent at once", told.includes(`${stop}: what became of it is on record`), `${other.url()} ${told}`);
    await page.context().setOffline(false);
    await says(page, "1 was not taken");
    check("round, somebody faster: it says who", /somebody else closed it meanwhile, as not found/i.test(await page.textContent("#kept-list")), await page.textContent("#kept-list"));
    await seen(page, "round, not taken");
    page.once("dialog", (dialog) => dialog.accept());
    await page.getByRole("button", { name: "Throw it away" }).click();
    await page.waitForSelector("#kept", { state: "hidden" });
    await other.context().close();
    await page.context().close();
  }

  async function stop_empty() {
    const page = await out({ javaScriptEnabled: false });
    await page.goto(`${address}/work/round`);
    await page.locator(".w-round a").first().click();
    await page.waitForSelector("#stop");
    await page.fill("#words", "we were there");
    await press(page, "Send");
    await bare(page, "round, a stop sent empty");
    check("round, scripts off: the fault is said", (await page.textContent(".govuk-error-summary")).includes("Choose what became of it"));
    check("round, scripts off: what was typed stays", (await page.inputValue("#words")) === "we were there");
    await page.context().close();
  }

  return { round_without_signal: without_signal, round_signed_out: signed_out, round_somebody_faster: somebody_faster, round_stop_empty: stop_empty };
}
