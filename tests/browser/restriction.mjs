// Contact that is limited, in Chromium: decided from a report, appealed by its link with scripts off, answered by somebody else.
import { check, kind_chosen } from "./browser.mjs";

async function reported(u) {
  const page = await u.person();
  await page.goto(`${u.address}/report`);
  await page.fill("#words", "tag sprayed on the bus shelter");
  await u.press(page, "Continue");
  await kind_chosen(page, "graffiti / other");
  await page.fill("#place", "ZZ1 2AB");
  await u.press(page, "Continue");
  await u.press(page, "Continue");
  await page.fill("#email", "cas@example.org");
  await u.press(page, "Send the report");
  const reference = (await page.textContent(".govuk-panel strong")).trim();
  await page.context().close();
  return reference;
}

async function decided(u, page, reference) {
  await page.goto(`${u.address}/work/${reference}`);
  await u.follow(page, "Limit the contact of whoever reported");
  await u.press(page, "Limit it and tell them");
  await u.seen(page, "limit, nothing chosen");
  await page.check('input[name="limit"][value="2"]');
  await page.fill("#why", "Forty notes in one day, after being asked twice to stop.");
  await page.fill("#until", "1 6 2027");
  await page.selectOption("#reviewer", { index: 1 });
  await page.fill("#review", "1 3 2027");
  await u.press(page, "Limit it and tell them");
  await u.seen(page, "limit, decided");
  return (await page.textContent("main")).match(/\/restriction\/[0-9a-f]{32}/)[0];
}

export async function restriction(u) {
  const officer = await u.person(), own = await u.person({ javaScriptEnabled: false }), reviewer = await u.person();
  const reference = await reported(u);
  await u.signed_in(officer, "Neighbourhoods Officer");
  const link = await decided(u, officer, reference);
  await own.goto(u.address + link);
  await u.text(own, "limit, their own page");
  await u.picture(own, "limit-own-scripts-off");
  await own.fill("#appeal", "It was ten, and nobody asked me to stop.");
  await u.press(own, "Send your appeal");
  check("limit: appealed with scripts off", (await own.textContent("main")).includes("An answer is due by"), own.url());
  await u.signed_in(reviewer, "Scrutiny Officer");
  await reviewer.goto(`${u.address}/restrictions`);
  await u.seen(reviewer, "limits");
  await reviewer.goto(officer.url());
  await u.seen(reviewer, "limit, appealed");
  await reviewer.check('input[value="stands"]');
  await reviewer.fill("#reply", "Both letters are on file: it stands.");
  await u.press(reviewer, "Answer the appeal");
  const page = await u.person();
  await page.goto(u.address + link);
  await u.seen(page, "limit, their own page answered");
  for (const each of [officer, own, reviewer, page]) await each.context().close();
}
