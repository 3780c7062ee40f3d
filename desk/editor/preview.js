// The preview beside the text: the page of the article as the server draws it, in a frame. After a
// change the form is sent again, and only the blocks that differ are replaced.

import { patch } from "./patch.js";

const PAUSE = 40; // milliseconds after a change
const WIDE = matchMedia("(width >= 60rem)");

export function connectPreview(field, pane) {
  const { form } = field;
  const frame = pane.querySelector("iframe");
  let shown = null; // the document that the frame was made of, without what scripts did to it
  let timer = 0,
    isAsking = false,
    isChanged = true;

  const isVisible = () => !pane.hidden && pane.checkVisibility();

  async function ask() {
    if (isAsking || !isChanged || !isVisible()) return;
    isAsking = true;
    isChanged = false;
    try {
      const answer = await fetch(field.dataset.preview, { method: "POST", body: new FormData(form) });
      if (answer.ok) await show(await answer.text());
    } catch {
      // Without a connection the last preview stays.
    }
    isAsking = false;
    if (isChanged) schedule();
  }

  async function show(html) {
    const next = new DOMParser().parseFromString(html, "text/html");
    if (shown) {
      const [live, before, after] = [frame.contentDocument, shown, next].map((page) =>
        page.querySelector("main"),
      );
      patch(live, before, after, isHalfTyped);
    } else {
      await open(html);
    }
    shown = next;
    pane.dispatchEvent(new CustomEvent("shown"));
  }

  function open(html) {
    return new Promise((resolve) => {
      frame.addEventListener(
        "load",
        () => {
          frame.contentDocument.addEventListener("click", openElsewhere);
          addStyles(frame.contentDocument, pane.dataset.styles);
          resolve();
        },
        { once: true },
      );
      frame.srcdoc = html;
    });
  }

  function schedule() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  const change = () => {
    isChanged = true;
    schedule();
  };
  form.addEventListener("input", change);
  WIDE.addEventListener("change", schedule);
  const choice = document.querySelector(".pane-choice");
  choice.addEventListener("change", schedule);
  choice.hidden = pane.hidden = false;
  schedule();
}

/** A link of the preview opens in another tab; one within the article scrolls. */
function openElsewhere(event) {
  const link = event.target.closest("a[href]");
  if (!link || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  open(link.href, "_blank", "noopener");
}

/** Beside the text, the page shows the article alone. */
function addStyles(page, address) {
  const link = page.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  page.head.append(link);
}

/** While a formula is typed, the last one that could be drawn stays. */
function isHalfTyped(before, after) {
  return count(after, ".bad-math") > count(before, ".bad-math") && count(before, "math") > 0;
}

const count = (node, selector) => node.querySelectorAll?.(selector).length ?? 0;
