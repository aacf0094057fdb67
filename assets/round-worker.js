// Keeps a crew's round and a champion's where there is no signal: the pages under /work/round and /walkabouts, their
// pictures and files. What is sent is kept and sent by the page itself (round.js). Asked first is always the network;
// what it answers takes the place of what was kept.
"use strict";

const KEPT = "round";
const PATIENCE = 5000; // milliseconds: a signal that is there and carries nothing

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

function with_patience(request) {
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), PATIENCE);
  return fetch(request, { signal: cut.signal, redirect: "manual" }).finally(() => clearTimeout(timer));
}

// Of a page, whatever stands behind "?": the same round with another one's filter is better than none.
async function page_kept(request) {
  const kept = await caches.open(KEPT);
  return (await kept.match(request.url)) ?? (await kept.match(request.url, { ignoreSearch: true }));
}

async function page(request) {
  try {
    const answer = await with_patience(request);
    if (answer.ok) await (await caches.open(KEPT)).put(request.url, answer.clone());
    return answer;
  } catch (error) {
    const kept = await page_kept(request);
    if (kept) return kept;
    throw error;
  }
}

// Their names change with what is in them.
async function file(request) {
  return (await (await caches.open(KEPT)).match(request.url)) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && /^\/(work\/round|walkabouts)(\/|$)/.test(url.pathname)) event.respondWith(page(event.request));
  else if (/^\/(assets|photographs)\//.test(url.pathname)) event.respondWith(file(event.request));
});
