// A round on foot in Chromium: planned, graded with the network cut and sent when there is a signal, the same with scripts
// off; and what a champion needs, noted.
import { check } from "./browser.mjs";

const POST = "Neighbourhood champion, Aldermoor";

export function walks({ person, address, seen, bare, signed_in, press }) {
  async function planned(page, day) {
    await page.goto(`${address}/walkabouts/new`);
    await page.fill("#day", day);
    await page.fill("#meeting", "The library's door, Market Street");
    await page.fill("#places", "Moss Lane by the school\nThe green");
    await press(page, "Plan it");
    return page.url();
  }

  async function graded_without_signal() {
    const page = await person({ viewport: { width: 360, height: 800 } });
    await signed_in(page, POST);
    const at = await planned(page, "22 11 2026");
    await page.waitForFunction(() => document.documentElement.dataset.kept === "yes");
    await seen(page, "a round on foot");
    const picture = await page.screenshot({ type: "jpeg" });
    await page.context().setOffline(true);
    await page.reload();
    await page.selectOption("#g0-0", "B");
    await page.setInputFiles("#p0-1", { name: "a.jpg", mimeType: "image/jpeg", buffer: picture });
    await page.getByRole("button", { name: "Put it on record" }).click();
    check("a photograph without its grade: the grade is asked for", (await page.$eval("#g0-1", (one) => one.validationMessage)) === "Choose the grade of what you photographed.");
    await page.selectOption("#g0-1", "C");
    await page.getByRole("button", { name: "Put it on record" }).click();
    const says = (words) => page.waitForFunction((words) => document.getElementById("kept-words").textContent.includes(words), words);
    await says("2 are waiting to be sent");
    check("a round on foot, no signal: it says what is kept", /2 places graded.*photograph, The green/.test(await page.textContent("#kept-list")), await page.textContent("#kept-list"));
    await page.context().setOffline(false);
    await says("2 were sent");
    await page.goto(`${address}/charters/aldermoor-streets/S4`);
    check("a round on foot: when the signal is back it is on record", /1 of 2 places at grade B or better/.test(await page.textContent("main")), await page.textContent("main"));
    const plain = await person({ javaScriptEnabled: false });
    await signed_in(plain, POST);
    await plain.goto(at);
    await bare(plain, "a round on foot, without scripts");
    await plain.selectOption("#g0-1", "B");
    await press(plain, "Put it on record");
    check("a round on foot, scripts off: it is sent at once", /What you found is on record/.test(await plain.textContent("main")), await plain.textContent("main"));
    await plain.context().close();
    await page.context().close();
  }

  async function noted() {
    const page = await person();
    await signed_in(page, "Administrator");
    await page.goto(`${address}/admin/people`);
    await page.getByRole("link", { name: POST }).click();
    await page.getByRole("link", { name: "Note insurance and consent" }).click();
    await seen(page, "insurance and consent");
    await page.fill("#insured", "the council's policy for volunteers");
    await press(page, "Note it");
    await seen(page, "insurance without a day");
    check("insurance: the day is asked for", /Write the day on which the insurance ends/.test(await page.textContent(".govuk-error-summary")));
    await page.context().close();
  }

  return { walks_without_signal: graded_without_signal, walks_insurance: noted };
}
