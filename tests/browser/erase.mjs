// What is held about somebody, in Chromium: read, and erased with scripts off; nothing of it is found afterwards. And the
// data protection officer's request for another.
import { check, kind_chosen } from "./browser.mjs";

const WORDS = "sofa behind the Zanzibar hall";

async function reported(u, page) {
  await page.goto(`${u.address}/report`);
  await page.fill("#words", WORDS);
  await u.press(page, "Continue");
  await kind_chosen(page, "fly-tipping / public land");
  await page.fill("#place", "ZZ1 2AB");
  await u.press(page, "Continue");
  await u.press(page, "Continue");
  await page.fill("#email", "resident@aldermoor.example");
  await u.press(page, "Send the report");
  return (await page.textContent(".govuk-panel strong")).trim();
}

// A request for another, up to where it could be erased.
async function office(u) {
  const page = await u.person();
  await u.signed_in(page, "Data Protection Officer");
  await page.goto(`${u.address}/data-requests/new`);
  await page.fill("#email", "resident@aldermoor.example");
  await page.check('input[value="erasure"]');
  await u.press(page, "Find them and write it down");
  await u.press(page, "Note it");
  await page.check('input[value="seen"]');
  await page.fill("#proved", "20 11 2026");
  await u.press(page, "Note it");
  await u.seen(page, "data request, to be done");
  await page.goto(`${u.address}/data-requests`);
  await u.seen(page, "data requests");
  await page.context().close();
}

export async function erase(u) {
  const own = await u.person(), bare = await u.person({ javaScriptEnabled: false });
  await u.signed_in(own, "Resident of Aldermoor");
  const reference = await reported(u, own);
  await own.goto(`${u.address}/account/data`);
  await u.follow(own, "Erase what is held about you");
  await u.seen(own, "erase, what goes");
  await office(u);
  await u.signed_in(bare, "Resident of Aldermoor");
  await bare.goto(`${u.address}/account/data/erase`);
  await u.press(bare, "Erase it all now");
  check("erase: not by one press", (await bare.textContent(".govuk-error-summary")).includes("Say that you know"), bare.url());
  await bare.check("#agreed");
  await u.press(bare, "Erase it all now");
  check("erase: it is said that it is done", (await bare.textContent("h1")).includes("It is erased"), bare.url());
  await bare.goto(`${u.address}/account`);
  check("erase: signed out", (await bare.textContent("h1")).includes("sign in"), await bare.textContent("h1"));
  await own.goto(`${u.address}/account/data`);
  check("erase: in the other browser, too", (await own.textContent("h1")).includes("sign in"), await own.textContent("h1"));
  for (const path of [`/reports/${reference}`, "/search?q=Zanzibar"]) {
    await bare.goto(u.address + path);
    const found = (await bare.textContent("main")).replaceAll("“Zanzibar”", "");
    check(`erase: ${path} has nothing of it`, !found.includes("Zanzibar hall") && !found.includes("sofa"), found.slice(0, 500));
  }
  for (const page of [own, bare]) await page.context().close();
}
