// The four ways of giving the place of a report, in Chromium, each to its reference: a postcode and words are in
// journeys.mjs; here are a pin on the map, by pointer and by keyboard alone, and where the device is; and what each page
// says where one of them does not work.
import { check, kind_chosen } from "./browser.mjs";

const HERE = { latitude: 54.8801, longitude: 1.972, accuracy: 12 }; // in the demonstration's Aldermoor ward
const AREA = /Marked: in .*Aldermoor ward/;
const TILE = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect x="4" y="4" width="248" height="248" fill="#dfe7dc"/></svg>';
const WEIGHT_MAX = 150_000; // from the first byte to the reference, without the map

async function next(page) {
  await Promise.all([page.waitForNavigation(), page.locator("main form > button").last().click()]);
}

async function to_where(page, address) {
  await page.goto(`${address}/report`);
  await page.fill("#words", "sofa dumped on the verge");
  await next(page);
  await kind_chosen(page, "fly-tipping / public land");
}

async function sent(page, name, sees) {
  await next(page);
  await next(page);
  check(`${name}: the check page says where it is`, sees.test(await page.textContent("dl")), await page.textContent("dl"));
  await next(page);
  check(`${name}: it is sent`, /Your report was sent/.test(await page.textContent("h1")), page.url());
}

const marked = (page) => page.waitForFunction(() => /Marked/.test(document.getElementById("marked-words").textContent));
const words_of = (page) => page.textContent("#marked-words");

async function by_device(person, address, seen) {
  const page = await person({ geolocation: HERE, permissions: ["geolocation"] });
  await to_where(page, address);
  const located = () => Promise.all([page.waitForURL(/report\/more/), page.getByRole("button", { name: "Use my location" }).click()]);
  await located();
  await page.goto(`${address}/report/where`);
  await marked(page);
  check("device: what it found is said in words", AREA.test(await words_of(page)), await words_of(page));
  await seen(page, "where, by device");
  await page.getByRole("button", { name: "Take the mark off" }).click();
  check("device: it can be taken off again", (await page.inputValue("#latitude")) === "" && !(await page.isVisible("#marked")));
  await located();
  await next(page);
  check("device: the check page says where it is", /Marked on the map, in .*Aldermoor ward/.test(await page.textContent("dl")), await page.textContent("dl"));
  await next(page);
  check("device: it is sent", /Your report was sent/.test(await page.textContent("h1")), page.url());
  await page.context().close();
}

// The same mark is the middle of what somebody hears of.
async function alerts_around(person, address, seen) {
  const page = await person({ geolocation: HERE, permissions: ["geolocation"] });
  await page.goto(`${address}/alerts?about=place`);
  await page.getByRole("button", { name: "Use my location" }).click();
  await marked(page);
  await page.fill("#email", "pin@example.org");
  await seen(page, "alerts around a mark");
  await next(page);
  check("alerts: a mark is place enough", /Look into your mail/.test(await page.textContent("main")), page.url());
  await page.context().close();
}

async function refused(person, address) {
  const page = await person({ permissions: [], viewport: { width: 360, height: 740 } });
  await to_where(page, address);
  await page.getByRole("button", { name: "Use my location" }).click();
  await page.waitForFunction(() => /was not allowed/.test(document.getElementById("said").textContent));
  const told = await page.locator("#said").boundingBox();
  check("device, refused: a plain sentence, on the screen", told.y > 0 && told.y + told.height < 740, told);
  const rough = await person({ geolocation: { ...HERE, accuracy: 3000 }, permissions: ["geolocation"] });
  await to_where(rough, address);
  await rough.getByRole("button", { name: "Use my location" }).click();
  await rough.waitForFunction(() => /Write the street as well/.test(document.getElementById("said").textContent));
  check("device, known roughly: words are asked for", AREA.test(await words_of(rough)), await words_of(rough));
  await page.context().close();
  await rough.context().close();
}

async function by_map(person, address, seen) {
  const page = await person();
  const said = [];
  page.on("console", (message) => message.type() === "error" && said.push(message.text()));
  let tiles = 0;
  await page.route("https://tiles.example/**", (route) => { tiles += 1; return route.fulfill({ contentType: "image/svg+xml", body: TILE }); });
  await to_where(page, address);
  await page.fill("#place", "ZZ1 2AB");
  const lazy = await page.$$eval("script, link", (all) => all.filter((one) => /leaflet/.test(one.src ?? one.href)).length);
  check("map: nothing of it is fetched before it is opened", lazy === 0, lazy);
  await page.getByRole("button", { name: "Mark it on a map" }).click();
  await page.waitForSelector(".leaflet-interactive, .leaflet-overlay-pane path");
  await page.locator("#map").click({ position: { x: 200, y: 150 } });
  await marked(page);
  check("map: what was pressed is said in words", /Marked: in /.test(await words_of(page)), await words_of(page));
  check("map: the operator's tiles are under it, and say whose they are", tiles > 3 && /Tiles by nobody/.test(await page.textContent("#map")), tiles);
  check("map: the pin stands on it", await page.isVisible(".w-pin"));
  check("map: what its middle lies in is said in words", /^In the middle of the map: .*ward/.test(await page.textContent("#map-middle")), await page.textContent("#map-middle"));
  check("map: with pictures of the ground nothing is said of lines", (await page.$("#map-lines")) === null);
  await seen(page, "where, map");
  await page.fill("#place", "");
  check("map: the browser complains of nothing", said.filter((text) => !/axe|eval/i.test(text)).length === 0, said);
  await sent(page, "map", /Marked on the map, in /);
  await page.context().close();
}

// Without pictures of the ground, on a telephone: what the lines are, whose names, and all of it on the screen.
async function by_lines(person, address, seen) {
  const page = await person({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await page.route("**/report/where", async (route) => {
    if (route.request().method() !== "GET") return route.continue();
    const answer = await route.fetch({ maxRedirects: 0 });
    return route.fulfill({ response: answer, body: (await answer.text()).replace(/data-tiles="[^"]*"/, 'data-tiles=""') });
  });
  await to_where(page, address);
  await page.goto(`${address}/report/where`);
  await page.fill("#place", "ZZ1 2AB");
  await page.getByRole("button", { name: "Mark it on a map" }).click();
  await page.waitForSelector(".w-area-name");
  const names = await page.$$eval(".w-area-name", (all) => all.map((one) => one.textContent));
  check("lines: areas are named", names.includes("Aldermoor ward") && !names.includes("Harcaster"), names);
  const box = await page.locator("#map").boundingBox();
  check("lines: the map is brought on the screen, and has the focus", box.y >= 0 && box.y + box.height <= 740 &&
    (await page.evaluate(() => document.activeElement.id)) === "map", box);
  await page.locator("#map").click({ position: { x: 150, y: 200 } });
  await marked(page);
  const words = await page.locator("#marked-words").boundingBox();
  check("lines: what was marked stands on the same screen", words.y > 0 && words.y + words.height <= 740, words);
  await page.context().close();
}

async function by_map_and_keyboard(person, address) {
  const page = await person();
  await to_where(page, address);
  await page.focus("#place");
  const tab_to = async (what) => {
    for (let i = 0; i < 20 && !(await page.evaluate((what) => document.activeElement.matches(what), what)); i += 1) await page.keyboard.press("Tab");
    check(`map, keyboard: Tab reaches ${what}`, await page.evaluate((what) => document.activeElement.matches(what), what));
  };
  await tab_to("#open-map");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".leaflet-overlay-pane path");
  await tab_to("#map");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await marked(page);
  check("map, keyboard: Enter marks its middle", /Marked: in /.test(await words_of(page)), await words_of(page));
  await tab_to("#pin");
  await page.keyboard.press("Enter");
  await tab_to("main form > button");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  check("map, keyboard: it goes on", /Answer what you can/.test(await page.textContent("h1")), page.url());
  await page.context().close();
}

// A point that is kept is shown and can be taken off; the buttons are not there.
async function without_scripts(person, address) {
  const page = await person({ javaScriptEnabled: false });
  await to_where(page, address);
  check("scripts off: no button that does nothing", !(await page.isVisible("#marking")));
  await page.locator("main form").evaluate((form, { latitude, longitude }) => {
    form.querySelector("#latitude").value = latitude;
    form.querySelector("#longitude").value = longitude;
  }, HERE);
  await next(page);
  await page.goto(`${address}/report/where`);
  check("scripts off: a mark that is kept is said", /A place is marked: in .*Aldermoor ward/.test(await page.textContent("main")));
  await page.check("#off");
  await page.fill("#place", "by the old oak");
  await next(page);
  check("scripts off: and taken off", /Which area is it in/.test(await page.textContent("main")), await page.textContent("main"));
  await page.context().close();
}

// All that the wire carries from the first page to the reference, as a phone without the map.
async function weight(person, address) {
  const page = await person({ viewport: { width: 360, height: 800 } });
  const session = await page.context().newCDPSession(page);
  let bytes = 0;
  await session.send("Network.enable");
  session.on("Network.loadingFinished", (event) => { bytes += event.encodedDataLength; });
  await to_where(page, address);
  await page.fill("#place", "ZZ1 2AB");
  for (let i = 0; i < 3; i += 1) await next(page);
  await page.waitForLoadState("networkidle");
  check("weight: the reference comes", await page.isVisible(".govuk-panel strong"), page.url());
  check(`weight: ${bytes} bytes from the first to the reference`, bytes > 50_000 && bytes < WEIGHT_MAX, bytes);
  await page.context().close();
}

// Steps of journeys.mjs, by name.
export function places(person, address, seen) {
  const all = { by_device, alerts_around, refused, by_map, by_lines, by_map_and_keyboard, without_scripts, weight };
  return Object.fromEntries(Object.entries(all).map(([name, step]) => [`place_${name}`, () => step(person, address, seen)]));
}
