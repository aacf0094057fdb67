// The arrow keys go from a clause to the next on the page for meetings, while nothing is typed into. No single letters, so
// there is nothing to turn off (WCAG 2.1.4).
"use strict";

(() => {
  const by = (id) => document.getElementById(id);
  const KEYS = { ArrowLeft: "walk-before", ArrowRight: "walk-after" };
  const is_typed_into = (at) => Boolean(at?.closest("input, textarea, select, summary, [tabindex]"));

  document.addEventListener("keydown", (event) => {
    const link = Object.hasOwn(KEYS, event.key) ? by(KEYS[event.key]) : null;
    if (!link || is_typed_into(document.activeElement) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    link.click();
  });
  const hint = by("meeting-keys");
  if (hint) hint.hidden = false;
})();
