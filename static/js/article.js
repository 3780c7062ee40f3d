// On pages with an article: copying code, where one is, footnotes beside their mark, pictures whole.

const chinese = document.documentElement.lang.startsWith("zh");
const words = chinese
  ? { copy: "复制", copied: "已复制", zoom: "放大图片", close: "关闭" }
  : { copy: "Copy", copied: "Copied", zoom: "Enlarge the picture", close: "Close" };

const element = (tag, properties) => Object.assign(document.createElement(tag), properties);

// Code, and how to cite. Prompts are no part of what one types.
function codeOf(block) {
  const copy = block.querySelector("code").cloneNode(true);
  copy.querySelectorAll(".gp").forEach((prompt) => prompt.remove());
  return copy.textContent;
}

function addCopyButton(block, place) {
  const button = element("button", { className: "copy", type: "button", textContent: words.copy });
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(codeOf(block));
    button.textContent = words.copied;
    setTimeout(() => (button.textContent = words.copy), 1600);
  });
  place.append(button);
}

for (const figure of document.querySelectorAll("figure.code")) {
  const caption = figure.querySelector("figcaption") ?? figure.insertBefore(element("figcaption"), figure.firstChild);
  addCopyButton(figure, caption);
}
document.querySelectorAll(".cite").forEach((cite) => addCopyButton(cite, cite));

// The section that is read now, in the dial and in the contents.
const headings = [...document.querySelectorAll(".prose :is(h2, h3)[id]")];
let here;
let waiting = 0;

function locate() {
  waiting = 0;
  const now = headings.findLast((heading) => heading.getBoundingClientRect().top < innerHeight * 0.3)?.id;
  if (now === here) return;
  here = now;
  for (const link of document.querySelectorAll(".dial a, .toc a")) {
    if (decodeURIComponent(link.hash) === `#${here}`) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
}

if (headings.length) {
  addEventListener("scroll", () => (waiting ||= requestAnimationFrame(locate)), { passive: true });
  locate();
}

// A footnote opens beside its mark; without this the mark leads to the note.
function openNote(mark) {
  const note = document.getElementById(decodeURIComponent(mark.hash).slice(1));
  if (!note) return false;
  const box = element("div", { className: "pop", popover: "auto" });
  box.append(...note.cloneNode(true).childNodes);
  box.querySelectorAll(".back").forEach((back) => back.remove());
  box.querySelectorAll("[id]").forEach((inner) => inner.removeAttribute("id"));
  box.addEventListener("toggle", (event) => event.newState === "closed" && box.remove());
  mark.closest("sup").after(box);
  box.showPopover();
  const place = mark.getBoundingClientRect();
  const left = Math.max(12, Math.min(place.left - 24, innerWidth - box.offsetWidth - 12));
  const below = place.bottom + 8;
  const top = below + box.offsetHeight < innerHeight ? below : Math.max(12, place.top - box.offsetHeight - 8);
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
  return true;
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest("sup.fn a");
  if (mark && HTMLElement.prototype.showPopover && openNote(mark)) event.preventDefault();
});

// A picture that is drawn smaller than it is opens whole, in a dialog.
function zoom(picture) {
  const dialog = element("dialog", { className: "zoom" });
  const close = element("button", { type: "button", ariaLabel: words.close });
  const whole = element("img", { src: picture.currentSrc || picture.src, alt: picture.alt });
  close.append(whole);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(close);
  document.body.append(dialog);
  dialog.showModal();
}

for (const picture of document.querySelectorAll("figure.pic img")) {
  if (picture.closest("a")) continue;
  const button = element("button", { type: "button", className: "enlarge", ariaLabel: `${words.zoom}: ${picture.alt}` });
  picture.replaceWith(button);
  button.append(picture);
  button.addEventListener("click", () => zoom(picture));
}
