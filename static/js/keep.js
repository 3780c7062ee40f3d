// Reading offline: tells the service worker which article is read, and the files that it has loaded.
const { serviceWorker } = navigator;

if (serviceWorker) {
  serviceWorker.register(document.querySelector("script[data-worker]").dataset.worker);
  const isArticle = document.querySelector("main > article") && document.querySelector("link[rel=canonical]");
  const { active } = isArticle ? await serviceWorker.ready : {};
  const tell = (isLeft) => {
    const files = performance.getEntriesByType("resource").map((file) => file.name);
    active?.postMessage({ page: location.pathname, files, isLeft });
  };
  tell(false);
  addEventListener("pagehide", () => tell(true)); // with pictures that were loaded later
}
