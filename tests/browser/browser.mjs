// The browser that all tests of pages share, the pages they look at, and how results are printed (TAP).
import { createRequire } from "node:module";

const folder = new URL("../../build/browser/", import.meta.url); // where npm put the packages
export const require = createRequire(folder);
export const packages = new URL("node_modules/", folder).pathname;
const { chromium } = require("playwright-core");

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--no-first-run"];

export const WIDTHS = [360, 1280];
export const PAGES = ["/", "/areas", "/areas/Aldermoor%20ward", "/areas/Abbey%20ward", "/charters",
  "/charters/aldermoor-streets", "/charters/aldermoor-streets?lang=cy", "/charters/aldermoor-streets/S1?lang=cy",
  "/charters/millbrook-baskets", "/charters/aldermoor-streets/S3",
  "/charters/aldermoor-streets/P1", "/charters/aldermoor-streets/R2", "/charters/after-dark/S1", "/redress", "/nobody", "/returns", "/data", "/record",
  "/search", "/search?q=graffiti", "/search?q=nothing%20at%20all", "/privacy", "/accessibility", "/contact", "/sign-in",
  "/alerts", "/alerts?about=place", "/sign-in/code", "/sign-in/sent", "/account/data/erased", "/demo", "/nope"];

export function browser_open(...more) {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...FLAGS, ...more] });
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
