// The preview beside the text: the page of the article as the server draws it, in a frame. After a
// change the form is sent again, and only the blocks that differ are replaced.
//
// Each answer of the server is told on the field by a `rendered` event, whose detail it is, with the
// `text` that was sent.

import { postForm } from "../../static/js/desk/requests.js";
import { withoutPlaceholders } from "../../static/js/desk/placeholders.js";
import { caretOf, putCaret } from "./caret.js";
import { withFormulaClosed } from "./half_typed.js";
import { blocksOf, keepInStep } from "./scroll.js";
import { addStyles, ShownPage } from "./shown_page.js";
import { isInFormula } from "./warnings.js";

const PAUSE_OUT_OF_SIGHT = 1_000; // milliseconds after a change; warnings and counts have time
const LONGEST_WAIT = 60_000;
// Milliseconds between two attempts
const FIRST_RETRY = 2_000;
const LAST_RETRY = 60_000;
const WIDE = matchMedia("(width >= 60rem)");

/** `currentView` returns the editor, null while the text is a plain field. */
export function connectPreview(field, pane, currentView) {
  const { form } = field;
  const frame = pane.querySelector("iframe");
  const step = keepInStep(frame, currentView);
  let shown = null;
  let lines = [];
  let timer = 0,
    retry = FIRST_RETRY,
    isAsking = false,
    isChanged = true,
    isFailing = false, // the frame shows a former text, because the server does not answer
    isStale = false, // the frame shows a former text, because it is out of sight
    kept = []; // the blocks that show a former text, because they are half typed

  const isVisible = () => !pane.hidden && pane.checkVisibility();

  /** One request at a time, so that no older answer follows a newer one. */
  async function ask() {
    if (isAsking || !isChanged) return;
    isAsking = true;
    isChanged = false;
    isFailing = !(await bringUpToDate().catch(() => false));
    isAsking = false;
    if (!isFailing) retry = FIRST_RETRY;
    if (isChanged) schedule();
    else if (isFailing) tryAgain();
  }

  /** Resolves to whether the same text need not be sent again. */
  async function bringUpToDate() {
    const answer = await request();
    const isOurs = answer.status === 200 && answer.page !== undefined; // and not of somebody in between
    if (isOurs) await show(answer);
    return isOurs || isRefused(answer.status);
  }

  /** The last preview stays meanwhile. A text that is saved tells earlier that the server is there. */
  function tryAgain() {
    isChanged = true;
    clearTimeout(timer);
    timer = setTimeout(ask, retry);
    retry = Math.min(2 * retry, LAST_RETRY);
  }

  async function request() {
    const body = new FormData(form);
    const text = withoutPlaceholders(withFormulaClosed(field.value, caretOf(field, currentView())));
    body.set(field.name, text);
    const known = shown?.known ?? null;
    if (known !== null) body.set("known", known);
    const signal = AbortSignal.timeout(LONGEST_WAIT);
    return { ...(await postForm(field.dataset.rendering, body, { signal })), text };
  }

  async function show(answer) {
    isStale = answer.page !== null && !isVisible();
    if (answer.page !== null && !isStale) {
      lines = answer.lines;
      kept = [];
      await showPage(answer);
      step.show(lines, field.value.split("\n").length + 1);
    }
    field.dispatchEvent(new CustomEvent("rendered", { detail: answer }));
  }

  async function showPage(answer) {
    if (shown) {
      if (!shown.update(answer, keeps)) isChanged = true; // and so asked for again
    } else {
      await open(answer.page);
      shown = new ShownPage(frame.contentDocument, answer);
    }
  }

  /** While a formula or a diagram is typed, the last one that could be drawn stays. */
  function keeps(before, after, block) {
    const part = { block, isDiagram: before.matches(".diagram") };
    const isKept = isHalfTyped(before, after) && isBeingTyped(part);
    if (isKept) kept.push(part);
    return isKept;
  }

  function isBeingTyped({ block, isDiagram }) {
    const view = currentView();
    const line = field.value.slice(0, caretOf(field, view)).split("\n").length;
    const below = lines.slice(block + 1).find(Boolean) ?? Infinity;
    if (!lines[block] || line < lines[block] || line >= below) return false;
    return isDiagram || !view || isInFormula(view.state);
  }

  function open(html) {
    return new Promise((resolve) => {
      frame.addEventListener(
        "load",
        () => {
          frame.contentDocument.addEventListener("click", choose);
          addStyles(frame.contentDocument, pane.dataset.styles);
          resolve();
        },
        { once: true },
      );
      frame.srcdoc = html;
    });
  }

  function choose(event) {
    if (event.target.closest("a[href]")) return openElsewhere(event);
    const isWord = event.target.closest("button, summary, label, input, audio, video");
    const block = isWord
      ? -1
      : blocksOf(frame.contentDocument).findIndex((each) => each.contains(event.target));
    const line = lines[block];
    if (line && frame.contentDocument.getSelection().isCollapsed) putCaret(field, currentView(), line);
  }

  function schedule() {
    clearTimeout(timer);
    if (isVisible()) ask();
    else timer = setTimeout(ask, PAUSE_OUT_OF_SIGHT);
  }

  const change = () => {
    isChanged = true;
    schedule();
  };
  const appear = () => (isStale ? change() : schedule());
  const leave = () => kept.every(isBeingTyped) || change();
  form.addEventListener("input", change);
  field.addEventListener("caret", leave);
  field.addEventListener("selectionchange", leave);
  addEventListener("online", schedule);
  form.addEventListener("saved", () => isFailing && schedule());
  WIDE.addEventListener("change", appear);
  const choice = document.querySelector(".pane-choice");
  choice.addEventListener("change", appear);
  choice.hidden = pane.hidden = false;
  schedule();
}

/** Whether the same text has no other answer later: it is too long, or the article is gone. */
const isRefused = (status) => status >= 400 && status < 500 && ![403, 429].includes(status);

/** A link of the preview opens in another tab; one within the article scrolls. */
function openElsewhere(event) {
  const link = event.target.closest("a[href]");
  if (link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  open(link.href, "_blank", "noopener");
}

function isHalfTyped(before, after) {
  if (before.matches(".diagram") && after.matches(".code:has(.lang)")) return true;
  return count(after, ".bad-math") > count(before, ".bad-math") && count(before, "math") > 0;
}

const count = (node, selector) => node.querySelectorAll(selector).length;
