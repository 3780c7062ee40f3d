// Lists the articles that the service worker has kept, the latest first.
const list = document.querySelector(".kept");

function rowFor(url, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const row = Object.assign(document.createElement("li"), { className: "row" });
  const date = page.querySelector("main time")?.cloneNode(true) ?? document.createElement("time");
  date.textContent = date.dateTime.slice(0, 10);
  const link = document.createElement("a");
  link.href = url;
  link.lang = page.querySelector("article").lang;
  link.textContent = page.querySelector("h1").textContent;
  row.append(date, link);
  return row;
}

const kept = await caches.open("longwave-articles");
for (const request of (await kept.keys()).reverse()) {
  const response = await kept.match(request, { ignoreVary: true });
  list.append(rowFor(request.url, await response.text()));
}
document.querySelector(".about-kept").hidden = !list.childElementCount;
