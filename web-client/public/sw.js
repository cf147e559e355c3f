// Keeps the page of a desk on this device, so that it opens again while the server cannot be reached. A page asks for it,
// for its own address alone, and says which files it is made of. Documents come from the server whenever it answers; files
// under /assets/ never change and come from here. Nothing else is touched: no row, no command, no secret.

const name = () => `desk ${self.registration.scope}`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const files = event.data?.keep;
  if (Array.isArray(files)) event.waitUntil(keep(files));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/assets/")) event.respondWith(fromHere(request));
  // The page itself, and not what is downloaded below its address.
  else if (request.mode === "navigate" && url.pathname === new URL(self.registration.scope).pathname) event.respondWith(fromServer(request));
});

/** Takes these files in, and lets go of those of earlier builds. */
async function keep(files) {
  const cache = await caches.open(name());
  await Promise.all(files.map(async (file) => (await cache.match(file)) ?? cache.add(file)));
  for (const kept of await cache.keys()) {
    if (kept.url.includes("/assets/") && !files.includes(kept.url)) await cache.delete(kept);
  }
}

async function fromHere(request) {
  const cache = await caches.open(name());
  return (await cache.match(request)) ?? fetch(request);
}

async function fromServer(request) {
  const cache = await caches.open(name());
  const page = self.registration.scope;
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(page, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(page);
    if (kept) return kept;
    throw error;
  }
}
