// A crew's round with no signal: what became of each stop is kept on the phone with its pictures, and sent when there is
// a signal, once, with how long ago it was. Without this script the forms send at once.
//
// An act: key, who (the account), reference, service, outcome, reason, words, before, after (pictures), at (when, by this
// phone's clock), state (waiting, sent, refused), why. Of a round on foot (views/walkabouts.html) in place of what became
// of a stop: path (where it is sent), title, said (in words), fields (name and value, each), and of a photograph picture
// and picture_name.
"use strict";

(() => {
  const KEPT = "round", SIDE = 2000, DAY = 86400000, AGAIN = 30000;
  const by = (id) => document.getElementById(id);
  const who = by("round")?.dataset.who ?? by("stop")?.dataset.who;

  function opened() {
    return new Promise((done, failed) => {
      const asked = indexedDB.open("wardmote-round", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("acts", { keyPath: "key" });
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  }

  // Done when it is on the disk, not before.
  async function in_store(mode, work) {
    const db = await opened();
    try {
      return await new Promise((done, failed) => {
        const transaction = db.transaction("acts", mode, { durability: "strict" });
        const asked = work(transaction.objectStore("acts"));
        transaction.oncomplete = () => done(asked.result);
        transaction.onabort = transaction.onerror = () => failed(transaction.error);
      });
    } finally {
      db.close();
    }
  }

  const act_put = (act) => in_store("readwrite", (store) => store.put(act));
  const act_drop = (key) => in_store("readwrite", (store) => store.delete(key));
  const acts_all = async () => (await in_store("readonly", (store) => store.getAll())).sort((a, b) => a.at - b.at);

  // As large as is needed: a picture of ten megabytes would wait for a better signal than there is.
  async function shrunk(picture) {
    if (!picture?.size) return null;
    try {
      const whole = await createImageBitmap(picture);
      const scale = Math.min(1, SIDE / Math.max(whole.width, whole.height));
      if (scale === 1) return picture;
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [Math.round(whole.width * scale), Math.round(whole.height * scale)];
      canvas.getContext("2d").drawImage(whole, 0, 0, canvas.width, canvas.height);
      return await new Promise((done) => canvas.toBlob((small) => done(small ?? picture), "image/jpeg", 0.85));
    } catch {
      return picture; // not one that this browser reads: the service says what it thinks of it
    }
  }

  // ---- one stop

  async function act_of(form) {
    const data = new FormData(form);
    const text = (name) => String(data.get(name) ?? "");
    return { key: crypto.randomUUID(), who, reference: form.dataset.reference, service: form.dataset.service,
      outcome: text("outcome"), reason: text("reason"), words: text("words"), before: await shrunk(data.get("before")),
      after: await shrunk(data.get("after")), at: Date.now(), state: "waiting", why: "" };
  }

  function stop_start(form) {
    const choices = [...form.querySelectorAll("[name=outcome]")];
    const reason = form.querySelector("[name=reason]");
    const could_not = () => choices.some((one) => one.checked && one.value === "could not");
    const fit = () => {
      reason.closest(".govuk-form-group").hidden = !could_not();
      reason.required = could_not();
    };
    choices.forEach((one) => { one.required = true; one.addEventListener("change", fit); });
    fit();
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!form.reportValidity()) return;
      const button = form.querySelector("button[type=submit]");
      button.disabled = true;
      try {
        const act = await act_of(form);
        if (!could_not()) act.reason = "";
        await act_put(act);
        location.assign(`/work/round${new URL(form.action).search}`);
      } catch { // no room on the phone, or a window that keeps nothing: as without a script
        button.disabled = false;
        form.submit();
      }
    });
  }

  // ---- the grades of a round on foot

  function walk_act(form, fields, said, more) {
    return { key: crypto.randomUUID(), who, path: new URL(form.action).pathname, title: form.dataset.title, fields, reference: form.dataset.title,
      said, at: Date.now(), state: "waiting", why: "", ...more };
  }

  // All grades at once, and each photograph for itself with the grade of its place: a large one keeps no grade waiting.
  async function walk_acts(form) {
    const all = [...new FormData(form)];
    const fields = all.filter(([, value]) => typeof value === "string" && value !== "");
    const graded = fields.filter(([name]) => /^g\d/.test(name)).length;
    if (!graded) return [];
    const acts = [walk_act(form, fields, counted(graded, "place graded", "places graded"), {})];
    for (const [name, file] of all.filter(([, value]) => typeof value !== "string" && value.size)) {
      const own = fields.filter(([one]) => !/^[gh]\d/.test(one) || one.slice(1) === name.slice(1));
      acts.push(walk_act(form, own, `photograph, ${form.elements.namedItem(`g${name.slice(1)}`).labels[0].textContent.trim()}`, { picture: await shrunk(file), picture_name: name }));
    }
    return acts;
  }

  // A photograph goes with a grade.
  function walk_is_whole(form) {
    for (const file of form.querySelectorAll("input[type=file]")) {
      const grade = form.elements.namedItem(`g${file.name.slice(1)}`);
      grade.setCustomValidity(file.files.length && !grade.value ? "Choose the grade of what you photographed." : "");
      grade.onchange = () => grade.setCustomValidity("");
    }
    return form.reportValidity();
  }

  function walk_start(form) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!walk_is_whole(form)) return;
      const button = form.querySelector("button[type=submit]");
      button.disabled = true;
      try {
        const acts = await walk_acts(form);
        if (!acts.length) { form.submit(); return; } // the service says what is missing
        for (const act of acts) await act_put(act);
        form.reset();
        await show(navigator.onLine ? "" : "signal");
        by("kept").scrollIntoView();
        if (navigator.onLine) await send();
      } catch { // no room on the phone, or a window that keeps nothing
        form.submit();
      }
      button.disabled = false;
    });
  }

  // ---- sending

  function form_of(act) {
    const form = new FormData();
    for (const name of ["key", "outcome", "reason", "words"]) if (!act.fields) form.set(name, act[name]);
    for (const [name, value] of act.fields ?? []) form.append(name, value);
    form.set("ago", String(Math.max(0, Math.round((Date.now() - act.at) / 1000))));
    form.set("answer", "short");
    if (act.picture) form.set(act.picture_name, act.picture, "place.jpg");
    for (const name of ["before", "after"]) if (act[name]) form.set(name, act[name], `${name}.jpg`);
    return form;
  }

  const REFUSALS = { 403: "You may not do this any more: it may have been given to somebody else.", 404: "There is no such report any more.",
    413: "The pictures are too large.", 400: "The service could not read it." };

  // Sets act.state and act.why; what hinders all of them comes back: "", "signal", "sign in".
  async function act_send(act) {
    let answer;
    try {
      answer = await fetch(act.path ?? `/work/round/${encodeURIComponent(act.reference)}`, { method: "POST", body: form_of(act), redirect: "error" });
      if (answer.status === 401) return "sign in";
      if (answer.ok) Object.assign(act, await answer.json().then((said) => ({ state: said.state === "taken" ? "sent" : "refused", why: said.why })));
      else if (REFUSALS[answer.status]) Object.assign(act, { state: "refused", why: REFUSALS[answer.status] });
      else return "signal";
    } catch {
      return "signal";
    }
    if (act.state === "sent") act.before = act.after = act.picture = null;
    await act_put(act);
    return "";
  }

  async function all_send() {
    let hindered = "";
    for (const act of (await acts_all()).filter((one) => one.state === "waiting" && one.who === who)) {
      hindered = await act_send(act);
      await show(hindered);
      if (hindered) break;
    }
    return hindered;
  }

  // One window at a time; a second send of the same is taken once anyway.
  function send() {
    const once = async () => show(await all_send());
    return navigator.locks ? navigator.locks.request("round", { ifAvailable: true }, (lock) => (lock ? once() : undefined)) : once();
  }

  // ---- the list

  const OUTCOMES = { done: "done", "not found": "not found", "could not": "could not be done" };
  const STATES = { waiting: ["w-mark--not-yet-due", "Waiting"], sent: ["w-mark--kept", "Sent"], refused: ["w-mark--missed", "Not taken"] };

  function made(tag, className, text) {
    const one = document.createElement(tag);
    one.className = className;
    one.textContent = text;
    return one;
  }

  function button(words, act) {
    const one = made("button", "govuk-button govuk-button--secondary", words);
    one.type = "button";
    one.addEventListener("click", act);
    return one;
  }

  function item_of(act) {
    const item = document.createElement("li");
    const is_own = act.who === who;
    const line = made("p", "govuk-body", `${act.title ?? `${act.service}, ${act.reference}`}: ${act.said ?? OUTCOMES[act.outcome]}, ${new Date(act.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })} `);
    line.append(made("span", `w-mark ${STATES[act.state][0]}`, STATES[act.state][1]));
    item.append(line);
    if (act.words || act.reason) item.append(made("p", "govuk-body w-muted w-typed", [act.reason, act.words].filter(Boolean).join(". ")));
    if (!is_own) item.append(made("p", "govuk-body w-muted", "Kept by somebody else on this phone: it is sent when they sign in."));
    if (act.state !== "refused" || !is_own) return item;
    item.append(made("p", "govuk-error-message", act.why));
    item.append(button("Try again", async () => { await act_put({ ...act, state: "waiting", why: "" }); await send(); }), " ",
      button("Throw it away", async () => { if (confirm(`Throw away what you said of ${act.reference}?`)) { await act_drop(act.key); await show(""); } }));
    return item;
  }

  const counted = (n, one, many) => `${n} ${n === 1 ? one : many}`;

  function summary(acts, hindered) {
    const of = (state) => acts.filter((one) => one.state === state).length;
    const said = [];
    if (of("waiting")) said.push(`${counted(of("waiting"), "is", "are")} waiting to be sent`);
    if (of("refused")) said.push(`${counted(of("refused"), "was", "were")} not taken`);
    if (of("sent")) said.push(`${counted(of("sent"), "was", "were")} sent`);
    const why = hindered === "signal" ? " There is no signal: they go by themselves when it is back." : hindered === "sign in" ? " You were signed out." : "";
    return `${said.join(", ")}.${of("waiting") ? why : ""}`;
  }

  // On the list of stops, too: what has been said of it and is not on the list's own account yet.
  function stops_mark(acts) {
    document.querySelectorAll(".w-round li").forEach((stop) => {
      const act = acts.findLast((one) => one.reference === stop.dataset.reference);
      stop.querySelector(".w-said")?.remove();
      if (act) stop.append(made("p", "w-said", `${STATES[act.state][1]}: ${OUTCOMES[act.outcome]}`));
      stop.classList.toggle("w-round__done", Boolean(act) && act.state !== "refused");
    });
  }

  async function show(hindered) {
    const section = by("kept");
    if (!section) return;
    const acts = await acts_all();
    section.hidden = acts.length === 0;
    const words = acts.length ? summary(acts, hindered) : "";
    if (by("kept-words").textContent !== words) by("kept-words").textContent = words;
    by("kept-sign-in").hidden = hindered !== "sign in";
    by("kept-send").hidden = !acts.some((one) => one.state === "waiting" && one.who === who);
    by("kept-list").replaceChildren(...acts.map(item_of));
    stops_mark(acts);
  }

  // The stops, their pictures and what they need are fetched while there is a signal; what is on the list no more goes.
  async function list_keep() {
    const wanted = [...document.querySelectorAll(".w-round a")].map((link) => link.href);
    const kept = await caches.open(KEPT);
    const own = [location.href, ...[...document.querySelectorAll("script[src], link[rel=stylesheet], link[rel=icon], main .w-last img")].map((one) => one.src || one.href)];
    const pictures = [];
    for (const url of wanted) {
      const page = await fetch(url).catch(() => null);
      if (!page?.ok) continue;
      await kept.put(url, page.clone());
      const text = await page.text();
      pictures.push(...[...new DOMParser().parseFromString(text, "text/html").querySelectorAll("main img")].map((one) => new URL(one.getAttribute("src"), location.href).href));
    }
    const fonts = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSFontFaceRule)
      .map((rule) => new URL(/url\("?([^")]+)/.exec(rule.style.getPropertyValue("src"))?.[1] ?? "", location.href).href);
    const all = new Set([...wanted, ...own, ...pictures, ...fonts]);
    for (const url of all) if (!(await kept.match(url))) await kept.add(url).catch(() => null);
    if (by("walk")) { document.documentElement.dataset.kept = "yes"; return; } // plans of rounds name nobody: they may stay
    const is_walk = (url) => new URL(url).pathname.startsWith("/walkabouts/");
    for (const request of await kept.keys()) if (!all.has(request.url) && !is_walk(request.url) && navigator.onLine) await kept.delete(request);
    document.documentElement.dataset.kept = "yes";
  }

  async function sent_drop() {
    for (const act of await acts_all()) if (act.state === "sent" && Date.now() - act.at > DAY) await act_drop(act.key);
  }

  async function list_start(round) {
    by("kept-send").addEventListener("click", send);
    addEventListener("online", send);
    setInterval(async () => { if ((await acts_all()).some((one) => one.state === "waiting")) await send(); }, AGAIN);
    const scope = round.dataset.scope ?? "/work/round";
    if (navigator.serviceWorker) await navigator.serviceWorker.register(round.dataset.worker, { scope });
    await sent_drop();
    await show(navigator.onLine ? "" : "signal");
    await send();
    if (navigator.serviceWorker && navigator.onLine) await list_keep();
  }

  // ---- signing out: the pages of the round leave the phone, what waits stays and is said

  async function out_start(form) {
    const waiting = (await acts_all()).filter((one) => one.state !== "sent").length;
    if (waiting) by("kept-words").textContent = `${counted(waiting, "stop", "stops")} of a round ${waiting === 1 ? "is" : "are"} not sent yet. They stay on this phone, and are sent when you sign in again.`;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await caches.delete(KEPT).catch(() => null);
      form.submit();
    });
  }

  if (by("sign-out")) out_start(by("sign-out"));
  if (by("stop")) stop_start(by("stop"));
  if (by("walk")) walk_start(by("walk"));
  if (by("round")) list_start(by("round"));
})();
