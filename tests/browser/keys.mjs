// An officer's day by keyboard alone, in Chromium: no press of the mouse from signing in to the end.
import { check } from "./browser.mjs";

const USER = "priory.fields@threeways.example"; // who has much that is late
const PASSWORD = "market place at noon";

export async function keys({ address, person, seen }) {
  const page = await person();
  const at = (what) => page.evaluate((what) => Boolean(document.activeElement?.matches(what)), what);

  // Tab until that has the focus; two keys at once would not be noticed.
  async function tab_to(what) {
    for (let i = 0; i < 120; i += 1) {
      if (await at(what)) return;
      await page.keyboard.press("Tab");
    }
    check(`keys: Tab reaches ${what}`, false, page.url());
  }

  const press = (key) => page.keyboard.press(key);
  const goes = (key) => Promise.all([page.waitForNavigation(), press(key)]);
  const reference = async () => (await page.textContent("h1")).trim();
  const row = () => page.evaluate(() => document.activeElement.closest("tr")?.querySelector("a").textContent);
  const listed = () => page.$$eval(".w-work tbody a", (all) => all.map((one) => one.textContent));

  async function type_into(what, words) {
    await tab_to(what);
    await page.keyboard.type(words);
  }

  async function sign_in() {
    await page.goto(`${address}/sign-in?with=password`);
    await type_into("#user", USER);
    await type_into("#password", PASSWORD);
    await goes("Enter");
    check("keys: the day begins with the list of work", page.url() === `${address}/work`, page.url());
    await tab_to('.w-tabs a[href*="show=late"]');
    await goes("Enter");
  }

  async function along_the_list() {
    const all = await listed();
    check("keys: enough is late", all.length > 5, all);
    await press("j");
    check("keys: j goes to the first row", (await row()) === all[0], await row());
    await press("j");
    await press("j");
    await press("k");
    check("keys: j and k go down and up", (await row()) === all[1], await row());
    await press("?");
    check("keys: ? shows them", await page.isVisible("#keys-dialog"));
    await seen(page, "keys");
    await press("Escape");
    await press("x");
    check("keys: x chooses", await page.isChecked(`#case-${all[1]}`));
    await press("x");
    check("keys: and x again does not", !(await page.isChecked(`#case-${all[1]}`)));
    return all;
  }

  async function close_and_pause(all) {
    await goes("Enter");
    check("keys: Enter opens", (await reference()) === all[1], await reference());
    await tab_to("#ending");
    await page.keyboard.type("fixed");
    await type_into("#words", "The tap was mended. no more drips: jkxnp?");
    check("keys: what is typed is typed", (await page.inputValue("#words")).endsWith("jkxnp?"), await page.inputValue("#words"));
    await tab_to('form[enctype] button[value="close"]');
    await goes("Enter");
    check("keys: it is closed", !(await page.isVisible("#ending")), await page.textContent("main"));
    await goes("n");
    check("keys: n goes on from where it stood", (await reference()) === all[2], await reference());
    await goes("p");
    check("keys: p goes back", (await reference()) === all[0], await reference());
    await goes("n");
    await tab_to("details:has(#pause-why) summary");
    await press("Enter");
    await type_into("#reason", "no access");
    await type_into("#pause-why", "Nobody is at home until Monday.");
    await tab_to('button[value="pause"]');
    await goes("Enter");
    check("keys: its clock stands still", /Its clock stands still/.test(await page.textContent("main")), await page.textContent("main"));
    await seen(page, "keys, one report");
    await goes("u");
    check("keys: back in the list, at a row", (await listed()).includes(await row()), await row());
    await goes("Enter");
  }

  const words = async () => (await page.textContent("main")).replaceAll(/\s+/g, " ");

  // Opens what is folded away, by the field in it.
  async function unfold(field) {
    await tab_to(`details:has(${field}) summary`);
    await press("Enter");
  }

  async function assign_and_hand_over() {
    await goes("n");
    await unfold("#assignee");
    await tab_to("#assignee");
    await page.keyboard.type("Neigh");
    await type_into("#assigned", "Repairs crew 2");
    await tab_to('button[value="assign"]');
    await goes("Enter");
    check("keys: it is given to somebody", /Does it ?Repairs crew 2: Neighbourhood Officer, Priory Fields/.test(await words()), await words());
    await goes("n");
    const given = await reference();
    await unfold("#hand-why");
    await type_into("#body", "Harcaster Borough");
    await type_into("#hand-why", "The drain is in the road.");
    await tab_to('button[value="hand over"]');
    await goes("Enter");
    check("keys: handed over, back in the list it was opened from", (await words()).includes(`It is theirs now: ${given}`) && !(await listed()).includes(given), await words());
  }

  async function close_two() {
    await tab_to("tbody[data-keys] a");
    const first = await row();
    await press("x");
    await press("j");
    const second = await row();
    await press("x");
    await type_into("#words", "Both taps were mended on one visit.");
    await tab_to("#ending");
    await page.keyboard.type("fixed");
    await tab_to('button[value="close"]');
    await goes("Enter");
    await seen(page, "keys, two looked through");
    await tab_to('button[name="checked"]');
    await goes("Enter");
    const all = await listed();
    check("keys: two are closed at once", !all.includes(first) && !all.includes(second), all);
  }

  async function explain_two() {
    const all = await listed();
    await tab_to("tbody[data-keys] a");
    await press("x");
    const first = await row();
    await press("j");
    const second = await row();
    await press("x");
    await type_into("#words", "Our van broke down; we come on Friday.");
    await type_into("#cause", "van broke down");
    await tab_to('button[value="explain"]');
    await goes("Enter");
    await tab_to('button[name="checked"]');
    await goes("Enter");
    check("keys: the focus is on the row below", (await row()) === all[all.indexOf(second) + 1], `${await row()}, ${page.url()}`);
    for (const one of [first, second]) {
      await page.goto(`${address}/reports/${one}`);
      check(`keys: ${one === first ? "one" : "the other"} says why it is late`, /Our van broke down/.test(await page.textContent("main")), await page.textContent("main"));
    }
  }

  // The first that waits, from the list of what is held back.
  async function open_next() {
    await tab_to(".w-briefs a");
    await goes("Enter");
    if (!page.url().includes("/photographs/")) {
      await tab_to('main a[href*="/photographs/"]');
      await goes("Enter");
    }
    await seen(page, "keys, a photograph");
  }

  // A photograph of a report, looked at by whoever decides whether others see it: opened, shown, and the next one.
  async function look_through() {
    const picture = await page.screenshot({ type: "jpeg" }); // any picture will do
    await page.goto(`${address}/work?show=late`);
    for (const one of (await page.$$eval(".w-work tbody a", (all) => all.map((each) => each.href))).slice(0, 2)) {
      await page.goto(one);
      await unfold("#photo");
      await page.setInputFiles("#photo", { name: "a.jpg", mimeType: "image/jpeg", buffer: picture }); // the system's own dialogue
      await tab_to('button[value="add photograph"]');
      await goes("Enter");
    }
    await page.goto(`${address}/moderation`);
    const waiting = () => page.$$eval(".w-briefs a", (all) => all.map((each) => each.textContent));
    const before = await waiting();
    check("keys: photographs wait to be looked at", before.length >= 2, before);
    await open_next();
    await tab_to('button[value="show"]');
    await goes("Enter");
    check("keys: it is shown, and that is said", /everybody sees it/.test(await words()), await words());
    await tab_to('a[href="/moderation"]');
    await goes("Enter");
    check("keys: the list goes on with the next", (await waiting()).join() === before.slice(1).join(), await waiting());
    await open_next();
    check("keys: which is another one", (await words()).trim().startsWith(before[1].trim()), await words());
  }

  async function turned_off() {
    await page.goto(`${address}/work?show=late`);
    await tab_to("#keys-turn");
    await press("Enter");
    await page.reload();
    await press("j");
    check("keys: turned off they stay off", (await row()) === undefined && /on$/.test(await page.textContent("#keys-turn")), await page.textContent("#keys-turn"));
  }

  async function signed_out() {
    await tab_to('nav a[href="/account"]');
    await goes("Enter");
    await tab_to('main a[href="/sign-out"]');
    await goes("Enter");
    await tab_to("#sign-out button");
    await goes("Enter");
    await page.goto(`${address}/work`);
    check("keys: signed out", /sign in/i.test(await page.textContent("h1")), page.url());
  }

  await sign_in();
  const all = await along_the_list();
  await close_and_pause(all);
  await assign_and_hand_over();
  await close_two();
  await explain_two();
  await look_through();
  await turned_off();
  await signed_out();
  await page.context().close();
}
