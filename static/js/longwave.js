// Enhancements of public pages, independent of each other.

const root = document.documentElement;
const one = (selector) => document.querySelector(selector);
const words = one("script[data-copy]").dataset;
const all = (selector, within = document) =>
  [within, ...within.querySelectorAll(selector)].filter((node) => node.matches?.(selector));
const element = (tag, properties) => Object.assign(document.createElement(tag), properties);

function target(hash) {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null; // not a valid hash
  }
}

// Hide formulas until their font is there, at most 3 seconds.
const font = "1em 'LW Math'";

if (one("math") && !document.fonts.check(font)) {
  const { dataset } = root, show = () => delete dataset.formulas;
  dataset.formulas = "hidden";
  document.fonts.load(font).then(show, show);
  setTimeout(() => (dataset.formulas &&= "late"), 3000 - performance.now());
}

// Change colours and text size without a reload; the server sets the cookie.
function colourBrowser(theme) {
  all("meta[name=theme-color]").forEach((meta, n) => {
    const name = n ? "dark" : "light";
    meta.media = theme === "auto" ? `(prefers-color-scheme: ${name})` : theme === name ? "all" : "not all";
  });
}

for (const form of all("form:is(.theme, .size)")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { submitter } = event, { name, value } = submitter;
    root.dataset[name] = value;
    for (const button of all("button", form)) button.ariaPressed = button.value === value;
    if (name === "theme") colourBrowser(value);
    // In large text the choices may have no room in the row.
    if (!submitter.checkVisibility()) {
      form.parentElement.showPopover();
      submitter.focus();
    }
    const body = new URLSearchParams({ [name]: value });
    fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true });
  });
}

// The shortcut / for search; the search page has a switch for it.
const typing = "input, textarea, select, [contenteditable], dialog";

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (root.dataset.keys === "off" || event.target.closest(typing)) return;
  event.preventDefault();
  const field = one("input[type=search]");
  if (field) field.focus();
  else location.href = `${one("[data-key='/']").href}#q`;
});

// Buttons that copy. Prompts, output and removed lines are not copied.
function codeOf(block) {
  const copy = block.querySelector("code").cloneNode(true);
  for (const other of all(copy.querySelector(".gp") ? "del, .gp, .go, .gt, .gr" : "del", copy)) {
    const line = other.parentElement;
    other.remove();
    if (line !== copy && !line.textContent.trim()) line.remove();
  }
  return copy.textContent;
}

function copyButton(label, text, className = "") {
  const button = element("button", { className, textContent: label, ariaLive: "polite", lang: root.lang });
  button.onclick = async () => {
    await clipboard.writeText(text());
    button.textContent = words.copied;
    setTimeout(() => (button.textContent = label), 1600);
  };
  return button;
}

// At the end of an article: share it, copy its address. Both exist in secure contexts only.
const source = one(".tools > [type]");
const url = one("[rel=canonical]")?.href ?? location.href;

const { clipboard } = navigator;
const addCopy = (block) => block.append(copyButton(words.copy, () => codeOf(block), "copy"));

if (clipboard) source?.after(copyButton(source.parentElement.dataset.link, () => url));

if (source && navigator.share) {
  const button = element("button", { textContent: source.parentElement.dataset.share });
  button.onclick = () => navigator.share({ title: document.title, url }).catch(() => {});
  source.after(button);
}

// Boxes that scroll are reachable by keyboard and have names; others are no stops.
const SCROLLS = ".eq > .box, .diagram > .box, pre, .tbl, math:not([display])";

function nameOf(box) {
  const words = box.closest("figure")?.querySelector(".file, .lang") ?? box.querySelector("caption");
  return box.dataset.name ?? words?.textContent;
}

const isWide = (box) => box.scrollWidth > box.clientWidth + 1;

function makeStop(box, scrolls) {
  const name = (scrolls && box.localName !== "math" && nameOf(box)) || null;
  box.role = name && "group";
  box.ariaLabel = name;
  if (scrolls) box.tabIndex = 0;
  else box.removeAttribute("tabindex");
}

const widths = new ResizeObserver((changes) => {
  const boxes = [...new Set(changes.map(({ target }) => target.closest(SCROLLS) ?? target))];
  // All reads precede the writes, so that the page is laid out once.
  boxes.map((box) => [box, isWide(box)]).forEach((pair) => makeStop(...pair));
});

let boxes = []; // not measured

function watch(box) {
  if (box.localName === "math" && box.textContent.length < 31) return;
  boxes.push(box);
  for (const part of [box, box.firstElementChild]) if (part) widths.observe(part);
}

// An observer does not see what is not laid out yet. That is measured for who uses the keyboard.
const whenIdle = window.requestIdleCallback ?? ((run) => setTimeout(run, 50, { timeRemaining: () => 9 }));

function measure(deadline) {
  do {
    const box = boxes.shift();
    if (!box) return;
    makeStop(box, isWide(box));
  } while (deadline.timeRemaining() > 8);
  whenIdle(measure);
}

addEventListener("keydown", () => whenIdle(measure));

// Mark the current section in lists: the last heading above a line 30% down the window.
let headings, lists;
const bar = one(".here");
const label = bar?.querySelector("span");
const title = label?.cloneNode(true);

function locate(changes) {
  for (const { target, isIntersecting } of changes) target.isBegun = isIntersecting;
  const last = headings.findLastIndex((heading) => heading.isBegun);
  let here;
  for (const links of lists) {
    [here] = links.findLast(([, number]) => number >= 0 && number <= last) ?? [];
    for (const [link] of links) link.removeAttribute("aria-current");
    here?.setAttribute("aria-current", "location");
  }
  label?.replaceChildren(...(here ?? title).cloneNode(true).childNodes);
}

// The needle is in the part of the section that is read: height is not length.
const prose = one(".dial + .read .prose");
const boxOf = (node) => node.getBoundingClientRect();

function tune() {
  const { top, height } = boxOf(prose);
  const frames = lists[0]?.map(([link, number]) => ({
    offset: headings[number] && (boxOf(headings[number]).top - top) / height,
    backgroundPosition: `${(100 * link.offsetLeft) / link.parentNode.clientWidth}%`,
  }));
  for (const { animationName, effect } of document.getAnimations()) {
    if (animationName === "tune") effect.setKeyframes([...frames, { backgroundPosition: "100%" }]);
  }
}

if (prose) new ResizeObserver(tune).observe(prose);

// An observer forces no layout. The preview is a frame.
const line = new IntersectionObserver(locate, { root: document, rootMargin: "999999px 0px -70%" });

function listSections() {
  line.disconnect();
  headings = all(".prose :is(h2, h3)[id]:not(details *)");
  lists = all(".dial, .toc").map((list) => all("a", list).map((link) => [link, headings.indexOf(target(link.hash))]));
  headings.forEach((heading) => line.observe(heading));
}

// The bar of a long article opens its contents.
const sheet = one(".sheet");

bar?.addEventListener("click", () => {
  sheet.querySelector("ol").replaceChildren(...one(".toc ol").cloneNode(true).children);
  sheet.showModal();
  const here = sheet.querySelector("[aria-current]");
  here?.focus();
  here?.scrollIntoView({ block: "center" });
});

// The dialog itself is the target of clicks beside it.
sheet?.addEventListener("click", ({ target }) => (target === sheet || target.closest("a, button")) && sheet.close());
if (bar) bar.hidden = false;

// Open the <details> that contain the target of a link.
function reveal() {
  const wanted = target(location.hash);
  let fold, closed;
  while ((fold = wanted?.closest("details:not([open])"))) closed = fold.open = true;
  if (closed) wanted.scrollIntoView();
}

addEventListener("hashchange", reveal);
reveal();

// Show a footnote in a popover at its reference.
function openNote(mark, note) {
  const box = element("div", { className: "pop", popover: "auto", role: "dialog", tabIndex: -1 });
  box.ariaLabel = mark.ariaLabel;
  box.append(...note.cloneNode(true).childNodes);
  all(".back", box).forEach((back) => back.remove());
  all("[id]", box).forEach((inner) => inner.removeAttribute("id"));
  box.ontoggle = (event) => event.newState === "closed" && box.remove();
  mark.focus({ preventScroll: true }); // Escape returns the focus to it
  mark.closest("sup").after(box);
  box.showPopover();
  place(box, boxOf(mark));
  box.focus({ preventScroll: true });
}

function place(box, mark) {
  const left = Math.min(mark.left - 24, root.clientWidth - box.offsetWidth - 12);
  const above = mark.top - box.offsetHeight - 8;
  const below = mark.bottom + 8;
  const fits = below + box.offsetHeight < innerHeight || above < 12;
  box.style.left = `${Math.max(12, left) + scrollX}px`;
  box.style.top = `${(fits ? below : above) + scrollY}px`;
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest("sup.fn a");
  if (!mark || event.ctrlKey || event.metaKey || event.shiftKey || !root.showPopover) return;
  const note = target(mark.hash);
  if (!note) return;
  event.preventDefault();
  openNote(mark, note);
});

// Enlarge images in a dialog.
function zoom(picture) {
  const dialog = element("dialog", { className: "zoom", ariaLabel: picture.alt || words.enlarge });
  const close = element("button", { ariaLabel: words.close });
  const enlarged = (picture.closest("picture") ?? picture).cloneNode(true);
  all("[sizes]", enlarged).forEach((source) => (source.sizes = "94vw"));
  close.append(enlarged);
  dialog.append(close);
  dialog.onclick = () => dialog.close();
  dialog.onclose = () => dialog.remove();
  document.body.append(dialog);
  dialog.showModal();
}

function addZoom(picture) {
  if (picture.closest("a")) return;
  const label = [words.enlarge, picture.alt].filter(Boolean).join(": ");
  const button = element("button", { className: "enlarge", ariaLabel: label });
  const drawn = picture.closest("picture") ?? picture;
  drawn.replaceWith(button);
  button.append(drawn);
  button.onclick = () => zoom(picture);
}

// Formulas are copied as LaTeX in plain text; the HTML of a selection is copied unchanged.
function latex(math) {
  const source = math.querySelector("annotation")?.textContent.trim() ?? "";
  if (math.getAttribute("display") !== "block") return `$${source}$`;
  const line = source.includes("\n") ? "\n" : "";
  return `$$${line}${source}${line}$$`;
}

// Extend a selection to the whole of the formulas at its ends.
function whole(range) {
  const around = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("math");
  const copy = range.cloneRange();
  const [first, last] = [around(range.startContainer), around(range.endContainer)];
  if (first) copy.setStartBefore(first);
  if (last) copy.setEndAfter(last);
  return copy.cloneContents();
}

// innerText has the browser's line breaks, only for elements in the document.
function plain(fragment) {
  const box = element("div", { className: "copied" });
  box.append(fragment.cloneNode(true));
  all("button:not(.enlarge)", box).forEach((button) => button.remove());
  all("math", box).forEach((math) => math.replaceWith(latex(math)));
  document.body.append(box);
  const text = box.innerText;
  box.remove();
  return text;
}

function rich(fragment) {
  const box = element("div");
  box.append(fragment);
  return box.innerHTML;
}

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (event.target.closest?.("input, textarea") || selection.isCollapsed) return;
  const parts = Array.from({ length: selection.rangeCount }, (_, index) => whole(selection.getRangeAt(index)));
  if (!parts.some((part) => part.querySelector("math"))) return;
  event.clipboardData.setData("text/plain", parts.map(plain).join("\n"));
  event.clipboardData.setData("text/html", parts.map(rich).join(""));
  event.preventDefault();
});

// The preview at the desk tells what it adds.
function enhance(parts) {
  boxes = boxes.filter((box) => box.isConnected);
  for (const part of parts) {
    if (clipboard) all("figure.code, .cite > div", part).forEach(addCopy);
    all(`main :is(${SCROLLS})`, part).forEach(watch);
    all("figure.pic img", part).forEach(addZoom);
  }
  listSections();
}

document.addEventListener("added", ({ detail }) => enhance(detail));
enhance([document]);
