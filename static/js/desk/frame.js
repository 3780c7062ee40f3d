// The frame of the writing form: panes, menus, the row of formats, and writing without all that.

import { onCaret } from "./caret.js";
import { connectCounts } from "./counts.js";
import { connectOutline } from "./outline.js";
import { connectSeam } from "./seam.js";
import { recall, remember } from "./storage.js";

const FOCUS = "longwave-focus",
  NO_TOOLS = "longwave-no-tools";
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const { body } = document;
const bench = one(".bench"),
  form = one("#text"),
  title = one("#title"),
  field = one("#body"),
  outline = one("#outline");

// Panes: beside each other where there is room, else one at a time.

function show(pane) {
  if (bench.dataset.pane !== pane) bench.dataset.pane = pane;
}

/** What is chosen follows what is shown, and the preview learns that it may be in sight again. */
function follow() {
  const choice = one(`[name=pane][value=${bench.dataset.pane}]`);
  if (choice) choice.checked = true;
  one(".pane-choice")?.dispatchEvent(new Event("change"));
}

const PANES = [
  ["write", ".writing-form", () => field.focus()],
  ["preview", ".preview-pane", () => one(".preview-pane iframe")?.focus()],
  ["details", ".drawer", () => one(".drawer :is(input, select, textarea, button, a)")?.focus()],
];

/** F6 goes round the panes that there are. */
function goRound(event) {
  if (event.key !== "F6") return;
  event.preventDefault();
  const isIn = (selector) => one(selector)?.contains(document.activeElement);
  const here = isIn(".drawer") ? 2 : isIn(".preview-pane") ? 1 : 0;
  const next = [1, 2, 0].map((n) => PANES[(here + n) % 3]).find(([pane]) => isOpen(pane));
  const [pane, selector, focus] = next;
  if (!one(selector).checkVisibility()) show(pane);
  focus();
}

/** The details stand in place of the preview. */
function isOpen(pane) {
  const areDetailsOpen = bench.dataset.pane === "details";
  if (pane === "details") return areDetailsOpen;
  return pane === "write" || (!areDetailsOpen && one(".preview-pane")?.hidden === false);
}

// Menus

function closeMenus(event) {
  for (const menu of all("details.more[open]")) if (!menu.contains(event.target)) menu.open = false;
}

function closeByEscape() {
  const menu = one("details.more[open]");
  if (!menu) return false;
  menu.open = false;
  one("summary", menu).focus();
  return true;
}

// Focus: only the text

function setFocus(isOn) {
  body.toggleAttribute("data-focus", isOn);
  remember(FOCUS, isOn);
  if (isOn) show("write");
  else follow();
  field.focus();
}

// The row of formats: switched off, it is there while something is selected.

function setTools(isOn) {
  body.toggleAttribute("data-no-tools", !isOn);
  one("[data-do=tools]").ariaPressed = String(isOn);
  remember(NO_TOOLS, !isOn);
}

const ACTS = {
  focus: () => setFocus(!body.hasAttribute("data-focus")),
  tools: () => setTools(body.hasAttribute("data-no-tools")),
  outline: () => outline.togglePopover(),
};

function act(event) {
  const chosen = event.target.closest?.("[data-do], [popovertarget]");
  if (chosen?.closest(".more")) closeMenus({ target: null });
  ACTS[chosen?.dataset.do]?.();
}

function actByKey(event) {
  if (event.isComposing || event.defaultPrevented || one("dialog[open], :popover-open")) return;
  const isMod = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (isMod && key === ".") ACTS.focus();
  else if (isMod && event.shiftKey && key === "o") ACTS.outline();
  else if (key === "escape" && closeByEscape()) event.stopPropagation();
  else if (key === "escape" && body.hasAttribute("data-focus")) setFocus(false);
  else return;
  event.preventDefault();
}

/** A title has one line: Enter goes on to the text. */
function leaveTitle(event) {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  field.focus();
}

function start() {
  new MutationObserver(follow).observe(bench, { attributeFilter: ["data-pane"] });
  show("write");
  bench.addEventListener("change", ({ target }) => target.name === "pane" && show(target.value));
  document.addEventListener("click", act);
  document.addEventListener("pointerdown", closeMenus);
  document.addEventListener("keydown", actByKey);
  document.addEventListener("keydown", goRound);
  title.addEventListener("keydown", leaveTitle);
  onCaret(field, ({ from, to }) => form.toggleAttribute("data-selection", from !== to));
  connectOutline(field, outline);
  connectCounts(field, one(".counts"));
  one(".preview-pane iframe")?.addEventListener("load", ({ target }) =>
    target.contentDocument.addEventListener("keydown", goRound),
  );
  if (one(".seam")) connectSeam(field, one(".seam"));
  if (recall(NO_TOOLS)) setTools(false);
  if (recall(FOCUS)) setFocus(true);
}

start();
