/* Answers for the observation form when there is no network; everything else goes its usual way. */
const CACHE = "matchmaker-filing";
const PAGES = ["/observations/new", "/observations/drafts", "/observations/equipment.json"];
const PATIENCE = 10_000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (PAGES.includes(pathname)) event.respondWith(networkFirst(event.request, pathname));
  else if (pathname.startsWith("/assets/")) event.respondWith(keptFirst(event.request, pathname));
});

async function held(pathname) {
  return (await caches.open(CACHE)).match(pathname);
}

async function networkFirst(request, pathname) {
  const kept = await held(pathname);
  if (!kept) return fetch(request);
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    return kept;
  }
}

async function keptFirst(request, pathname) {
  return (await held(pathname)) ?? fetch(request);
}
