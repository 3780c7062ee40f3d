// Results while one types: what the server would show below the field, for the words that stand in it.

const found = document.querySelector("#found");
const field = document.querySelector("#q");
const said = document.querySelector("[role=status]");
const links = () => [...found.querySelectorAll("h3 a")];
const typed = () => field.value.trim();

const PAUSE = 150; // ms without a key
const APART = 400; // ms from one request to the next: the server answers 30 in 10 s

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
    // Cancelled, or nobody answers: the button still serves.
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

// The page as if it had been asked for: its address, its title, and where its forms lead back to.
function name(words, query) {
  const address = new URL(field.form.action).pathname + query;
  history.replaceState(history.state, "", address);
  document.title = (words && `${words} · `) + found.dataset.title;
  for (const back of document.querySelectorAll("input[name=next]")) back.value = address;
}

// What an input method still composes is nobody's words yet.
field.addEventListener("compositionstart", forget);
field.addEventListener("compositionend", () => later());
field.addEventListener("input", (event) => event.isComposing || later());

// What is shown already need not be asked for again: Enter leads to it, and a phone shows more of it.
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

// Arrows go from the field through the results; Escape leads back, empties the field, and leaves it.
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const at = links().indexOf(event.target);
  if (!keys[event.key] || (at < 0 && event.target !== field)) return;
  const to = keys[event.key](at);
  if (!to) return;
  event.preventDefault();
  to.focus();
});
