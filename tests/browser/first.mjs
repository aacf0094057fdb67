// The first start, in Chromium: from the one-time link of a new, empty store to the list of what is still to be done, by
// what stands on the pages alone.
import { createHmac } from "node:crypto";

import { check } from "./browser.mjs";

// RFC 6238, of a secret as it stands in the form.
function totp(secret) {
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac("sha1", Buffer.from(secret, "hex")).update(moment).digest();
  return String((mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

// link: of a server of its own (pages.py).
export async function first_start(u, link) {
  const page = await u.person();
  const words = () => page.textContent("main");
  await page.goto(link);
  await u.seen(page, "first, the link");
  await u.press(page, "Continue");
  await u.seen(page, "first, sent empty");
  await page.fill("#name", "Ada First");
  await page.fill("#email", "ada@newplace.example");
  await page.fill("#password", "nine tall yellow doors");
  await u.press(page, "Continue");
  await u.seen(page, "first, signed in");
  check("first: what comes next is said", /second step/.test(await words()), `${page.url()} ${await words()}`);
  await u.follow(page, /second step/);
  await page.fill("#code", totp(await page.inputValue("input[name=secret]")));
  await u.press(page, "Set up the second step");
  await u.seen(page, "first, the codes");
  await u.follow(page, "I have kept them");
  await u.seen(page, "first, what is to be done");
  check("first: each line of it can be pressed", (await page.$$("main li a")).length >= 8, await words());
  await page.goto(link);
  await u.seen(page, "first, the link again");
  check("first: the link works once", /used already/.test(await words()), await words());
  await page.context().close();
}
