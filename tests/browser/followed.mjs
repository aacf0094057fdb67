// Whoever reported, from the message on: it is theirs, they follow it, it is said to be fixed, and it is not. Once with the
// keyboard alone, once without scripts; and signing in by a link without scripts.
import { check, kind_chosen } from "./browser.mjs";

const text = (page) => page.textContent("main");

async function reported(u, page, email) {
  await page.goto(`${u.address}/report`);
  await page.fill("#words", "mattress left on the verge");
  await u.press(page, "Continue");
  await kind_chosen(page, "fly-tipping / public land");
  await page.fill("#place", "ZZ1 2AB, by the pump");
  await u.press(page, "Continue");
  await u.press(page, "Continue");
  await page.fill("#email", email);
  await u.press(page, "Send the report");
  return (await page.textContent(".govuk-panel strong")).trim();
}

async function closed(u, reference) {
  const officer = await u.person();
  await u.signed_in(officer, "Street Scene Supervisor");
  await officer.goto(`${u.address}/work/${reference}`);
  await officer.selectOption("#ending", "fixed");
  await officer.fill("#words", "It was taken away.");
  await u.press(officer, "Close it");
  await officer.context().close();
}

async function ends(u, page, name, reference) {
  check(`${name}: it is open again, and they are told so`, /It is open again/.test(await text(page)), await text(page));
  await page.goto(`${u.address}/reports/${reference}`);
  check(`${name}: everybody can follow that`, /Disputed/.test(await page.textContent(".govuk-summary-list")), await text(page));
  await page.context().close();
}

async function by_keys(u) {
  const page = await u.person();
  const reference = await reported(u, page, "keys@example.org");
  const own = u.address + (await u.own_link(page));
  await page.goto(own);
  await u.seen(page, "is it yours");
  await u.typed(page, 'button[value="confirm"]', "Enter");
  await u.seen(page, "it is yours");
  await closed(u, reference);
  await page.goto(own);
  await u.tab_to(page, "summary");
  await page.keyboard.press("Enter");
  await u.tab_to(page, "#dispute");
  await page.keyboard.type("It lies there still.");
  await u.typed(page, 'button[value="dispute"]', "Enter");
  await ends(u, page, "followed by keyboard", reference);
}

async function without_scripts(u) {
  const page = await u.person({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const reference = await reported(u, page, "plain@example.org");
  const looking = await u.person();
  const own = u.address + (await u.own_link(looking));
  await looking.context().close();
  await page.goto(own);
  await u.bare(page, "is it yours, no scripts");
  await u.press(page, "Yes, send me news");
  check("followed without scripts: they are thanked", /We tell you what becomes of it/.test(await text(page)), await text(page));
  await closed(u, reference);
  await page.goto(own);
  await page.locator("details.w-no summary").click();
  await page.fill("#dispute", "It lies there still.");
  await u.press(page, "Say that it is not fixed");
  await ends(u, page, "followed without scripts", reference);
}

async function signs_in(u) {
  const page = await u.person({ javaScriptEnabled: false });
  await page.goto(`${u.address}/sign-in`);
  await page.fill("#email", "newly@example.org");
  await u.press(page, "Send me a link");
  await u.bare(page, "a link is on its way");
  await page.goto(`${u.address}/demo/mail`);
  await page.locator('main form[action^="/demo/mail"] button').first().click();
  await page.waitForSelector('main a[href*="/link/"]');
  await Promise.all([page.waitForNavigation(), page.locator('main a[href*="/link/"]').first().click()]);
  await u.bare(page, "signing in by a link");
  await Promise.all([page.waitForNavigation(), page.locator("main form button").first().click()]);
  await page.goto(`${u.address}/account`);
  check("signed in by a link, no scripts", /newly@example.org/.test(await text(page)), await text(page));
  await page.context().close();
}

export async function followed(u) {
  await by_keys(u);
  await without_scripts(u);
  await signs_in(u);
}
