// Search results while the user types: the HTML that the server renders for the words.

const found = document.querySelector("#found");
const field = document.querySelector("#q");
const said = document.querySelector("[role=status]");
const links = () => [...found.querySelectorAll("h3 a")];
const typed = () => field.value.trim();

const PAUSE = 150; // ms after the last key
const APART = 400; // ms between requests: the server allows 30 in 10 s

let shown = typed();
let next = 0;
let timer;
let request;

function forget() {
  clearTimeout(timer);
  request?.abort();
}

function later(pause = PAUSE) {
  forget();
  timer = setTimeout(search, Math.max(pause, next - performance.now()));
}

async function search() {
  const words = typed();
  if (words === shown) return;
  request = new AbortController();
  next = performance.now() + APART;
  const query = words && `?${new URLSearchParams({ q: words })}`;
  try {
    const answer = await fetch(found.dataset.from + query, { signal: request.signal });
    const html = await answer.text();
    const wait = answer.headers.get("Retry-After") * 1000;
    if (!answer.ok && !wait) return;
    show(html);
    if (wait) return (next = performance.now() + wait), later();
    shown = words;
    name(words, query);
  } catch {
    // Aborted or failed: the button still works.
  }
}

function show(html) {
  const within = found.contains(document.activeElement);
  const open = found.querySelector("details")?.open;
  found.innerHTML = html;
  if (open) found.querySelector("details")?.setAttribute("open", "");
  if (within) (links()[0] ?? field).focus();
  said.textContent = found.querySelector(".empty, .list-status span")?.textContent ?? "";
}

// Update the URL, the title and the `next` fields of forms as if the page had been loaded.
function name(words, query) {
  const address = new URL(field.form.action).pathname + query;
  history.replaceState(history.state, "", address);
  document.title = (words && `${words} · `) + found.dataset.title;
  for (const back of document.querySelectorAll("input[name=next]")) back.value = address;
}

// Do not search while an input method composes.
field.addEventListener("compositionstart", forget);
field.addEventListener("compositionend", () => later());
field.addEventListener("input", (event) => event.isComposing || later());

// If the results are shown already, Enter moves the focus to them instead of reloading the page.
field.form.addEventListener("submit", (event) => {
  if (typed() !== shown) return;
  event.preventDefault();
  links()[0]?.focus();
});

const keys = {
  ArrowDown: (at) => links()[at + 1],
  ArrowUp: (at) => (at > 0 ? links()[at - 1] : at === 0 && field),
  Escape: (at) => (at < 0 ? clear() : field),
};

function clear() {
  if (!field.value) return field.blur();
  field.value = "";
  later(0);
  return field;
}

// Arrow keys move through the results. Escape returns to the field, clears it, then leaves it.
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const at = links().indexOf(event.target);
  if (!keys[event.key] || (at < 0 && event.target !== field)) return;
  const to = keys[event.key](at);
  if (!to) return;
  event.preventDefault();
  to.focus();
});
