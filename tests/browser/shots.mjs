// Screenshots of pages, to be looked at: node tests/browser/shots.mjs ADDRESS FOLDER [PATH... [as POST]]
import { WIDTHS, browser_open, sign_in } from "./browser.mjs";
import { people } from "./looked.mjs";

const [address, folder, ...words] = process.argv.slice(2);
const as = words.indexOf("as");
const asked = as < 0 ? words : words.slice(0, as);
const posts = asked.length ? [[as < 0 ? "" : words.slice(as + 1).join(" "), asked]] : people();
const browser = await browser_open();
for (const [post, paths] of posts) {
  const page = await (await browser.newContext()).newPage();
  if (post) await sign_in(page, address, post);
  for (const path of paths) {
    await page.goto(address + path);
    const name = path === "/" ? "home" : path.slice(1).replaceAll(/[^a-z0-9]+/gi, "-");
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
    }
  }
  await page.context().close();
}
await browser.close();
