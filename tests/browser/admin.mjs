// An administrator with scripts off: what there is to look after, and a late holiday that is looked at and dropped.
import { check } from "./browser.mjs";

export function admin({ address, person, seen, press, follow, signed_in }) {
  return {
    async admin() {
      const page = await person({ javaScriptEnabled: false });
      await signed_in(page, "Administrator");
      await page.goto(`${address}/admin`);
      await follow(page, "Calendars");
      await follow(page, /Harcaster/);
      await page.fill("#day", "2026-11-24");
      await page.fill("#title", "Jubilee");
      await press(page, "See what this holiday would move");
      const text = await page.textContent("main");
      check("admin: a holiday says first which deadlines move", /\d+ open deadlines move/.test(text) && /Nothing has changed yet/.test(text), text);
      await press(page, "Drop this change");
      check("admin: dropped, nothing changed", /Nothing was changed/.test(await page.textContent("main")));
      await page.context().close();
    },
    async admin_pages() {
      const page = await person();
      await signed_in(page, "Administrator");
      await page.goto(`${address}/admin/health`);
      await seen(page, "admin health");
      await page.goto(`${address}/admin/upload/documents`);
      await page.fill("#text", "# Charter: X\n\n- Id: x\n- Areas: nowhere\n\n## Standard S1: A\n");
      await press(page, "Look at what it would change");
      await seen(page, "admin faults");
      check("admin: faults stand beside their lines", /Line 4/.test(await page.textContent(".w-faults")));
      await press(page, "Drop this change");
      await page.context().close();
    },
  };
}
