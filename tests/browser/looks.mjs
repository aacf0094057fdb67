// What every page must be, wherever it is met: accessible by axe, as wide as its window, valid by the Nu checker, and put
// together as the GOV.UK Design System has it.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { check, packages, require } from "./browser.mjs";

const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const AXE_PLACES = { type: "rule", values: ["target-size", "scrollable-region-focusable"] };
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

// Runs in the page: what axe passed is many times what it found, and would have to be brought over.
async function axe_told(tags) {
  const found = await window.axe.run(document, { runOnly: tags, resultTypes: ["violations"], preload: false });
  return found.violations.map((v) => `${v.impact} ${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(" | ")}`);
}

// What axe goes by beside the page itself: which elements are seen, and in which colours. Runs in the page.
export function shown() {
  return [...document.body.querySelectorAll("*")].map((one) => {
    const { color, backgroundColor, position } = getComputedStyle(one);
    return one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length ? `${color} ${backgroundColor} ${position}` : "";
  }).join("\n");
}

// axe takes half a second of a processor. In a second width of a page that shows the same elements in the same colours
// only what depends on where they stand is asked again (letters grow with the window, and larger ones need less contrast).
const seen = new WeakMap(); // by page: what was shown when axe went through all of it

export async function accessible(page, name) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const now = `${page.url()} ${await page.content()} ${await page.evaluate(shown)}`;
  const told = await page.evaluate(axe_told, seen.get(page) === now ? AXE_PLACES : AXE_TAGS);
  seen.set(page, now);
  check(`${name}: axe finds nothing`, told.length === 0, told.join("\n"));
}

export async function fits(page, name, width) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  check(`${name}: nothing is wider than the window`, wide <= width, `${wide} > ${width}`);
  const small = await page.$$eval("a, button, input, summary", (all) => all
    .filter((one) => { const box = one.getBoundingClientRect(); return box.width > 1 && box.height < 14; })
    .map((one) => one.outerHTML.slice(0, 100)));
  check(`${name}: nothing to press is tiny`, small.length === 0, small);
}

// One heading, no name twice, every control with words of its own and its error and hint tied to it, every fault above
// the form leading to a control, the title beginning with "Error: " if something is wrong. Runs in the page.
function faults_of_making() {
  const said = [];
  const all = (what) => [...document.querySelectorAll(what)];
  if (all("h1").length !== 1) said.push(`${all("h1").length} first headings`);
  const ids = all("[id]").map((one) => one.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => said.push(`id ${id} twice`));
  for (const one of all("input:not([type=hidden]), select, textarea")) {
    if (!(one.getAttribute("aria-label") ?? one.labels[0]?.textContent ?? "").trim()) said.push(`no label: ${one.outerHTML.slice(0, 100)}`);
    const group = one.closest(".govuk-form-group");
    const told = `${one.getAttribute("aria-describedby")} ${one.closest("fieldset")?.getAttribute("aria-describedby")}`.split(" ");
    for (const words of group?.querySelectorAll(".govuk-error-message, .govuk-hint:not(.govuk-radios__hint, .govuk-checkboxes__hint)") ?? [])
      if (!told.includes(words.id)) said.push(`not tied to its control: ${words.outerHTML.slice(0, 100)}`);
  }
  const faults = all(".govuk-error-summary a");
  for (const link of faults) {
    const to = document.getElementById(link.getAttribute("href").slice(1));
    if (!to?.matches("input, select, textarea, button")) said.push(`leads nowhere: ${link.outerHTML}`);
  }
  if (faults.length > 0 !== document.title.startsWith("Error: ")) said.push(`title: ${document.title}`);
  return said;
}

export async function well_made(page, name) {
  const said = await page.evaluate(faults_of_making);
  check(`${name}: well made`, said.length === 0, said.join("\n"));
}

// Where the focus is, and whether it can be seen.
export function focused() {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const isSeen = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none" ||
    style.backgroundColor === "rgb(255, 221, 0)";
  const all = [...document.querySelectorAll("*")];
  return { at: all.indexOf(one), isSeen, html: one.outerHTML.slice(0, 100) };
}

// pages: [name, HTML] each.
export async function valid(pages) {
  const folder = mkdtempSync(join(tmpdir(), "wardmote-nu-"));
  const files = [];
  for (const [at, [, text]] of pages.entries()) {
    const file = join(folder, `${at}.html`);
    writeFileSync(file, text);
    files.push(file);
  }
  let said = "";
  try {
    await promisify(execFile)("java", ["-jar", `${packages}vnu-jar/build/dist/vnu.jar`, "--format", "gnu", ...files]);
  } catch (error) {
    said = String(error.stderr);
  }
  for (const [at, [name]] of pages.entries()) {
    const own = said.split("\n").filter((line) => line.includes(`/${at}.html"`) || line.includes(`/${at}.html:`));
    check(`${name}: valid by the Nu checker`, own.length === 0, own.join("\n"));
  }
  check("the Nu checker ran", said === "" || /\.html"?:/.test(said), said);
  rmSync(folder, { recursive: true });
}

