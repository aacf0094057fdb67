// Single keys on the officer's list and on the page of a case: j and k along the list, x to choose, n and p to its next and
// previous page; n, p and u from a case to the next, the previous and the list, ? for all of them. Only while the focus is in what bears data-keys or nowhere,
// and never for whoever turned them off, which this browser remembers (WCAG 2.1.4). Enter opens, as on any link.
"use strict";

(() => {
  const OFF = "wardmote-keys-off";
  const by = (id) => document.getElementById(id);
  const dialog = by("keys-dialog");
  const rows = () => [...document.querySelectorAll(".w-work tbody tr")];
  const link_of = (row) => row.querySelector("a");

  // A browser that keeps nothing has the keys, and turns them off for this page.
  let is_off = false;
  try {
    is_off = localStorage.getItem(OFF) === "yes";
  } catch { /* nothing is kept here */ }

  function show_turn() {
    by("keys-turn").textContent = by("keys-turn").dataset[is_off ? "off" : "on"];
  }

  function turn() {
    is_off = !is_off;
    try {
      if (is_off) localStorage.setItem(OFF, "yes");
      else localStorage.removeItem(OFF);
    } catch { /* nothing is kept here */ }
    show_turn();
  }

  const row_here = () => document.activeElement.closest?.(".w-work tbody tr");

  function move(by_rows) {
    const all = rows();
    const at = all.indexOf(row_here());
    const to = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by_rows))];
    if (!to) return;
    link_of(to).focus();
    to.scrollIntoView({ block: "nearest" });
  }

  function choose() {
    const box = row_here()?.querySelector("input[type=checkbox]");
    if (!box) return;
    box.checked = !box.checked;
    by("keys-said").textContent = `${box.value}: ${by("keys-said").dataset[box.checked ? "chosen" : "not"]}`;
  }

  const go = (id) => by(id)?.click();
  const KEYS = {
    j: () => move(1), k: () => move(-1), x: choose,
    n: () => go("walk-after"), p: () => go("walk-before"), u: () => go("walk-list"),
    "?": () => dialog.showModal(),
  };

  function is_ours(event) {
    const at = document.activeElement;
    const is_free = !at || at === document.body || Boolean(at.closest("[data-keys]"));
    return !is_off && !dialog.open && is_free && !event.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey;
  }

  document.addEventListener("keydown", (event) => {
    if (!Object.hasOwn(KEYS, event.key) || !is_ours(event)) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  by("keys-show").addEventListener("click", () => dialog.showModal());
  by("keys-turn").addEventListener("click", turn);
  show_turn();
  by("keys").hidden = false;

  // Back from a case, or from what was done to many: the row that the address names. Browsers go to it by themselves, since
  // it is a link; not all of them give it the focus.
  if (location.hash.startsWith("#row-")) by(location.hash.slice(1))?.focus();
})();
