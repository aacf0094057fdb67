// A charter drafted by two, in Chromium: begun, the other asked in, the same clause changed by both at once, agreed; and its
// history.
import { check } from "./browser.mjs";

const US = "the residents of Millbrook";

async function begun(u, officer) {
  await officer.goto(`${u.address}/drafts/new`);
  await u.seen(officer, "draft, begin");
  await u.press(officer, "Begin");
  await u.seen(officer, "draft, begun empty");
  await officer.fill("#title", "Millbrook Green");
  await officer.fill("#area", "Aldermoor ward, Harcaster");
  await officer.fill("#parties", `Harcaster Borough Council\n${US}`);
  await officer.fill("#party", "Harcaster Borough Council");
  await officer.selectOption("#from", "new");
  await u.press(officer, "Begin");
  await officer.click("text=Ask somebody in");
  await officer.check(`input[name="party"][value="${US}"]`);
  await officer.fill("#email", "resident@aldermoor.example");
  await u.press(officer, "Ask them");
  await u.seen(officer, "draft");
  return officer.url().split("?")[0];
}

// Whoever changes the target of a clause, and why.
async function change(u, page, target, why) {
  await page.locator('input[value^="at least "]').first().fill(target);
  await page.fill("#words", why);
  await u.press(page, "Propose it");
}

// Both have the clause open; one is faster, and the slower one's own party agrees meanwhile.
async function both(u, draft, officer, resident) {
  for (const page of [officer, resident]) await page.goto(`${draft}/clauses/S1`);
  await u.seen(officer, "draft, a clause");
  await change(u, officer, "at least 95% each quarter", "We manage 95 now.");
  const beside = await resident.context().newPage();
  await beside.goto(officer.url());
  await u.press(beside, "Agree");
  await change(u, resident, "at least 92% each quarter", "92 is enough.");
  await u.seen(resident, "draft, a change to one that changed");
  const words = (await resident.textContent("main")).replaceAll(/\s+/g, " ");
  check("draft, two at once: the slower one's change says what it would change by now", /95%.*92%/.test(words), words);
  await officer.goto(resident.url());
  await u.seen(officer, "draft, a change to answer");
}

// A group asks for a charter; the officer opens what they asked.
async function asked(u, officer, resident) {
  await resident.goto(`${u.address}/charters/ask`);
  await resident.fill("#party", "Friends of Mill Green");
  await resident.fill("#spoken", "41 members");
  await resident.fill("#place", "Mill Green");
  await resident.fill("#matters", "Litter after weekends.");
  await resident.click("text=Choose what troubles people");
  await resident.check('input[name="kind"][value="street lights / out"]');
  await u.press(resident, "Ask for it");
  await u.seen(resident, "charter, who belongs at the table");
  check("charter, asked for: whoever answers for the trouble is ticked", await resident.isChecked('input[name="body"][value="Eastmark County Council"]'));
  await u.press(resident, "Keep this");
  await u.seen(resident, "charter, asked for");
  await officer.goto(`${u.address}/work/asked`);
  await officer.click("text=Answer it");
  await u.seen(officer, "charter, to answer");
  await officer.click("text=Begin a draft for it");
  check("charter, asked for: the draft begins with who asked", (await officer.inputValue("#parties")).endsWith("Friends of Mill Green"));
}

// A party that has nobody here answers on paper: printed, recorded by one body, confirmed by another.
async function on_paper(u, officer) {
  const life = `${u.address}/charters/millbrook-baskets/life`;
  await officer.goto(`${life}/suspend`);
  for (const [field, words] of Object.entries({ from: "1 12 2026", words: "The yard is dug up.", office: "Head of Streets", authority: "decision 12" }))
    await officer.fill(`#${field}`, words);
  await u.press(officer, "Ask them");
  await u.seen(officer, "charter, to answer on paper");
  await officer.goto(`${life}/sheet`);
  await u.seen(officer, "charter, the sheet of an answer");
  const code = (await officer.textContent(".w-typed")).trim();
  await officer.goto(life);
  await officer.check('input[name="answer"][value="yes"]');
  for (const [field, words] of Object.entries({ office: "the households' meeting", authority: "a vote", code, "signed-on": "22 11 2026" }))
    await officer.fill(`#${field}`, words);
  await u.press(officer, "Put it on record");
  await u.seen(officer, "charter, an answer recorded from paper");
  const clerk = await u.person();
  await u.signed_in(clerk, "Clerk to the Parish Council");
  await clerk.goto(life);
  await u.seen(clerk, "charter, an answer to confirm");
  await clerk.fill('input[name^="paper-code-"]', code);
  await u.press(clerk, "I have seen the paper: confirm it");
  check("an answer on paper counts when another body has seen it", (await clerk.textContent("main")).includes("will be suspended from 1 December 2026"));
  await clerk.context().close();
}

export async function drafts(u) {
  const officer = await u.person(), resident = await u.person();
  await u.signed_in(officer, "Neighbourhoods Officer");
  await u.signed_in(resident, "Resident of Aldermoor");
  await asked(u, officer, resident);
  const draft = await begun(u, officer);
  await both(u, draft, officer, resident);
  await officer.goto(`${draft}/meeting`);
  await officer.keyboard.press("ArrowRight");
  await officer.waitForURL(/clause=S1/);
  await u.seen(officer, "draft, a clause at a meeting");
  await officer.goto(`${draft}/history`);
  await u.seen(officer, "draft, history");
  await officer.goto(`${draft}/workload`);
  await u.seen(officer, "draft, the work it would make");
  await officer.goto(`${draft}/add`);
  await u.seen(officer, "draft, another clause");
  await officer.check('input[value="Contact"]');
  await u.press(officer, "Continue");
  await u.seen(officer, "draft, a contact");
  await officer.goto(`${draft}/sign`);
  await u.seen(officer, "draft, signing");
  await officer.goto(`${draft}/sheet`);
  await u.seen(officer, "draft, sheet to sign");
  await on_paper(u, officer);
  for (const page of [officer, resident]) await page.context().close();
}
