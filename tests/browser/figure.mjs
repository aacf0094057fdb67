// A figure in Chromium: from the promise to what was published; nothing there for everybody to press.
import { check } from "./browser.mjs";

export async function figure(u) {
  const page = await u.person();
  await page.goto(`${u.address}/charters/aldermoor-streets/S5`);
  await page.getByText("Each period, and its figure").click();
  await page.click('a[href$="/figures/2025-12-31"]');
  await page.waitForURL("**/figures/2025-12-31");
  await u.seen(page, "a figure that was corrected");
  await u.picture(page, "figure");
  const said = await page.textContent("main");
  check("figure: what was published first stands beside the correction", said.includes("47 of 58") && said.includes("56 of 58"), said);
  check("figure: nothing to press for everybody", (await page.$$("main button")).length === 0, said);
  await page.context().close();
}
