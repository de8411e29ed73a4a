/**
 * Keeps the pages that check files, and what they need, so that they work without network; other pages are kept as they are visited.
 * It only ever sees what is asked of the site by its address: nothing of a file that is checked goes through here.
 */

// Both are filled when the site is built: the content of the files decides the version.
const VERSION = 'VERSION';
const FILES = ['FILES'];

const KEPT = `decp-${VERSION}`;
const VISITED = `decp-visited-${VERSION}`;
/** Where this worker stands is where the site begins. */
const ROOT = new URL('./', self.location.href);
const addressOf = (path) => new URL(path.slice(1), ROOT).href;
const kept = new Set(FILES.map(addressOf));

self.addEventListener('install', (event) => {
  event.waitUntil(keepAll().then(() => self.skipWaiting()));
});

/** Fresh from the server: what the browser has kept by itself may be of another version. */
async function keepAll() {
  const cache = await caches.open(KEPT);
  await cache.addAll([...kept].map((address) => new Request(address, { cache: 'no-cache' })));
}

self.addEventListener('activate', (event) => {
  event.waitUntil(removeOld().then(() => self.clients.claim()));
});

async function removeOld() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('decp-') && name !== KEPT && name !== VISITED);
  await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  url.search = '';
  url.hash = '';
  if (kept.has(url.href)) event.respondWith(fromKept(request, url.href));
  else if (request.mode === 'navigate') event.respondWith(fromNetwork(request, url.href));
  else if (url.pathname.includes('/assets/')) event.respondWith(fromVisited(request));
});

/** Page and engine come from one and the same build. */
async function fromKept(request, address) {
  const found = await (await caches.open(KEPT)).match(address);
  return found ?? fetch(request);
}

/** Names of assets tell their content: one that was kept is right for ever. */
async function fromVisited(request) {
  const cache = await caches.open(VISITED);
  const found = await cache.match(request);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

/** Pages are read fresh where there is a network. A page is one page, whatever its address asks of it. */
async function fromNetwork(request, address) {
  const cache = await caches.open(VISITED);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(address, response.clone());
    return response;
  } catch (error) {
    const found = await cache.match(address);
    if (found) return found;
    throw error;
  }
}
