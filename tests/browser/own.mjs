// What is one's own, in Chromium: one's reports in a list, and what one hears of, from the first request to the end.
import { check, kind_chosen } from "./browser.mjs";

const ADDRESS = "dora@example.org";

// The newest link of that kind that was sent.
async function link_of(u, page, kind) {
  await page.goto(`${u.address}/demo/mail`);
  return u.address + (await page.evaluate((kind) => document.body.innerHTML.match(new RegExp(`${kind}[A-Za-z0-9_-]+`))[0], kind));
}

export async function own_reports(u) {
  const page = await u.person();
  await u.signed_in(page, "Resident of Aldermoor");
  await page.goto(`${u.address}/account/reports`);
  await u.seen(page, "your reports, none");
  await page.goto(`${u.address}/report`);
  await page.fill("#words", "sofa dumped on the verge");
  await u.press(page, "Continue");
  await kind_chosen(page, "fly-tipping / public land");
  await page.fill("#place", "ZZ1 2AB");
  await u.press(page, "Continue");
  await u.press(page, "Continue");
  await u.press(page, "Send the report");
  await page.goto(`${u.address}/account/reports`);
  await u.seen(page, "your reports");
  await Promise.all([page.waitForNavigation(), page.locator('main a[href^="/account/reports/"]').first().click()]);
  await u.seen(page, "your report");
  check("own: their own words stand there", /sofa dumped/.test(await page.textContent("main")), await page.textContent("main"));
  await page.context().close();
}

// What is held about somebody: asked for by the link of a report, and by letter, which an officer writes down.
export async function data(u) {
  const page = await u.person(), officer = await u.person();
  await page.goto(`${u.address}${await u.own_link(page)}/data`);
  await u.seen(page, "what is held, by a link");
  await u.signed_in(officer, "Data Protection Officer");
  await officer.goto(`${u.address}/data-requests/new`);
  await u.press(officer, "Find them and write it down");
  await u.seen(officer, "data request, sent empty");
  await officer.fill("#email", "resident@aldermoor.example");
  await officer.locator("#wish").first().check();
  await u.press(officer, "Find them and write it down");
  if (await officer.isVisible("#who")) { // one who reported, besides the one who signs in
    await u.seen(officer, "data request, of which");
    await officer.locator("#who").check();
    await u.press(officer, "Find them and write it down");
  }
  await u.seen(officer, "data request");
  for (const each of [page, officer]) await each.context().close();
}

export async function alerts(u) {
  const page = await u.person();
  await page.goto(`${u.address}/alerts?about=place`);
  await page.fill("#place", "ZZ1 2AB");
  await page.fill("#email", ADDRESS);
  await u.press(page, "Tell me");
  await u.seen(page, "alerts, asked for");
  await page.goto(await link_of(u, page, "/alerts/confirm/"));
  await u.seen(page, "alerts, confirm");
  await Promise.all([page.waitForNavigation(), page.locator("main button").click()]);
  await u.seen(page, "alerts, confirmed");
  const change = await link_of(u, page, "/alerts/confirm/");
  await page.goto(change.replace("/alerts/confirm/", "/alerts/change/"));
  await u.seen(page, "alerts, change");
  await page.check('input[value="at once"]');
  await u.press(page, "Save");
  await u.seen(page, "alerts, changed");
  await u.follow(page, "Hear no more of it");
  await u.seen(page, "alerts, end");
  await Promise.all([page.waitForNavigation(), page.locator("main button").click()]);
  await u.seen(page, "alerts, ended");
  await page.context().close();
}
