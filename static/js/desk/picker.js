// The dialog in which one chooses a file of the library, or files of this machine.

const PAUSE = 200; // milliseconds after a key

const one = (selector, within) => within.querySelector(selector);

/**
 * Let the author choose. Resolves to the chosen file of the library, with `markdown` and `cover`; to null
 * if the dialog is closed, or files of this machine were chosen.
 *
 * `use` is `text` or `cover`; `input` lets one choose files, `receive` gets those that are dropped or pasted.
 */
export function pick(dialog, { use, input, receive }) {
  const ending = new AbortController();
  const { signal } = ending;
  const list = one(".shelf", dialog);
  const search = one("[type=search]", dialog);
  const take = one(".primary", dialog);
  const chosen = () => one(":checked", list);
  const listen = (target, name, act) => target.addEventListener(name, act, { signal });
  for (const part of dialog.querySelectorAll("[data-for-text]"))
    part.textContent = use === "cover" ? part.dataset.forCover : part.dataset.forText;

  function mark() {
    take.disabled = !chosen();
    one("code", dialog).textContent = use === "text" ? (chosen()?.dataset.markdown ?? "") : "";
  }

  let asked;
  async function show(page = 1) {
    const number = (asked = Symbol());
    const shelf = use === "cover" ? "pictures" : "all";
    const query = new URLSearchParams({ shelf, q: search.value, page });
    const html = await fetched(`${dialog.dataset.address}?${query}`);
    if (asked !== number) return;
    const items = html === null ? [failure(dialog.dataset.failed)] : itemsOf(html);
    if (page > 1) one(".further", list).replaceWith(...items);
    else list.replaceChildren(...items);
    if (page > 1) one("input", items[0])?.focus();
    mark();
  }

  let timer;
  listen(search, "input", ({ isComposing }) => {
    clearTimeout(timer);
    if (!isComposing) timer = setTimeout(show, PAUSE);
  });
  listen(search, "compositionend", () => (timer = setTimeout(show, PAUSE)));
  listen(search, "keydown", (event) => {
    if (event.isComposing || !["Enter", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    one("input", list)?.click();
    one("input", list)?.focus();
  });
  listen(list, "change", mark);
  listen(list, "click", ({ target }) => {
    const { page } = target.closest("[data-page]")?.dataset ?? {};
    if (page) show(Number(page));
  });
  listen(list, "dblclick", ({ target }) => target.closest("label") && take.click());
  listen(one("[data-do=choose-files]", dialog), "click", () => input.click());
  listen(one("[data-do=close-picker]", dialog), "click", () => dialog.close());
  listen(input, "change", () => dialog.close());
  const receiveFrom = (event, { files }) => {
    if (!files.length) return;
    event.preventDefault();
    dialog.close();
    receive([...files]);
  };
  listen(dialog, "dragover", (event) => event.preventDefault());
  listen(dialog, "drop", (event) => receiveFrom(event, event.dataTransfer));
  listen(dialog, "paste", (event) => receiveFrom(event, event.clipboardData));

  dialog.returnValue = "";
  take.value = "take";
  search.value = "";
  list.replaceChildren();
  mark();
  show();
  dialog.showModal();
  return new Promise((resolve) => {
    listen(dialog, "close", () => {
      ending.abort();
      resolve(dialog.returnValue === "take" && chosen() ? { ...chosen().dataset } : null);
    });
  });
}

async function fetched(address) {
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    return response.ok && !response.redirected ? await response.text() : null;
  } catch {
    return null;
  }
}

function itemsOf(html) {
  return [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("li")];
}

function failure(words) {
  const item = document.createElement("li");
  item.className = "none";
  item.textContent = words;
  return item;
}
