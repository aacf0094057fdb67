// The whole life of a charter, played in Chromium by the people it is about (test_story.py starts what is needed).
import { readFileSync } from "node:fs";

import { PATIENCE, browser_open, check, finish } from "./browser.mjs";

const [played, folder] = process.argv.slice(2);
const TEXT = readFileSync(new URL("story/charter.md", import.meta.url), "utf8");
const COUNCIL = "Newtown Borough Council", POLICE = "Newtown Police", HOMES = "Riverside Homes", US = "the residents of Mill ward";
const PARTY = { officer: COUNCIL, inspector: POLICE, manager: HOMES, secretary: US };
const DRAFT = "/drafts/mill-ward-charter", CHARTER = "/charters/mill-ward-charter";
const browser = await browser_open();

const fields_of = (lines) => lines.map((line) => line.match(/^- ([^:]+): (.*)$/)).filter(Boolean).map((found) => found.slice(1));

// The clauses of the text, and its header: heading and lines.
const CLAUSES = Object.fromEntries(TEXT.split(/^## /m).slice(1).map((part) => {
  const [head, ...lines] = part.trim().split("\n");
  const [, kind, label, title] = head.match(/^(\w+) (\w+): (.*)$/);
  return [label, { kind, title, fields: fields_of(lines) }];
}));
const clause_text = (label) => `## ${TEXT.split(/^## /m).find((part) => part.includes(` ${label}:`)).trim()}\n`;

class Play {
  constructor(part) {
    Object.assign(this, part);
    this.pages = {};
  }

  async ask(what, body) {
    const answer = await fetch(`${this.control}/${what}`, { method: "POST", body });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return text;
  }

  pass(moment) {
    return this.ask("clock", moment);
  }

  // Somebody's browser.
  async by(who) {
    if (!this.pages[who]) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      if (this.sessions[who]) await context.addCookies([{ name: "session", value: this.sessions[who], url: this.address }]);
      this.pages[who] = await context.newPage();
      this.pages[who].setDefaultTimeout(PATIENCE);
    }
    return this.pages[who];
  }

  async at(who, path) {
    const page = await this.by(who);
    await page.goto(this.address + path);
    return page;
  }

  async words(page) {
    return (await page.textContent("main")).replaceAll(/\s+/g, " ");
  }

  async press(page, name) {
    await Promise.all([page.waitForNavigation(), page.getByRole("button", { name, exact: true }).first().click()]);
    const faults = await page.locator(".govuk-error-summary li").allTextContents();
    if (faults.length) throw new Error(`${name} at ${page.url()}: ${faults.join("; ")}`);
  }

  async shot(page, name) {
    if (!folder) return;
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.screenshot({ path: `${folder}/story-${this.engine}-${name}-${width}.png`, fullPage: true });
    }
  }

  check(name, isGood, detail) {
    check(`${this.engine}: ${name}`, isGood, detail);
  }
}

// A clause in its form: each line in its field, or in a further one that is chosen. Lines that are there and are not
// wanted are emptied.
async function clause_fill(page, fields) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  const there = await page.locator('[name^="value-"]').evaluateAll((all) => all.map((field) => [field.name, field.labels[0]?.textContent.trim()]));
  const rows = there.filter(([, key]) => key && key !== "Value"), spare = there.filter(([, key]) => key === "Value" || !key);
  for (const [name] of rows) await page.fill(`[name="${name}"]`, "");
  for (const [key, value] of fields) {
    const at = rows.findIndex(([, label]) => label === key);
    const [name] = at >= 0 ? rows.splice(at, 1)[0] : spare.shift();
    const [, kind, of] = key.match(/^(Step|If|Clock) (.+)$/) ?? [null, key, ""];
    if (at < 0) await page.selectOption(`[name="${name.replace("value", "key")}"]`, kind);
    if (at < 0) await page.fill(`[name="${name.replace("value", "name")}"]`, of);
    await page.fill(`[name="${name}"]`, value);
  }
}

async function clause_propose(play, who, label, why) {
  const clause = CLAUSES[label];
  const page = await play.at(who, `${DRAFT}/add?kind=${clause.kind}`);
  await page.fill("#title", clause.title);
  await clause_fill(page, clause.fields);
  await page.fill("#words", why);
  await play.press(page, "Propose it");
  return new URL(page.url()).pathname;
}

// A change of a clause as text, or of the header.
async function text_propose(play, who, label, text, why) {
  const page = await play.at(who, `${DRAFT}/clauses/${label}?as=text`);
  await page.fill("#text", text);
  await page.fill("#words", why);
  await play.press(page, "Propose it");
  return new URL(page.url()).pathname;
}

async function answer(play, change, whose, deed = "Agree", words = "") {
  for (const who of whose) {
    const page = await play.at(who, change);
    await page.fill("#words", words);
    await play.press(page, deed);
  }
}

const others = (who) => Object.keys(PARTY).filter((name) => name !== who);

async function agreed(play, change, by) {
  await answer(play, change, others(by));
}

// Whoever asked takes part from the beginning.
async function invite_all(play, whom = others("officer")) {
  for (const who of whom) {
    const page = await play.at("officer", DRAFT);
    await page.click("text=Ask somebody in");
    await page.check(`input[name="party"][value="${PARTY[who]}"]`);
    await page.fill("#email", `${who}@newtown.example`);
    await play.press(page, "Ask them");
  }
}

// A residents' association asks; the officer answers with a draft.
async function ask(play) {
  const group = await play.at("secretary", "/charters/ask");
  await group.fill("#party", US);
  await group.fill("#spoken", "Mill ward residents' association; 61 of 64 at its meeting of 29 August 2024");
  await group.fill("#place", "Mill ward");
  await group.fill("#matters", "Tipping behind the shops, and repairs that nobody answers for.");
  await office_said(group);
  await play.press(group, "Ask for it");
  const words = await play.words(await play.at("champion", "/charters/asked"));
  play.check("everybody reads what was asked, and by when it is answered", /Tipping behind the shops/.test(words) && /30 September 2024/.test(words), words);
  const page = await play.at("officer", "/work/asked");
  await Promise.all([page.waitForNavigation(), page.getByRole("link", { name: /Answer it/ }).click()]);
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Begin a draft for it" }).or(page.getByRole("link", { name: "Begin a draft for it" })).first().click()]);
  return page;
}

// The officer writes the frame, and the group that asked agrees; then the others are asked in.
async function begin(play) {
  const page = await ask(play);
  await page.fill("#title", "Mill Ward Charter");
  await page.fill("#area", "Mill ward");
  await page.fill("#parties", Object.values(PARTY).join("\n"));
  await page.fill("#party", COUNCIL);
  await page.selectOption("#from", "new");
  await play.press(page, "Begin");
  await play.shot(page, "asked");
  await answer(play, await text_propose(play, "officer", "header", TEXT.split(/^## /m)[0], "What we talked about in August."), ["secretary"]);
  for (const label of ["K1", "K2", "K3", "R1", "R2"]) await answer(play, await clause_propose(play, "officer", label, "To begin with."), ["secretary"]);
  await invite_all(play, ["inspector", "manager"]);
}

// Six clauses between four parties; one is declined and proposed better.
async function negotiate(play) {
  const steps = [["manager", "R3"], ["officer", "S2"], ["manager", "S3"], ["inspector", "S4"]];
  await agreed(play, await text_propose(play, "secretary", "S1", clause_text("S1"), "Tipping is what we hear most about."), "secretary");
  await agreed(play, await text_propose(play, "secretary", "C1", clause_text("C1"), "Two is what we can do."), "secretary");
  for (const [who, label] of steps) {
    if (label === "S3") {
      const better = CLAUSES.S3.fields;
      CLAUSES.S3.fields = better.map(([key, value]) => [key, value.replace("90%", "70%")]);
      const first = await clause_propose(play, who, label, "What we manage now.");
      CLAUSES.S3.fields = better;
      await answer(play, first, ["secretary"], "Decline", "We had 82 of 100 last year: not less than that.");
      const page = await play.at("manager", first);
      play.check("a clause that one party declines stays out, with its reason", /declined/.test(await play.words(page)) && /82 of 100/.test(await play.words(page)), await play.words(page));
    }
    await agreed(play, await clause_propose(play, who, label, "As it was agreed in the meeting."), who);
  }
  const page = await play.at("secretary", DRAFT);
  await play.shot(page, "negotiated");
  play.check("nothing is left to be settled", !/Before it is signed/.test(await play.words(page)), await play.words(page));
}

// The residents' meeting, on a wall: S3 is read out, hands are counted, with minutes.
async function vote(play) {
  const page = await play.at("secretary", `${DRAFT}/meeting?clause=S3`);
  await page.click("text=Write down a show of hands");
  await page.fill("#yes", "61");
  await page.fill("#no", "2");
  await page.fill("#abstained", "1");
  await page.fill("#counter", "two tellers");
  await page.fill("#day", "12 9 2024");
  await page.fill("#words", "Ten days for a repair is long, and better than nothing.");
  await office_said(page);
  await play.press(page, "Write it down");
  const words = await play.words(await play.at("manager", `${DRAFT}/history`));
  play.check("hands were counted, and the minutes stand in how it came about", /61/.test(words) && /better than nothing/.test(words), words);
}

const OFFICES = { officer: "Head of Streets", inspector: "Neighbourhood Inspector", manager: "Head of Repairs", secretary: "Secretary" };

const hash_of = (page) => page.locator("code").first().textContent();

async function sign(play, authority) {
  for (const who of Object.keys(PARTY)) {
    const page = await play.at(who, `${DRAFT}/sign`);
    await page.fill("#office", OFFICES[who]);
    await page.fill("#email", `${who}@newtown.example`);
    await play.press(page, "Name it");
  }
  await play.press(await play.at("officer", `${DRAFT}/sign`), "Offer it for signing");
  const refused = await (await play.by("secretary")).request.post(`${play.address}${DRAFT}/sign`, { headers: { "Sec-Fetch-Site": "same-origin" },
    form: { deed: "sign", as: `${COUNCIL}\t${OFFICES.officer}`, authority, agreed: "yes", seen: await hash_of(await play.at("secretary", `${DRAFT}/sign`)) } });
  play.check("nobody signs for another's office", refused.status() === 403, refused.status());
  for (const who of ["secretary", "manager", "inspector", "officer"]) {
    const page = await play.at(who, `${DRAFT}/sign`);
    play.check(`${who}: there is no charter before all have signed`, (await page.request.get(`${play.address}${CHARTER}/text`)).status() === 404 || play.isSecond);
    await page.fill("#authority", authority);
    await page.check('input[name="agreed"]');
    const only = page.locator('input[name="as"]');
    if (await only.count() === 1 && await only.getAttribute("type") === "radio") await only.check();
    await play.press(page, "Sign it");
  }
  const page = await play.at("officer", `${DRAFT}/sign`);
  play.check("all have signed", /All have signed/.test(await play.words(page)), await play.words(page));
}

async function text_of(play, path) {
  return (await fetch(play.address + path)).text();
}

const table = (csv) => {
  const rows = csv.trim().split(/\r?\n/).map((line) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g).map((cell) => cell.replace(/,$/, "").replace(/^"|"$/g, "").replaceAll('""', '"')));
  return rows.slice(1).map((cells) => Object.fromEntries(rows[0].map((name, i) => [name, cells[i]])));
};

const WORDS = { kept: "Kept", missed: "Missed", on_course: "On course", at_risk: "At risk", not_yet_due: "Not yet due", not_known: "Not known", no_cases: "No cases" };
const state_then = (said) => ({ "Would be missed": "Missed", "Would be kept": "Kept" })[said] ?? said;

function figure_of(row) {
  if (row.value) return `${row.value} ${row.value === "1" ? row.measure.replace(/s$/, "") : row.measure}`;
  const due = Number(row.on_time) + Number(row.late);
  if (due) return `${row.on_time} of ${due} on time`;
  return Number(row.not_yet_due) ? `${row.not_yet_due} not yet due` : "No cases";
}

// Every figure of every promise, on its page and in its table, is that of the batch judge.
async function figures_agree(play, when) {
  const csv = await play.ask("wardmote", JSON.stringify(["judge", "--by", "clause,period", "--format", "csv"]));
  const judged = table(csv).filter((row) => row.document === "mill-ward-charter" && row.verdict && !row.clause.includes("."));
  const open = await text_of(play, "/data/figures.csv"); // with how each charter stands in three columns more
  play.check(`${when}: open data is the judge's table`, open.replace(/(,[^,\n"]*){3}$/gm, "") === csv);
  for (const label of ["S1", "S2", "S3", "S4", "C1"]) {
    const own = judged.filter((row) => row.clause === label).map((row) => [row.period_start, figure_of(row), WORDS[row.verdict]]);
    const said = table(await text_of(play, `${CHARTER}/${label}.csv`)).map((line) => [line.period_start, line.figure, state_then(line.state)]);
    play.check(`${when}: each figure of ${label} is the judge's`, own.length > 0 && JSON.stringify(own) === JSON.stringify(said), { own, said });
    const page = await text_of(play, `${CHARTER}/${label}`);
    const missing = own.filter(([, figure]) => !page.includes(figure));
    play.check(`${when}: and stands on the page of ${label}`, missing.length === 0, missing);
  }
  return judged;
}

// Working days at ten in the morning, from a quarter's first Monday.
function workdays(from) {
  const day = new Date(`${from}T10:00Z`);
  while (day.getUTCDay() !== 1) day.setUTCDate(day.getUTCDate() + 1);
  return (n, days = 0, hours = 0) => {
    const at = new Date(day);
    at.setUTCDate(at.getUTCDate() + Math.floor(n / 3) * 7 + (n % 3) + days);
    at.setUTCHours(at.getUTCHours() + hours);
    return at.toISOString().slice(0, 16).replace("T", " ");
  };
}

const KINDS = { S1: "fly-tipping", S2: "graffiti", S3: "repairs", S4: "noise" };

// Cases of a quarter as a table: of each promise so many, so many of them on time.
function reports_of(from, scores) {
  const at = workdays(from);
  const lines = [];
  for (const [label, [n, kept]] of Object.entries(scores))
    for (let i = 0; i < n; i += 1) {
      const done = i < kept ? at(i, 0, 5) : at(i, 25);
      lines.push(`${KINDS[label][0].toUpperCase()}-${from}-${i + 1},${KINDS[label]},Mill ward,${at(i)},${done},${label === "S4" ? done : ""}`);
    }
  return `${lines.join("\n")}\n`;
}

const FINE = { S1: [10, 8], S2: [8, 7], S3: [10, 10], S4: [5, 4] };

async function quarter(play, from, last, scores = {}) {
  await play.pass(`${last}T20:00`);
  await play.ask("reports", reports_of(from, { ...FINE, ...scores }));
}

// Whoever answers for a provider fills in a step of redress, looks it through, and says it.
async function step_say(play, who, fields, button) {
  const page = await play.at(who, "/work/steps");
  await Promise.all([page.waitForNavigation(), page.locator("tbody a").first().click()]);
  for (const [name, value] of Object.entries(fields)) await page.fill(`#${name}`, value);
  await office_said(page);
  await Promise.all([page.waitForNavigation(), page.locator(`button[value="${button}"]`).first().click()]);
  await checked(play, page);
  return page;
}

// Where something reads like a person's name, the page asks whether it is an office's.
async function office_said(page) {
  if (await page.locator('input[name="is-office"][type="checkbox"]').count()) await page.check('input[name="is-office"]');
}

async function checked(play, page) {
  const faults = await page.locator(".govuk-error-summary li").allTextContents();
  if (faults.length) throw new Error(`${page.url()}: ${faults.join("; ")}`);
  if (await page.locator('button[name="checked"]').count()) {
    await play.shot(page, "checked");
    await Promise.all([page.waitForNavigation(), page.locator('button[name="checked"]').click()]);
  }
}

// S3 is missed two quarters running: why, said late; then the fund is paid, and another confirms it.
async function redress(play) {
  await play.pass("2025-07-24T09:00");
  let words = await play.words(await play.at("manager", "/work/steps"));
  play.check("missed two quarters running, the first step is owed in 20 working days of the confirmed figure", /21 August 2025.*investigates why/.test(words), words);
  await play.pass("2025-09-01T09:00");
  words = await play.words(await play.at("manager", "/work/steps"));
  play.check("which passed", /Late|late|overdue/.test(words), words);
  await step_say(play, "manager", { words: "Two of four fitters had left, and their round was not shared out until May.", day: "1 9 2025", office: "Head of Repairs" }, "answer");
  words = await play.words(await play.at("secretary", "/redress"));
  play.check("answered late, and the register says so", /Two of four fitters/.test(words) && /late/i.test(words), words);
  await play.pass("2025-09-15T09:00");
  await step_say(play, "manager", { sum: "£1,500", payment: "BACS 4471", words: "Paid to the fund.", day: "15 9 2025", office: "Head of Repairs" }, "answer");
  const own = await play.at("manager", "/work/steps");
  await Promise.all([own.waitForNavigation(), own.locator("tbody a").first().click()]);
  play.check("nobody confirms their own payment", /You recorded this payment/.test(await play.words(own)), await play.words(own));
  await step_say(play, "accountant", { confirms: "Finance Manager" }, "confirm");
  words = await play.words(await play.at("secretary", "/redress"));
  play.check("the fund was paid", /£1,500/.test(words) && /Paid/.test(words), words);
}

// A flood; a closure that a champion finds untrue; a confirmed figure that the record contradicts later.
async function autumn(play) {
  await play.pass("2025-11-03T09:00");
  let page = await play.at("officer", `${CHARTER}/S1/departure`);
  await page.fill("#words", "The depot stood under water.");
  await page.fill("#from", "3 11 2025");
  await page.fill("#until", "9 11 2025");
  await page.fill("#office", "Head of Streets");
  await office_said(page);
  await play.press(page, "Continue");
  await checked(play, page);
  play.check("a departure stands on the promise's page", /The depot stood under water/.test(await text_of(play, `${CHARTER}/S1`)), "");
  await play.pass("2025-11-12T20:00");
  await play.ask("reports", reports_of("2025-10-01", { ...FINE, S1: [10, 9] }) + "F-hill,fly-tipping,Mill ward,2025-11-10 10:00,2025-11-11 10:00,\n");
  await play.pass("2025-11-13T09:00");
  page = await play.at("champion", "/reports/F-hill/finding");
  await page.fill("#words", "The mattress is still there, behind the wall.");
  await play.press(page, "Put it on the report");
  const words = await play.words(await play.at("secretary", "/reports/F-hill"));
  play.check("the champion's word stands beside the service's", /mattress is still there/.test(words) && /Reopened|open again/i.test(words), words);
  await play.pass("2025-11-14T09:00");
  page = await play.at("officer", "/work/F-hill");
  await page.selectOption("#ending", "fixed");
  await page.getByLabel("What was done, or why not").fill("Both mattresses are gone now.");
  await play.press(page, "Close it");
  await checked(play, page);
  await figures_agree(play, "after a disputed closure");
}

async function correction(play) {
  await play.pass("2025-12-01T09:00");
  await play.ask("reports", reports_of("2025-07-01", { S2: [8, 6] }));
  const page = await play.at("officer", `${CHARTER}/S2/figures/2025-09-30`);
  await page.fill("#words", "One was gone the same day; its job sheet came back in November.");
  await page.fill("#office", "Head of Streets");
  await office_said(page);
  await Promise.all([page.waitForNavigation(), page.locator('button[value="correct"]').first().click()]);
  await checked(play, page);
  const words = await play.words(await play.at("secretary", `${CHARTER}/S2/figures/2025-09-30`));
  play.check("a confirmed quarter is corrected, and what was published stays", /5 of 8/.test(words) && /6 of 8/.test(words) && /job sheet/.test(words), words);
  await figures_agree(play, "after a correction");
}

// The evidence, from the record; then the next version, from the text in force: repairs in eight days instead of ten.
async function review(play) {
  await quarter(play, "2025-10-01", "2025-12-31", { S1: [10, 9] });
  await quarter(play, "2026-01-01", "2026-03-31");
  await quarter(play, "2026-04-01", "2026-06-30");
  await play.pass("2026-08-03T09:00");
  const judged = await figures_agree(play, "at the review");
  const page = await play.at("officer", `${CHARTER}/review`);
  await play.shot(page, "review");
  const said = await play.words(page);
  play.check("the review says what changed because of residents: what they proposed, and a report that was opened again",
    said.includes(`Clause C1, as ${US} proposed it on`) && said.includes(`Clause S1, as ${US} proposed it on`) && !said.includes("Clause S3, as") && /[1-9][0-9]* reports? (was|were) opened again/.test(said), said);
  const rows = table(await text_of(play, `${CHARTER}/review.csv`));
  for (const label of ["S1", "S2", "S3", "S4"]) {
    const own = judged.filter((row) => row.clause === label && row.period_start >= "2025-01-01");
    const row = rows.find((line) => line.label === label);
    const wanted = ["kept", "missed"].map((verdict) => own.filter((one) => one.verdict === verdict).length);
    play.check(`the review: ${label} kept and missed as the judge has it`, row && Number(row.kept) === wanted[0] && Number(row.missed) === wanted[1], { row, wanted });
  }
}

async function next_version(play) {
  await play.pass("2026-09-07T09:00");
  const page = await play.at("officer", `${CHARTER}/review`);
  await Promise.all([page.waitForNavigation(), page.getByRole("link", { name: "Write the next version from this one" }).click()]);
  await play.press(page, "Begin");
  const header = TEXT.split(/^## /m)[0].replace("1 October 2024 to 30 September 2026", "1 October 2026 to 30 September 2028").replace(/- Trial: .*\n/, "");
  await text_propose(play, "officer", "header", header, "Two years more.");
  await invite_all(play);
  await agreed(play, await text_propose(play, "secretary", "S3", clause_text("S3").replace("within 10 working days", "within 8 working days"), "It was 10 of 10 for a year."), "secretary");
  await play.pass("2026-09-21T09:00");
  play.isSecond = true;
  await sign(play, "By resolution of 21 September 2026");
  await quarter(play, "2026-07-01", "2026-09-30");
  await play.ask("reports", "R-old,repairs,Mill ward,2026-09-28 10:00,,\n");
  await play.pass("2026-10-14T09:00");
  await play.ask("reports", "R-old,repairs,Mill ward,2026-09-28 10:00,2026-10-09 10:00,\nR-new,repairs,Mill ward,2026-10-01 10:00,2026-10-14 08:00,\n");
  await play.pass("2026-10-15T09:00");
  const cases = table(await play.ask("wardmote", JSON.stringify(["judge", "--cases", "--format", "csv"])));
  const state = (name) => { const found = cases.find((one) => one.case === name); return `${found.version} ${found.state}`; };
  play.check("an old case stays under version 1, nine working days and on time; a new one is under version 2 and late",
    state("R-old") !== state("R-new") && /on time|on_time/.test(state("R-old")) && /late/.test(state("R-new")), [state("R-old"), state("R-new")]);
  const words = await play.words(await play.at("secretary", "/reports/R-old"));
  play.check("and its page says so", /within 10 working days|12 October 2026/.test(words), words);
  await figures_agree(play, "under the second version");
  const verified = await play.ask("wardmote", JSON.stringify(["verify"]));
  play.check("the record verifies, every published figure with it", /figures/.test(verified) && !/not agree/.test(verified), verified);
}

// Two charters over one street, and a quarter with one case.
async function edges(play) {
  await play.ask("wardmote", JSON.stringify(["import", "document", new URL("story/verges.md", import.meta.url).pathname]));
  await play.ask("reports", "F-both,fly-tipping,Mill ward,2026-10-16 10:00,2026-10-21 10:00,\n");
  await play.pass("2027-01-26T09:00");
  const words = await play.words(await play.at("secretary", "/reports/F-both"));
  play.check("two charters over one street: each counts the report by its own promise, and its page has both",
    /Promise: S1 Fly-tipping/.test(words) && /Promise: S1 Tipping on verges/.test(words) && /Late/.test(words) && /On time/.test(words), words);
  const judged = await figures_agree(play, "a quarter with one case");
  const row = judged.find((one) => one.clause === "S3" && one.period_start === "2026-10-01" && one.document === "mill-ward-charter");
  play.check("one case, late, is a target missed like any other", row && row.cases === "1" && row.verdict === "missed", row);
  play.check("and the page says of how many", (await text_of(play, `${CHARTER}/S3`)).includes("0 of 1 on time"), "");
}

async function life(play) {
  await begin(play);
  await negotiate(play);
  await play.pass("2024-09-13T09:00");
  await vote(play);
  await play.pass("2024-09-20T09:00");
  await sign(play, "By resolution of 20 September 2024");
  play.check("the very text is in force", (await text_of(play, `${CHARTER}/text`)) === TEXT, await text_of(play, `${CHARTER}/text`));
  await quarter(play, "2024-10-01", "2024-12-31", { S3: [10, 5] });
  await play.pass("2025-01-25T09:00");
  await figures_agree(play, "on trial");
  await quarter(play, "2025-01-01", "2025-03-31", { S3: [10, 7] });
  await play.pass("2025-04-01T09:00");
  await play.pass("2025-04-25T09:00");
  await quarter(play, "2025-04-01", "2025-06-30", { S3: [10, 8] });
  await play.pass("2025-07-01T09:00");
  await redress(play);
  await quarter(play, "2025-07-01", "2025-09-30", { S2: [8, 5] });
  await play.pass("2025-10-01T09:00");
  await play.pass("2025-10-25T09:00");
  await autumn(play);
  await correction(play);
  await review(play);
  await next_version(play);
  await edges(play);
}

for (const part of JSON.parse(played)) {
  const play = new Play(part);
  try {
    await life(play);
  } catch (error) {
    play.check("the story goes on", false, error.stack);
    for (const [who, page] of Object.entries(play.pages)) console.log(`# ${who} at ${page.url()}: ${(await play.words(page)).slice(0, 1500)}`);
  }
}
await browser.close();
finish();
