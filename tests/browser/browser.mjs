// The browser that all tests of pages share, and the pages they look at.
import { createRequire } from "node:module";

const require = createRequire(new URL("../../build/browser/", import.meta.url));
const { chromium } = require("playwright-core");

export const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--no-first-run"];

export const PAGES = ["/", "/areas", "/areas/aldermoor-ward", "/charters", "/charters/aldermoor-streets",
  "/charters/aldermoor-streets/text", "/charters/aldermoor-streets/S3", "/redress", "/data", "/search?q=graffiti"];

export function browser_open() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
}

export { require };
