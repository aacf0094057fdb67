// What two have to do with, in Chromium: a template that officers share, a report that two of them write on, one that goes
// from the borough to the county, and one that nobody outside sees.
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { check, kind_chosen } from "./browser.mjs";

const STREET = "Street Scene Supervisor";

async function reported(u, words, kind, options) {
  const page = await u.person(options);
  await page.goto(`${u.address}/report`);
  await page.fill("#words", words);
  await u.press(page, "Continue");
  await kind_chosen(page, kind);
  await page.fill("#place", "ZZ1 2AB");
  await u.press(page, "Continue");
  if (page.url().endsWith("/report/more")) await u.press(page, "Continue"); // not every kind asks something
  await page.fill("#email", "eve@example.org");
  await u.press(page, "Send the report");
  const reference = (await page.textContent(".govuk-panel strong")).trim();
  return { page, reference };
}

const words_of = async (page) => (await page.textContent("main")).replaceAll(/\s+/g, " ");

async function written(u, page) {
  await page.goto(`${u.address}/work/templates`);
  await u.seen(page, "templates, none");
  await u.follow(page, "Write a new one");
  await u.press(page, "Keep it");
  await u.seen(page, "template, sent empty");
  await page.selectOption("#use", "close");
  await page.fill("#name", "Cleared away");
  await page.fill("#english", "{reference} was cleared away in {area}.");
  await u.press(page, "Keep it");
  await u.seen(page, "templates, one");
}

// Chosen, filled, changed by hand, sent; by somebody with scripts off.
export async function templates(u) {
  const author = await u.person(), user = await u.person({ javaScriptEnabled: false });
  for (const page of [author, user]) await u.signed_in(page, STREET);
  await written(u, author);
  const { page, reference } = await reported(u, "sofa dumped on the verge", "fly-tipping / public land");
  await user.goto(`${u.address}/work/${reference}`);
  await user.selectOption("#use-close", { label: "Cleared away" });
  await user.locator('button[value="fill close"]').click();
  const put = await user.inputValue("#words");
  check("template: filled with what the report has", put.startsWith(`${reference} was cleared away in Aldermoor ward`), put);
  await user.selectOption("#ending", "fixed");
  await user.fill("#words", `${put} The verge is seeded.`);
  await u.press(user, "Close it");
  await page.goto(`${u.address}/reports/${reference}`);
  check("template: everybody reads it as it was changed", /was cleared away in Aldermoor ward.* The verge is seeded\./.test(await words_of(page)), await words_of(page));
  for (const each of [author, user, page]) await each.context().close();
}

// Handed over while somebody else writes: their words come back, and nothing that is not theirs any more.
async function gone_meanwhile(u, one, other) {
  const { page, reference } = await reported(u, "sofa on the verge", "fly-tipping / public land");
  for (const each of [one, other]) await each.goto(`${u.address}/work/${reference}`);
  await other.locator("details:has(#hand-why) summary").click();
  await other.selectOption("#body", "Eastmark County Council");
  await other.fill("#hand-why", "The verge is the county's.");
  await u.press(other, "Hand it over");
  await one.fill("#words", "Taken away on Monday.");
  await u.press(one, "Close it");
  await u.seen(one, "two editors, handed over meanwhile");
  check("two: who has it now, and what happened", /Eastmark County Council has this report.*The verge is the county's\./.test(await words_of(one)), await words_of(one));
  check("two: their words can be copied", (await one.inputValue("#unsent")) === "Taken away on Monday." && !(await one.$("#ending")));
  await page.context().close();
}

// Both have it open; neither loses what they wrote, and each reads what the other did.
export async function two_editors(u) {
  const { page, reference } = await reported(u, "mattress on the verge", "fly-tipping / public land");
  const one = await u.person(), other = await u.person({ javaScriptEnabled: false });
  for (const each of [one, other]) {
    await u.signed_in(each, each === one ? STREET : "Neighbourhoods Officer");
    await each.goto(`${u.address}/work/${reference}`);
  }
  await one.locator("details:has(#note) summary").click();
  await one.fill("#note", "The van comes at noon.");
  await one.locator('button[value="note"]:not([hidden])').click();
  await one.waitForLoadState();
  await other.selectOption("#ending", "not found");
  await other.fill("#words", "There is nothing on the verge.");
  await u.press(other, "Close it");
  await u.bare(other, "two editors, the slower one");
  check("two: the slower one reads what the faster did", /New since you opened it.*The van comes at noon\./.test(await words_of(other)), await words_of(other));
  check("two: what the slower one wrote is there", (await other.inputValue("#words")) === "There is nothing on the verge." && (await other.inputValue("#ending")) === "not found");
  await one.locator("details:has(#hand-why) summary").click();
  await u.press(other, "Close it");
  await one.selectOption("#body", "Eastmark County Council");
  await one.fill("#hand-why", "The verge is the county's.");
  await u.press(one, "Hand it over");
  await u.seen(one, "two editors, closed meanwhile");
  check("two: and the other way round", /New since you opened it.*There is nothing on the verge\./.test(await words_of(one)), await words_of(one));
  check("two: what can't be sent any more can be read", (await one.inputValue("#unsent")) === "The verge is the county's.");
  await gone_meanwhile(u, one, other);
  for (const each of [page, one, other]) await each.context().close();
}

// Of what is only counted nothing is on any page outside, for nobody and for no officer of another body.
export async function only_counted(u) {
  const SECRET = "a man in a green van sells drugs by the arches";
  const { page, reference } = await reported(u, SECRET, "drug dealing", { viewport: { width: 360, height: 800 } });
  await u.seen(page, "counted, sent");
  const outside = await u.person(), other = await u.person(), police = await u.person();
  await u.signed_in(other, STREET);
  await u.signed_in(police, "Neighbourhood Inspector");
  for (const each of [outside, other])
    for (const path of ["/", "/areas/Aldermoor%20ward", `/search?q=${reference}`, "/search?q=sells%20drugs", `/reports/${reference}`, "/areas/Aldermoor%20ward.atom", "/nobody"]) {
      const answer = await each.context().request.get(u.address + path);
      const text = await answer.text();
      check(`counted: nothing of it at ${path.replace(reference, "it")}`, !/green van/.test(text) && (path.includes(reference) || !text.includes(reference)), text.slice(0, 500));
    }
  await outside.goto(`${u.address}/reports/${reference}`);
  await u.seen(outside, "counted, no page");
  await police.goto(`${u.address}/work/${reference}`);
  check("counted: whoever answers for it reads it", /green van/.test(await words_of(police)), await words_of(police));
  for (const each of [page, outside, other, police]) await each.context().close();
}

// A promise of the county, and one of the borough to pass on what is not its own.
const CHARTER = `# Charter: Lamps and poles

- Id: lamps-and-poles
- Between: Harcaster Borough Council; Eastmark County Council; residents
- Area: Aldermoor ward
- In force: 1 November 2026 to 31 December 2028
- Calendar: harcaster
- Event: passing on

## Standard L1: What is passed on to the county
- Service: graffiti / other
- Provider: Eastmark County Council
- Clock: from receipt to completion, within 5 working days
- Target: at least 90% each quarter

## Standard L2: Passed on in a day
- Service: graffiti / other
- Provider: Harcaster Borough Council
- Clock: from receipt to passing on, within 1 working day
- Target: at least 90% each quarter
`;

const wardmote = (...words) => promisify(execFile)(process.env.WARDMOTE, [...words, "--store", process.env.WARDMOTE_TEST_STORE]);
// Time passes in a demonstration when it is told to; what is served follows.
const until = (day) => wardmote("rebuild", "--as-of", day);

// The borough keeps it for four days; the county, which then has it, is in time: whose miss is it?
export async function handed_over(u) {
  const file = join(tmpdir(), `wardmote-${process.pid}.md`);
  writeFileSync(file, CHARTER);
  await wardmote("import", "document", file);
  const { page, reference } = await reported(u, "tag sprayed on the lamp post", "graffiti / other", { viewport: { width: 360, height: 800 } });
  const borough = await u.person(), county = await u.person({ javaScriptEnabled: false });
  await u.signed_in(borough, STREET);
  await u.signed_in(county, "Community Highways Officer");
  await until("2026-11-26");
  await borough.goto(`${u.address}/work/${reference}`);
  await borough.locator("details:has(#hand-why) summary").click();
  await borough.selectOption("#body", "Eastmark County Council");
  await borough.fill("#hand-why", "The post is the county's.");
  await u.press(borough, "Hand it over");
  await u.seen(borough, "hand-over, done");
  check("hand-over: the list says that it is theirs now", (await words_of(borough)).includes(`It is theirs now: ${reference}`), await words_of(borough));
  await page.goto(`${u.address}/reports/${reference}`);
  await u.seen(page, "hand-over, both clocks");
  check("hand-over: the resident's clock goes on, the county's began when it had it", new RegExp(
    "Promise: S2 [^,]*, by Harcaster Borough Council Counted from Sunday 22 November.* Due by the end of 30 November.*" +
    "Promise: L1 [^,]*, by Eastmark County Council Counted from Thursday 26 November.* Due by the end of 4 December").test(await words_of(page)), await words_of(page));
  await until("2026-12-02");
  await county.goto(`${u.address}/work/${reference}`);
  await county.selectOption("#ending", "fixed");
  await county.fill("#words", "Painted over.");
  await u.press(county, "Close it");
  await page.goto(`${u.address}/reports/${reference}`);
  await u.seen(page, "hand-over, ended");
  check("hand-over: the miss is the borough's", new RegExp("Late Promise: S2 [^,]*, by Harcaster Borough Council .*" +
    "On time Promise: L1 [^,]*, by Eastmark County Council .* Late Promise: L2 [^,]*, by Harcaster Borough Council").test(await words_of(page)), await words_of(page));
  await until("2026-11-22");
  for (const each of [page, borough, county]) await each.context().close();
}
