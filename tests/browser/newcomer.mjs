// Somebody with a telephone who has never been here: the menu, and a report that is sent twice.
import { check, kind_chosen } from "./browser.mjs";

const PHONE = { viewport: { width: 360, height: 740 } };

export async function menu(u) {
  const page = await u.person({ ...PHONE, javaScriptEnabled: false });
  await page.goto(`${u.address}/report`);
  const main = await page.locator("main").boundingBox();
  check("menu: what stands above a page takes a line each", main.y < 110, main);
  check("menu: it is closed, and what people come for is beside it", (await page.locator("#menu").isHidden()) &&
    (await page.getByRole("link", { name: "Report", exact: true }).isVisible()));
  await page.getByRole("button", { name: "Menu" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  check("menu: by keyboard, with scripts off", await page.getByRole("link", { name: "Areas" }).isVisible());
  await page.keyboard.press("Escape");
  check("menu: Escape closes it", await page.locator("#menu").isHidden());
  await page.getByRole("button", { name: "Menu" }).click();
  await Promise.all([page.waitForNavigation(), page.getByRole("link", { name: "Search" }).click()]);
  check("menu: it leads on", page.url() === `${u.address}/search`, page.url());
  await page.context().close();
}

// Back to the answer of a form, whose button is still there once the report was sent.
export async function twice(u) {
  const page = await u.person(PHONE);
  const reference = async () => (await page.textContent(".govuk-panel strong")).trim();
  await page.goto(`${u.address}/report`);
  await page.fill("#words", "sofa dumped on the verge");
  await u.press(page, "Continue");
  await kind_chosen(page, "fly-tipping / public land");
  await page.fill("#place", "ZZ1 2AB");
  await u.press(page, "Continue");
  await u.press(page, "Continue");
  await page.fill("#email", "not an address");
  await u.press(page, "Send the report");
  await page.fill("#email", "dora@example.org");
  await u.press(page, "Send the report");
  const first = await reference();
  await page.goBack();
  await page.fill("#email", "other@example.org");
  await u.press(page, "Send the report");
  check("twice: it is the same report", (await reference()) === first, page.url());
  check("twice: and the page says so, and how to put right what was changed",
    /You sent this already\. It is one report, and nothing was sent twice\. If you changed something on the page before, that is not in it: add it by the link/.test(await page.textContent("main")), await page.textContent("main"));
  await u.seen(page, "sent twice");
  await page.context().close();
}
