// A step of redress answered, in Chromium: with scripts off and by keyboard, from the list to the register.
import { check } from "./browser.mjs";

export async function steps(u) {
  const page = await u.person({ javaScriptEnabled: false }), other = await u.person();
  await u.signed_in(page, "Street Scene Supervisor");
  await page.goto(`${u.address}/work/steps`);
  await u.text(page, "the steps owed");
  check("steps: the list says what, by when and of which promise", (await page.$$("tbody a")).length > 1, await page.textContent("main"));
  await page.focus("tbody a");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/work/steps/*/*/*/*/*");
  const path = page.url();
  await u.text(page, "a step");
  await page.focus('button[value="answer"]');
  await page.keyboard.press("Enter");
  await page.waitForSelector(".govuk-error-summary");
  await u.text(page, "a step, nothing written");
  const what = (await page.textContent("h1")).trim();
  await page.fill("#words", "The meadow stood under water in April, and the mower could not be used.");
  await page.fill("#day", "21 11 2026");
  await page.fill("#office", "Parks Manager");
  await page.press("#office", "Enter");
  await page.waitForSelector('button[name="checked"]');
  await u.text(page, "a step, looked through");
  await u.picture(page, "step-check-scripts-off");
  await page.focus('button[name="change"]');
  await page.keyboard.press("Enter");
  await page.waitForSelector("#words");
  check("step: changed, nothing is lost", (await page.inputValue("#words")).startsWith("The meadow stood") && (await page.inputValue("#office")) === "Parks Manager", await page.content());
  await page.press("#office", "Enter");
  await page.waitForSelector('button[name="checked"]');
  await page.focus('button[name="checked"]');
  await page.keyboard.press("Enter");
  await page.waitForSelector(".govuk-notification-banner--success");
  await u.text(page, "a step, answered");
  await u.picture(page, "step-answered-scripts-off");
  await page.goto(`${u.address}/redress`);
  check("step: the register has the answer", (await page.textContent("main")).includes("stood under water in April"), what);
  await u.signed_in(other, "Neighbourhoods Officer");
  await other.goto(path);
  await u.seen(other, "a step that is answered");
  await other.click("summary:has-text('Something in the answer is wrong')");
  await u.press(other, "Continue");
  await u.seen(other, "a step, put right without a reason");
  await payments(u);
  for (const each of [page, other]) await each.context().close();
}

// What a body owes, put into a file; not approved by whoever prepared it, and by one other.
async function payments(u) {
  const one = await u.person({ javaScriptEnabled: false }), other = await u.person();
  await u.signed_in(one, "Neighbourhood Officer, Priory Fields");
  await one.goto(`${u.address}/work/steps`);
  await one.click('a[href="/work/payments"]');
  await one.waitForURL("**/work/payments");
  await one.fill("#office", "Payments Officer");
  await one.press("#office", "Enter");
  await one.waitForURL("**/work/payments/PAY-*");
  check("payments: whoever prepared the file does not approve it", (await one.$('button[value="approve"]')) === null, await one.textContent("main"));
  await u.text(one, "a file of payments");
  await u.signed_in(other, "Head of Finance");
  await other.goto(one.url());
  await u.seen(other, "a file of payments, to be approved");
  await other.fill("#office", "Head of Finance");
  await u.press(other, "Approve the file");
  await u.seen(other, "a file of payments, approved once");
  check("payments: one approval is not enough", (await other.textContent("main")).includes("Waits for one approval"), await other.textContent("main"));
  for (const each of [one, other]) await each.context().close();
}
