// Work from a table: pasted, with a fault; put right; looked through; taken.
const HEAD = "reference,act,reason,words,date";

export async function from_table(page, reference, { address, seen, press, check }) {
  await page.goto(`${address}/work/upload`);
  await seen(page, "table");
  await page.fill("#text", `${HEAD}\n${reference},note,,The van is on its way.,\n${reference},close,mended,Gone.,`);
  await press(page, "Look through it");
  await seen(page, "table, a fault");
  const kept = await page.inputValue("#text");
  check("table: what was pasted can be put right", kept.includes("close,mended"), kept);
  await page.fill("#text", `${HEAD}\n${reference},note,,The van is on its way.,`);
  await press(page, "Look through it");
  await seen(page, "table, looked through");
  await press(page, "Do it");
  check("table: it was taken", (await page.textContent("main")).includes("1 line was taken."));
}
