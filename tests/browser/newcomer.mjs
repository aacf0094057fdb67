// Somebody with a telephone who has never been here: the menu.
import { check } from "./browser.mjs";

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
