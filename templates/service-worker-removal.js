// Reading offline is off: removes what an earlier worker has kept, and the worker.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(remove()));

async function remove() {
  for (const name of await caches.keys()) if (name.startsWith("longwave-")) await caches.delete(name);
  await registration.unregister();
}
