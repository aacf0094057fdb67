// Other voices, in Chromium: a report by letter in Polish, its words kept beside the officer's English and answered by
// letter; somebody who reports for a neighbour, with scripts off.
import { check, kind_chosen } from "./browser.mjs";

const POST = "Street Scene Supervisor";
const POLISH = "Przed domem przy Mill Lane ktoś wyrzucił starą kanapę.";

export function voices({ person, address, seen, signed_in, press }) {
  const words_of = (page) => page.textContent("main");

  async function to_whose(page) {
    await press(page, "Continue");
    await kind_chosen(page, "fly-tipping / public land");
    await page.fill("#place", "Mill Lane, ZZ1 2AB");
    await press(page, "Continue");
    await press(page, "Continue");
  }

  async function letter_in_polish() {
    const page = await person();
    await signed_in(page, POST);
    await page.goto(`${address}/report/intake`);
    await seen(page, "intake");
    await press(page, "Continue");
    await seen(page, "intake, nothing chosen");
    await page.check('input[value="letter"]');
    await page.fill("#day", "20 11 2026");
    await page.selectOption("#language", "pl");
    await press(page, "Continue");
    await page.fill("#words", "An old sofa was thrown away before a house in Mill Lane.");
    await page.fill("#original", POLISH);
    await seen(page, "intake, what");
    await to_whose(page);
    await seen(page, "intake, whose");
    await page.check('input[name="way"][value="letter"]');
    await press(page, "Continue");
    await seen(page, "intake, no address");
    await page.fill("#own-name", "Zofia Nowak");
    await page.fill("#own-address", "3 Mill Lane\nHarcaster\nZZ1 2AB");
    await page.check("#large");
    await page.check("#own-language");
    await press(page, "Continue");
    await seen(page, "intake, check");
    check("letter: both wordings are shown before it is taken in", (await words_of(page)).includes(POLISH));
    await press(page, "Take it in");
    await seen(page, "intake, sent");
    const reference = (await page.textContent(".govuk-panel strong")).trim();
    await page.goto(`${address}/work/${reference}`);
    await seen(page, "intake, work");
    check("letter: the officer reads it as it was written", await page.isVisible(`[lang="pl"]`), await words_of(page));
    await page.selectOption("#ending", "fixed");
    await page.fill("#words", "Two men took it away on Tuesday.");
    await page.fill("#words-own", "Dwóch panów zabrało ją we wtorek.");
    await press(page, "Close it");
    await page.goto(`${address}/demo/mail`);
    const mail = await words_of(page);
    check("letter: the answer is a letter in both languages", mail.includes("zabrało ją we wtorek") && mail.includes("took it away on Tuesday"), mail.slice(0, 2000));
    await page.goto(`${address}/reports/${reference}`);
    await seen(page, "intake, its page");
    check("letter: nobody else reads who wrote it", !/Zofia|3 Mill Lane/.test(await words_of(page)), await words_of(page));
    await page.goto(`${address}/work/channels`);
    await seen(page, "channels");
    await page.context().close();
  }

  // Scripts off; it is said on the first page, and again before it is sent.
  async function for_a_neighbour() {
    const page = await person({ javaScriptEnabled: false });
    await page.goto(`${address}/report`);
    await Promise.all([page.waitForNavigation(), page.getByRole("link", { name: "I report for somebody else" }).click()]);
    await press(page, "Continue");
    check("neighbour: it must be said that they agree", /Ask them first/.test(await page.textContent(".govuk-error-summary")));
    await page.check('input[value="a neighbour or friend"]');
    await page.check("#agreed");
    await press(page, "Continue");
    await page.fill("#words", "sofa dumped on the verge");
    await to_whose(page);
    check("neighbour: it is said before it is sent", /neighbour or friend speaks for them/.test(await words_of(page)), await words_of(page));
    await press(page, "Send the report");
    check("neighbour: it is sent", /Your report was sent/.test(await page.textContent("h1")), page.url());
    await page.context().close();
  }

  async function for_somebody_seen() {
    const page = await person();
    await page.goto(`${address}/report/for`);
    await seen(page, "for somebody else");
    await page.context().close();
  }

  // Closed by the service, disputed by the champion of the area.
  async function found_by_champion() {
    const resident = await person();
    await resident.goto(`${address}/report`);
    await resident.fill("#words", "sofa dumped on the verge");
    await to_whose(resident);
    await press(resident, "Send the report");
    const reference = (await resident.textContent(".govuk-panel strong")).trim();
    await resident.context().close();
    const officer = await person();
    await signed_in(officer, POST);
    await officer.goto(`${address}/work/${reference}`);
    await officer.selectOption("#ending", "fixed");
    await officer.fill("#words", "Two men took it all away.");
    await press(officer, "Close it");
    await officer.context().close();
    const page = await person();
    await signed_in(page, "Neighbourhood champion");
    await page.goto(`${address}/reports/${reference}`);
    await Promise.all([page.waitForNavigation(), page.getByRole("link", { name: "say what you found" }).click()]);
    await seen(page, "finding");
    await press(page, "Put it on the report");
    await seen(page, "finding, nothing written");
    await page.fill("#words", "I was there at noon: the sofa is gone, the bags are not.");
    await press(page, "Put it on the report");
    await seen(page, "finding, on the report");
    const said = (await words_of(page)).replaceAll(/\s+/g, " ");
    check("champion: the report is open again, and what was found stands beside what the service says",
      /Status ?Disputed/.test(said) && /champion found \(neighbourhood champion\) ?It is not as the service says\. I was there at noon/.test(said) && /service says/.test(said), said);
    await page.context().close();
  }

  // A report that nobody answers for, and the neighbourhoods officer who finds a body for it.
  async function nobodys() {
    const resident = await person();
    await resident.goto(`${address}/report`);
    await resident.fill("#words", "the bench on the station platform is dirty");
    await press(resident, "Continue");
    const other = resident.locator("#other");
    if (!(await other.isVisible())) await resident.locator("summary").first().click();
    await other.selectOption("rail and canal");
    await press(resident, "Continue");
    await resident.fill("#place", "ZZ1 2AB, platform 2");
    await press(resident, "Continue");
    check("nobody's: it is said before it is sent", /Nobody is known to answer for this/.test(await words_of(resident)), await words_of(resident));
    await press(resident, "Send the report");
    const reference = (await resident.textContent(".govuk-panel strong")).trim();
    await resident.goto(`${address}/nobody`);
    await seen(resident, "nobody");
    await resident.context().close();
    const page = await person();
    await signed_in(page, "Neighbourhoods Officer");
    await page.goto(`${address}/nobody`);
    await seen(page, "nobody, whoever may give it");
    await Promise.all([page.waitForNavigation(), page.getByRole("link", { name: reference }).click()]);
    await press(page, "Give it to them");
    await seen(page, "nobody, nothing chosen");
    await page.selectOption("#body", "Eastmark County Council");
    await page.fill("#why", "The bank is beside their highway.");
    await press(page, "Give it to them");
    check("nobody's: it is somebody's now", !(await words_of(page)).includes(reference), await words_of(page));
    await page.context().close();
  }

  // A partner without a log-in: asked for its return by a link, which it signs.
  async function partners_return() {
    const officer = await person();
    await signed_in(officer, "Neighbourhoods Officer");
    await officer.goto(`${address}/returns/ask`);
    await seen(officer, "returns, ask");
    await press(officer, "Ask for it");
    await seen(officer, "returns, nothing chosen");
    await officer.selectOption("#body", "Harcaster BID");
    await press(officer, "Ask for it");
    await seen(officer, "returns, asked for");
    const link = (await words_of(officer)).match(/\/return\/[0-9a-f]+/)[0];
    const page = await person();
    await page.goto(address + link);
    await seen(page, "return, form");
    await page.setInputFiles("#csv", { name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("reference,service\nA-1,litter\n") });
    await page.fill("#seen-0", "a few");
    await press(page, "Look through it");
    await seen(page, "return, faults");
    check("return: what was typed stays", (await page.inputValue("#seen-0")) === "a few");
    await page.fill("#seen-0", "25 of 26");
    await press(page, "Look through it");
    await seen(page, "return, check");
    await press(page, "Sign the return");
    await seen(page, "return, unsigned");
    await page.fill("#signer", "Nina Contact");
    await page.fill("#office", "Night-time Manager");
    await page.check("#agreed");
    await press(page, "Sign the return");
    await seen(page, "return, signed");
    check("return: signed by an office, on a day", /Signed\s+by Night-time Manager on/.test(await words_of(page)), await words_of(page));
    await page.goto(`${address}/returns`);
    await seen(page, "returns");
    await page.context().close();
    await officer.context().close();
  }

  return { voices_return: partners_return, voices_nobody: nobodys, voices_found: found_by_champion, voices_letter: letter_in_polish, voices_neighbour: for_a_neighbour, voices_for: for_somebody_seen };
}
