// Screenshots of pages, to be looked at: node tests/browser/shots.mjs ADDRESS FOLDER [PATH...]
import { PAGES, WIDTHS, browser_open } from "./browser.mjs";

const [address, folder, ...paths] = process.argv.slice(2);
const browser = await browser_open();
for (const width of WIDTHS) {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  for (const path of paths.length ? paths : PAGES) {
    await page.goto(address + path);
    const name = path === "/" ? "home" : path.slice(1).replaceAll(/[^a-z0-9]+/gi, "-");
    await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
  }
  await page.close();
}
await browser.close();
