// The browser that all tests of pages share, the pages they look at, and how results are printed (TAP).
import { createRequire } from "node:module";

const folder = new URL("../../build/browser/", import.meta.url); // where npm put the packages
export const require = createRequire(folder);
export const packages = new URL("node_modules/", folder).pathname;
const { chromium } = require("playwright-core");

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--no-first-run"];

export const WIDTHS = [360, 1280];
export const PATIENCE = 40_000; // milliseconds until something that must come has not: only what fails takes so long

export function browser_open(...more) {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...FLAGS, ...more] });
}

// Signs somebody of the demonstration in: with a session that pages.py made, or, where a server is only looked at, by
// the form, with what stands on /demo. In a test a dozen people sign in, and every password takes its second.
// The kind of a report, unless its words said it plainly.
export async function kind_chosen(page, kind) {
  if (!page.url().includes("/report/which")) return;
  await page.check(`input[value="${kind}"]`);
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Continue", exact: true }).first().click()]);
}

export async function sign_in(page, address, post) {
  const session = JSON.parse(process.env.WARDMOTE_TEST_SESSIONS ?? "{}")[post];
  if (session) {
    await page.context().addCookies([{ name: "session", value: session, url: address }]);
    return;
  }
  await page.goto(`${address}/demo`);
  const password = (await page.textContent("strong code")).trim();
  const user = (await page.locator("tr", { hasText: post }).first().locator("code").textContent()).trim();
  await page.goto(`${address}/sign-in?with=password`);
  await page.fill("#user", user);
  await page.fill("#password", password);
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Sign in", exact: true }).first().click()]);
}

let count = 0;
let failed = 0;

export function check(name, isGood, detail = "") {
  count += 1;
  failed += isGood ? 0 : 1;
  console.log(`${isGood ? "" : "not "}ok ${count} - ${name}`);
  if (!isGood) {
    const text = typeof detail === "string" ? detail : JSON.stringify(detail, null, 1);
    for (const line of text.slice(0, 4000).split("\n")) console.log(`# ${line}`);
  }
}

export function finish() {
  console.log(`1..${count}`);
  process.exitCode = failed ? 1 : 0;
}
