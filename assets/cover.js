// Places to be covered, drawn over a photograph with the pointer or by keyboard. Each is kept as a line of numbers in the
// form, and nothing else is sent: without this script the squares of the grid and the numbers do the same.
(() => {
  const by = (id) => document.getElementById(id);
  const board = by("cover");
  const kept = by("rectangles");
  if (!board || !kept) return;
  const width = Number(board.dataset.width);
  const height = Number(board.dataset.height);
  const LEAST = Math.max(8, Math.round(Math.max(width, height) / 100)); // pixels of the photograph
  const STEP = Math.max(4, Math.round(Math.max(width, height) / 80));
  let places = [];

  const say = (words) => { by("cover-said").textContent = words; };
  const within = (n, least, most) => Math.min(Math.max(Math.round(n), least), Math.max(least, most));

  function settle(place) {
    place.width = within(place.width, LEAST, width);
    place.height = within(place.height, LEAST, height);
    place.left = within(place.left, 0, width - place.width);
    place.top = within(place.top, 0, height - place.height);
  }

  function lay(place) {
    const { style } = place.button;
    style.left = `${(100 * place.left) / width}%`;
    style.top = `${(100 * place.top) / height}%`;
    style.width = `${(100 * place.width) / width}%`;
    style.height = `${(100 * place.height) / height}%`;
  }

  function keep() {
    kept.value = places.map((p) => `${p.left} ${p.top} ${p.width} ${p.height}`).join("\n");
    places.forEach((place, i) => place.button.setAttribute("aria-label",
      `${board.dataset.name} ${i + 1}: ${place.left}, ${place.top}, ${place.width} × ${place.height}`));
  }

  function drop(place) {
    const at = places.indexOf(place);
    places = places.filter((other) => other !== place);
    place.button.remove();
    keep();
    say(`${places.length}`);
    (places[Math.max(0, at - 1)]?.button ?? by("cover-add")).focus();
  }

  function key(place, event) {
    const [x, y] = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key] ?? [0, 0];
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      drop(place);
      return;
    }
    if (!x && !y) return;
    event.preventDefault();
    if (event.shiftKey) {
      place.width = within(place.width + x, LEAST, width - place.left);
      place.height = within(place.height + y, LEAST, height - place.top);
    } else {
      place.left += x;
      place.top += y;
    }
    settle(place);
    lay(place);
    keep();
    say(place.button.getAttribute("aria-label"));
  }

  function add(left, top, wide, high) {
    const place = { left, top, width: wide, height: high, button: document.createElement("button") };
    place.button.type = "button";
    place.button.className = "w-cover__place";
    place.button.addEventListener("keydown", (event) => key(place, event));
    settle(place);
    places.push(place);
    board.append(place.button);
    lay(place);
    keep();
    return place;
  }

  function at(event) {
    const box = board.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
  }

  // On a place: moved. Beside one: a new one, drawn.
  board.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const [x, y] = at(event);
    const held = places.find((place) => place.button === event.target);
    const place = held ?? add(x, y, LEAST, LEAST);
    const from = { left: place.left, top: place.top };
    event.preventDefault();
    place.button.focus();
    board.setPointerCapture(event.pointerId);
    const move = (moved) => {
      const [to_x, to_y] = at(moved);
      if (held) {
        place.left = from.left + to_x - x;
        place.top = from.top + to_y - y;
      } else {
        [place.left, place.top] = [Math.max(0, Math.min(x, to_x)), Math.max(0, Math.min(y, to_y))];
        [place.width, place.height] = [Math.abs(to_x - x), Math.abs(to_y - y)];
        place.width = Math.min(place.width, width - place.left);
        place.height = Math.min(place.height, height - place.top);
      }
      settle(place);
      lay(place);
    };
    const end = () => {
      board.removeEventListener("pointermove", move);
      keep();
      say(place.button.getAttribute("aria-label"));
    };
    board.addEventListener("pointermove", move);
    board.addEventListener("pointerup", end, { once: true });
    board.addEventListener("pointercancel", end, { once: true });
  });

  by("cover-add").addEventListener("click", () => {
    const side = Math.round(Math.min(width, height) / 8);
    const place = add((width - side) / 2, (height - side) / 2, side, side);
    place.button.focus();
    say(place.button.getAttribute("aria-label"));
  });

  // What was typed, or came back with a fault, is drawn too.
  function read() {
    places.forEach((place) => place.button.remove());
    places = [];
    const typed = kept.value;
    for (const line of typed.split("\n")) {
      const n = line.trim().split(/[\s,;]+/).map(Number);
      if (n.length === 4 && n.every((one) => Number.isInteger(one) && one >= 0)) add(...n);
    }
    kept.value = typed;
  }
  kept.addEventListener("change", read);
  read();
  by("cover-help").hidden = by("cover-tools").hidden = false;
  const cells = by("cells");
  const squares = Boolean(cells.value) || cells.classList.contains("govuk-input--error"); // typed with scripts off
  by("cover-grid").toggleAttribute("hidden", !squares);
  cells.closest(".govuk-form-group").hidden = !squares;
  board.classList.add("w-cover--drawn");
})();
