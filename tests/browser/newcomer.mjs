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

// What only some come by: an area that can't be told from the place, the house behind a postcode, and a promise that is
// graded on foot; all that is folded is opened. axe runs in a page whose own scripts do not come, too.
export async function more(u) {
  for (const scripts of ["on", "off"]) {
    const page = await u.person(PHONE);
    const look = async (name) => {
      await page.$$eval("main details", (all) => all.forEach((one) => { one.open = true; }));
      await u.seen(page, `${name}, scripts ${scripts}`);
    };
    if (scripts === "off") await page.route("**/*.js", (route) => route.abort());
    const placed = async (place) => {
      await page.goto(`${u.address}/report`);
      await page.fill("#words", "a deep pothole in the road");
      await u.press(page, "Continue");
      await kind_chosen(page, "potholes");
      await page.fill("#place", place);
      await u.press(page, "Continue");
    };
    await placed("by the old oak");
    check(`more, scripts ${scripts}: the area is asked for`, await page.locator("select#area").isVisible(), page.url());
    await look("report, more, which area");
    await u.press(page, "Continue");
    await look("report, more, no area");
    await page.goto(`${u.address}/report/where`);
    await page.fill("#place", "ZZ1 2AB");
    await u.press(page, "Continue");
    check(`more, scripts ${scripts}: which house is asked for`, (await page.locator("#beside").count()) === 1, page.url());
    await look("report, more, which house");
    await page.goto(`${u.address}/charters/aldermoor-streets/S4`);
    await look("a promise graded on foot");
    await page.context().close();
  }
}
