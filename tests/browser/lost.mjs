// Nothing typed is lost, in Chromium: the back button, a browser that forgets its cookies, and a network that dies on the
// last page, before and after the report has come through.
import { check, kind_chosen } from "./browser.mjs";

async function next(page) {
  await Promise.all([page.waitForNavigation(), page.locator("main form > button").last().click()]);
}

async function to_check(page, address) {
  await page.goto(`${address}/report`);
  await page.fill("#words", "sofa dumped on the verge");
  await next(page);
  await kind_chosen(page, "fly-tipping / public land");
  await page.fill("#place", "ZZ1 2AB, behind the third garage");
  await next(page);
  await next(page);
}

async function back(person, address) {
  const page = await person();
  await to_check(page, address);
  const typed = [];
  for (const what of ["#words", "#place"]) {
    for (let i = 0; i < 4 && !(await page.isVisible(what)); i += 1) await page.goBack();
    typed.unshift(await page.inputValue(what).catch(() => "not there"));
    if (what === "#words") for (let i = 0; i < 2; i += 1) await page.goForward();
  }
  check("back: what was typed stands on each page", typed.join() === "ZZ1 2AB, behind the third garage,sofa dumped on the verge", typed);
  await page.context().close();
}

async function forgotten(person, address) {
  const page = await person();
  await to_check(page, address);
  await page.fill("#email", "ada@example.org");
  await page.context().clearCookies();
  await next(page);
  check("forgotten: it is said what is kept", /What you sent just now is kept/.test(await page.textContent("main")), page.url());
  await to_check(page, address);
  check("forgotten: how to be reached stands there again", (await page.inputValue("#email")) === "ada@example.org");
  await page.context().close();
}

// The line dies before the report has come through; the browser sends it again when the page is asked for again.
async function no_network(person, address) {
  const page = await person();
  await to_check(page, address);
  await page.fill("#email", "ada@example.org");
  await page.context().setOffline(true);
  await page.locator("main form > button").last().click();
  await page.waitForURL(/chrome-error/);
  await page.waitForLoadState();
  await page.context().setOffline(false);
  await page.reload();
  check("no network: asked for again, it is sent", /Your report was sent/.test(await page.textContent("h1").catch(() => "no heading")), page.url());
  await page.context().close();
}

// The report came through and its answer did not: sent again, it is the same one.
async function no_answer(person, address) {
  const page = await person();
  await to_check(page, address);
  let reference = "";
  await page.route("**/report/check?*", async (route) => {
    const answer = await route.fetch({ maxRedirects: 0 });
    reference = answer.headers().location?.split("=")[1] ?? "";
    await route.abort("connectionreset");
  }, { times: 1 });
  await page.locator("main form > button").last().click();
  await page.waitForURL(/chrome-error/);
  await page.waitForLoadState();
  await page.goto(`${address}/report/check`);
  const shown = (await page.textContent(".govuk-panel strong").catch(() => "none")).trim();
  check("no answer: the report that was sent is shown, and no second one", reference !== "" && shown === reference, `${shown}, ${reference}`);
  await page.context().close();
}

// The line dies, and they go back instead: what they typed stands on the page they come to.
async function no_network_back(person, address, signed_in) {
  const page = await person();
  const dies = async (form, what, words) => {
    await page.goto(`${address}${form}`);
    await page.fill(what, words);
    await page.context().setOffline(true);
    await page.locator(`form:has(${what}) > button`).last().click();
    await page.waitForURL(/chrome-error/);
    await page.waitForLoadState();
    await page.context().setOffline(false);
    await page.goBack();
    const kept = await page.inputValue(what).catch(() => "not there");
    check(`no network, back to ${form}: what was typed stands there`, kept === words, `${kept} at ${page.url()}`);
  };
  await dies("/report", "#words", "sofa dumped on the verge");
  await signed_in(page, "Street Scene Supervisor");
  await page.goto(`${address}/work`);
  const report = await page.locator('main td a[href^="/work/"]').first().getAttribute("href");
  await dies(report.split("?")[0], "#words", "The key is with the neighbour.");
  await page.context().close();
}

// Steps of journeys.mjs, by name.
export function lost(person, address, signed_in) {
  const all = { back, forgotten, no_network, no_answer, no_network_back };
  return Object.fromEntries(Object.entries(all).map(([name, step]) => [`lost_${name}`, () => step(person, address, signed_in)]));
}
