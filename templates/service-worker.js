// Keeps the articles that were read last, with their pictures, styles and fonts, for reading offline.
const { VERSION, OFFLINE_PAGE, WITHDRAWN, KEPT_PATHS, MOST_ARTICLES, MOST_FILES, LARGEST_FILE } = {{ constants|safe }};
// Each change of the site is a new VERSION, and thus a new worker. Exists until the withdrawn articles were removed.
const UNCHECKED = "longwave-unchecked";
const ARTICLES = "longwave-articles";
const FILES = "longwave-files";
const OFFLINE = "longwave-offline"; // the page and its files: no other file pushes them out

const isPublic = (response) => response.ok && !response.redirected && /public/.test(response.headers.get("Cache-Control"));
const isFile = (url) => url.origin === location.origin && KEPT_PATHS.some((path) => url.pathname.startsWith(path));

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(keepOfflinePage());
});

addEventListener("activate", (event) => event.waitUntil(activate()));

async function activate() {
  await caches.open(UNCHECKED);
  await clients.claim();
}

// A page that is read says so, with the files that it has loaded, and again when it is left.
addEventListener("message", (event) => event.waitUntil(keep(event.data)));

async function keep({ page, files, isLeft }) {
  const isKept = isLeft ? await caches.match(page, { ignoreVary: true }) : await keepArticle(page);
  if (!isKept) return;
  for (const file of files) {
    if (isFile(new URL(file))) await keepFile(file).catch(() => {}); // the others are kept all the same
  }
  if (await caches.has(UNCHECKED)) {
    await removeWithdrawn();
    await caches.delete(UNCHECKED);
  }
}

async function keepArticle(page) {
  const response = await fetch(page, { cache: "force-cache" }); // the browser has it already
  if (!isPublic(response)) return cancel(response);
  await putLast(ARTICLES, page, response, MOST_ARTICLES);
  return true;
}

async function keepFile(url, name = FILES) {
  const kept = await caches.match(url, { ignoreVary: true });
  // putLast() replaces it, so it is read before.
  const response = kept ? new Response(await kept.blob(), kept) : await fetch(url, { cache: "force-cache" });
  if (response.status === 200 && Number(response.headers.get("Content-Length")) <= LARGEST_FILE) {
    await putLast(name, url, response, MOST_FILES);
  } else await cancel(response);
}

// A body that nobody reads may keep its connection and its entry in the browser's HTTP cache busy.
async function cancel(response) {
  await response.body?.cancel();
  return false;
}

async function keepOfflinePage() {
  const response = await fetch(OFFLINE_PAGE);
  if (!response.ok) return cancel(response);
  const html = await response.clone().text();
  await caches.delete(OFFLINE);
  await putLast(OFFLINE, OFFLINE_PAGE, response, 1);
  for (const [, path] of html.matchAll(/(?:href|src)="([^"]+\.(?:css|js|woff2))"/g)) {
    const url = new URL(path, location);
    if (isFile(url)) await keepFile(url.href, OFFLINE);
  }
}

// The order of a cache is that of putting. The old one is not deleted first: it stays where the new one does not arrive.
async function putLast(name, url, response, most) {
  const cache = await caches.open(name);
  await cache.put(url, response);
  for (const oldest of (await cache.keys()).slice(0, -most)) await cache.delete(oldest, { ignoreVary: true });
}

async function removeWithdrawn() {
  const cache = await caches.open(ARTICLES);
  const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  const response = await fetch(WITHDRAWN, { method: "POST", body: JSON.stringify(paths) });
  if (!response.ok) throw new Error(response.status);
  for (const path of await response.json()) await cache.delete(path, { ignoreVary: true });
}

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(navigate(event));
  else if (isFile(new URL(request.url))) event.respondWith(fetch(request).catch(() => fromCaches(request.url)));
});

async function navigate({ request }) {
  try {
    return await fetch(request);
  } catch {
    const article = await fromCaches(request.url);
    return article.ok ? article : fromCaches(OFFLINE_PAGE);
  }
}

async function fromCaches(url) {
  return (await caches.match(url, { ignoreSearch: true, ignoreVary: true })) ?? Response.error();
}
