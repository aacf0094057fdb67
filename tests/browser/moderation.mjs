// What is kept from others, in Chromium: a photograph looked at and covered, with the pointer, by keyboard and with scripts
// off; words hidden, and asked for by whoever wrote them.
import { check, kind_chosen } from "./browser.mjs";

async function photographed(u, page) {
  const picture = await page.screenshot({ type: "jpeg" }); // of the page before: any picture will do
  await page.goto(`${u.address}/report`);
  await page.fill("#words", "mattress behind the garages, my neighbour Zebedee put it there");
  await u.press(page, "Continue");
  await kind_chosen(page, "fly-tipping / public land");
  await page.fill("#place", "ZZ1 2AB");
  await u.press(page, "Continue");
  await page.setInputFiles("input[type=file]", { name: "a.jpg", mimeType: "image/jpeg", buffer: picture });
  await u.press(page, "Continue");
  await page.fill("#email", "bea@example.org");
  await u.press(page, "Send the report");
  return (await page.textContent(".govuk-panel strong")).trim();
}

// A place drawn from there to there, in parts of the picture.
async function draw(page, from, to) {
  const box = await page.locator("#cover").boundingBox();
  await page.mouse.move(box.x + box.width * from[0], box.y + box.height * from[1]);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to[0], box.y + box.height * to[1], { steps: 4 });
  await page.mouse.up();
}

async function covered(u, page, reference) {
  await page.goto(`${u.address}/moderation/${reference}`);
  await u.seen(page, "moderation, one report");
  await page.locator(".w-photographs a").first().click();
  await page.waitForURL(/photographs/);
  await u.seen(page, "moderation, a photograph");
  await u.follow(page, "Cover places in it");
  await u.seen(page, "moderation, cover");
  await draw(page, [0.1, 0.1], [0.3, 0.4]);
  await page.click("#cover-add");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowDown");
  await page.click("#cover-add");
  await page.keyboard.press("Delete");
  const lines = (await page.inputValue("#rectangles")).split("\n");
  check("cover: one place drawn, one by keyboard, one taken away", lines.length === 2 && lines.every((line) => /^\d+ \d+ \d+ \d+$/.test(line)), lines);
  const drawn = lines[0].split(" ").map(Number);
  check("cover: where it was drawn", Math.abs(drawn[0] - 128) < 8 && Math.abs(drawn[2] - 256) < 10, drawn);
  await u.press(page, "Cover them");
  await u.seen(page, "moderation, cover without a reason");
  check("cover: what was drawn stays drawn", (await page.locator(".w-cover__place").count()) === 2);
  await page.check("#reason");
  await u.press(page, "Cover them");
  await u.seen(page, "moderation, covered");
}

async function covered_without_scripts(u, reference) {
  const page = await u.person({ javaScriptEnabled: false });
  await u.signed_in(page, "Street Scene Supervisor");
  await page.goto(`${u.address}/moderation/${reference}`);
  await page.locator(".w-photographs a").first().click();
  await u.follow(page, "Cover places in it");
  await u.text(page, "moderation, cover with scripts off");
  await u.picture(page, "moderation-cover-scripts-off");
  await page.fill("#cells", "B2:C3");
  await page.check("#reason");
  await u.press(page, "Cover them");
  check("cover: with scripts off, too", page.url().endsWith(`/moderation/${reference}`), page.url());
  await page.context().close();
}

async function hidden(u, page, reference) {
  await page.goto(`${u.address}/moderation/${reference}`);
  await page.click("text=Hide words, or show them again");
  await u.press(page, "Hide them");
  await u.seen(page, "moderation, nothing chosen");
  await page.check('input[value^="entry"]');
  await page.check('input[value="a person is named"]');
  await u.press(page, "Hide them");
  await u.seen(page, "moderation, hidden");
  await page.goto(`${u.address}/moderation`);
  await u.seen(page, "moderation");
  const own = await u.person();
  await own.goto(u.address + (await u.own_link(own)));
  await own.click("text=Ask that it be shown");
  await own.fill("#appeal", "Zebedee is my cat.");
  await u.press(own, "Ask for it");
  await u.seen(own, "own link, asked that it be shown");
  await own.context().close();
  await page.goto(`${u.address}/moderation/${reference}`);
  await u.seen(page, "moderation, asked");
}

// What was given out on request, written down; it stands with all else that was done about it, on the page of work too.
async function given(u, page, reference) {
  await page.goto(`${u.address}/moderation/${reference}`);
  await page.click("text=Write down that something was given out");
  await u.press(page, "Write it down");
  await u.seen(page, "moderation, given out, nothing chosen");
  await page.check('input[name="given"]');
  await page.fill("#given-to", "Foxholes Parish Council");
  await page.fill("#given-why", "Their clerk, rung back at the council's number: they mend the gate.");
  await u.press(page, "Write it down");
  await page.click("text=It was written down by mistake");
  await u.seen(page, "moderation, given out");
  await page.goto(`${u.address}/work/${reference}`);
  await page.click("text=What was hidden, shown again or given out");
  await u.seen(page, "work, what was hidden and given out");
}

export async function moderation(u) {
  const page = await u.person();
  await page.goto(`${u.address}/charters`);
  const reference = await photographed(u, page);
  await u.signed_in(page, "Street Scene Supervisor");
  await covered(u, page, reference);
  await covered_without_scripts(u, reference);
  await hidden(u, page, reference);
  await given(u, page, reference);
  await page.context().close();
}
