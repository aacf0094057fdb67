// The page "where" of a report, made nicer: the device's own place by a button, and a pin on a map that is fetched only
// when somebody opens it. What was found is said in words before they go on. All words stand in the page; without this
// script none of it is shown, and a postcode or words do as well.
(() => {
  const by = (id) => document.getElementById(id);
  const marking = by("marking");
  if (!marking) return;
  const { found, borders, leaflet, style, tiles, by: owner } = marking.dataset;
  const [latitude, longitude, place, said] = [by("latitude"), by("longitude"), by("place"), by("said")];
  const ROUGH = 300; // metres: a place known no better needs words beside it
  const CLOSE = tiles ? 17 : 13.5; // of zoom: without tiles there is nothing to see but borders
  let map = null;
  let pin = null;

  // Read out where it stands, and seen: below the buttons it may lie under the edge of a small screen.
  const say = (name) => {
    said.textContent = name ? said.dataset[name] : "";
    if (name) said.scrollIntoView({ block: "nearest" });
  };

  // What is typed, or a point, to what it is; null where nobody can be asked.
  async function asked(what) {
    try {
      const answer = await fetch("/report/where/found", { method: "POST", body: new URLSearchParams(what) });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  function show_mark(words) {
    by("marked").hidden = !latitude.value;
    by("marked-words").textContent = words;
    if (!map) return;
    if (pin) pin.remove();
    pin = null;
    if (!latitude.value) return;
    const icon = L.divIcon({ className: "w-pin", iconSize: [30, 40], iconAnchor: [15, 39], html: "<svg width=\"30\" height=\"40\" viewBox=\"0 0 30 40\"><path d=\"M15 39C9 29 2 22 2 14a13 13 0 0 1 26 0c0 8-7 15-13 25z\" fill=\"#b3261e\" stroke=\"#fff\" stroke-width=\"2\"/><circle cx=\"15\" cy=\"14\" r=\"5\" fill=\"#fff\"/></svg>" });
    pin = L.marker([latitude.value, longitude.value], { icon, draggable: true, keyboard: false, alt: "" }).addTo(map);
    pin.on("dragend", () => mark(pin.getLatLng().lat, pin.getLatLng().lng));
  }

  const marked_words = (where) => (where ? `${said.dataset.marked} ${where}` : said.dataset.later);

  async function mark(north, east, metres) {
    const point = { latitude: north.toFixed(6), longitude: east.toFixed(6) };
    latitude.value = point.latitude;
    longitude.value = point.longitude;
    show_mark("");
    const answer = await asked(point);
    if (latitude.value !== point.latitude || longitude.value !== point.longitude) return null; // another was marked meanwhile
    show_mark(marked_words(answer?.words));
    say(metres > ROUGH ? "rough" : "");
    by("marked").setAttribute("role", "status");
    return answer;
  }

  function unmark() {
    latitude.value = longitude.value = "";
    show_mark("");
    say("off");
    place.focus();
  }

  // A place that is known well, in an area of ours, needs no word beside it: a report goes on, and its last page says where.
  async function go_on(coords) {
    const answer = await mark(coords.latitude, coords.longitude, coords.accuracy);
    map?.setView([coords.latitude, coords.longitude], CLOSE);
    if (answer?.is_known && coords.accuracy <= ROUGH) by("onward")?.click();
  }

  function use_location() {
    if (!navigator.geolocation) return say("unknown");
    say("looking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => go_on(coords),
      (error) => say(error.code === error.PERMISSION_DENIED ? "refused" : "unknown"),
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  }

  // A file of ours, once.
  function fetched(tag, path) {
    return new Promise((done, failed) => {
      const one = document.createElement(tag);
      if (tag === "link") one.rel = "stylesheet";
      one[tag === "link" ? "href" : "src"] = path;
      one.onload = done;
      one.onerror = failed;
      document.head.append(one);
    });
  }

  const side = (a, b, y, x) => (a[1] > y) !== (b[1] > y) && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0];
  const in_ring = (ring, y, x) => ring.filter((a, i) => side(a, ring[(i || ring.length) - 1], y, x)).length % 2 === 1;

  // Whether a point lies in a shape of GeoJSON; its holes are no part of it.
  function is_inside(shape, { lat, lng }) {
    const { type, coordinates } = shape.geometry;
    const all = type === "Polygon" ? [coordinates] : coordinates;
    return all.some(([outer, ...holes]) => in_ring(outer, lat, lng) && !holes.some((hole) => in_ring(hole, lat, lng)));
  }

  // The part of an area's box that is on the screen; null for none.
  function seen_part(one) {
    const [box, view] = [one.getBounds(), map.getBounds()];
    if (!box.intersects(view)) return null;
    return L.latLngBounds([Math.max(box.getSouth(), view.getSouth()), Math.max(box.getWest(), view.getWest())],
      [Math.min(box.getNorth(), view.getNorth()), Math.min(box.getEast(), view.getEast())]);
  }

  // The name of each area stands in the part of it that is seen, the smallest areas first, where there is room and no other
  // name. One with many others inside has none: it would lie on theirs.
  function names_fit(layer) {
    const taken = [];
    const wide = (part) => map.latLngToContainerPoint(part.getNorthEast()).x - map.latLngToContainerPoint(part.getSouthWest()).x;
    const size = (one) => { const box = one.getBounds(); return (box.getNorth() - box.getSouth()) * (box.getEast() - box.getWest()); };
    const is_wide = (one) => layer.getLayers().filter((other) => one.getBounds().contains(other.getBounds().getCenter())).length > 5;
    for (const one of layer.getLayers().sort((a, b) => size(a) - size(b))) {
      const part = seen_part(one);
      const name = one.feature.properties.name;
      const middle = part?.getCenter();
      const half = 4.5 * name.length;
      const at = middle && map.latLngToContainerPoint(middle);
      const is_free = at && taken.every((other) => Math.abs(other.at.y - at.y) > 22 || Math.abs(other.at.x - at.x) > other.half + half);
      if (!is_free || wide(part) < 2 * half || !is_inside(one.feature, middle) || is_wide(one)) {
        one.closeTooltip();
        continue;
      }
      taken.push({ at, half });
      one.openTooltip(middle);
    }
  }

  // What the middle lies in, in words: for whom the lines say nothing.
  function middle_say(layer) {
    const inside = layer.getLayers().filter((one) => is_inside(one.feature, map.getCenter())).map((one) => one.feature.properties.name);
    const line = by("map-middle");
    line.textContent = inside.length ? `${line.dataset.words} ${inside.join(", ")}` : line.dataset.none;
    line.hidden = false;
  }

  function borders_draw(shapes) {
    const layer = L.geoJSON(shapes, {
      interactive: false,
      style: { color: "#14404a", weight: 2, fillOpacity: tiles ? 0 : 0.04 },
      onEachFeature: (shape, drawn) => {
        const name = document.createElement("span");
        name.textContent = shape.properties.name;
        drawn.bindTooltip(name, { permanent: true, direction: "center", className: "w-area-name" });
      },
    }).addTo(map);
    map.on("moveend", () => { names_fit(layer); middle_say(layer); });
    return layer.getBounds();
  }

  // Where to begin: at the mark, at the postcode that was typed, else with all that there is.
  async function begin_at(bounds) {
    const typed = !latitude.value && place.value ? await asked({ place: place.value }) : null;
    if (latitude.value) map.setView([latitude.value, longitude.value], CLOSE);
    else if (typed?.latitude) map.setView([typed.latitude, typed.longitude], CLOSE);
    else if (bounds?.isValid()) map.fitBounds(bounds);
    else map.setView([54, -2.5], 5);
  }

  // What shows the middle, to whom it matters.
  const cross = (is_shown) => by("map").classList.toggle("w-map--cross", is_shown);

  function middle_mark() {
    const middle = map.getCenter();
    return mark(middle.lat, middle.lng);
  }

  async function map_make() {
    await Promise.all([fetched("link", style), fetched("script", leaflet)]);
    map = L.map("map", { zoomSnap: 0.5, minZoom: 3, maxZoom: 19, attributionControl: Boolean(tiles), fadeAnimation: false });
    map.attributionControl?.setPrefix(false);
    const text = document.createElement("span");
    text.textContent = owner;
    if (tiles) L.tileLayer(tiles, { attribution: text.innerHTML, maxZoom: 19 }).addTo(map);
    const shapes = borders ? await (await fetch(borders)).json() : null;
    map.setView([54, -2.5], 5);
    await begin_at(shapes ? borders_draw(shapes) : null);
    map.on("click", (event) => mark(event.latlng.lat, event.latlng.lng));
    map.getContainer().addEventListener("keydown", (event) => {
      cross(true);
      if (event.key !== "Enter" || event.target !== map.getContainer()) return;
      event.preventDefault();
      middle_mark();
    });
    show_mark(by("marked-words").textContent);
  }

  async function map_open() {
    const button = by("open-map");
    const is_open = button.getAttribute("aria-expanded") === "true";
    by("map-box").hidden = is_open;
    button.setAttribute("aria-expanded", String(!is_open));
    if (is_open || map) return;
    try {
      await map_make();
      by("map-box").scrollIntoView({ block: "start" });
      by("map").focus({ preventScroll: true });
    } catch {
      map = null;
      by("map-box").hidden = true;
      button.setAttribute("aria-expanded", "false");
      say("nomap");
    }
  }

  marking.hidden = false;
  by("kept")?.remove();
  if (latitude.value) show_mark(marked_words(found));
  by("here").addEventListener("click", use_location);
  by("unmark").addEventListener("click", unmark);
  by("open-map")?.addEventListener("click", map_open);
  by("pin").addEventListener("click", middle_mark);
  for (const name of ["focus", "mouseenter"]) by("pin").addEventListener(name, () => cross(true));
})();
