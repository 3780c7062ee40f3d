// The writing form: saves by itself, keeps what cannot be saved, and tells how that went.

import { Copies } from "./copies.js";
import { connectDetails } from "./details.js";
import { Fields } from "./fields.js";
import { leftCopies } from "./left-copies.js";
import { placeholdersIn, withoutPlaceholders } from "./placeholders.js";
import { post } from "./requests.js";
import { Saver } from "./saver.js";
import { signIn } from "./sign-in.js";
import { listWarnings } from "./warnings.js";

// Milliseconds: between two copies; between two signs of presence; between two looks at the page
const COPY_PAUSE = 500;
const PRESENCE_PAUSE = 20_000;
const REFRESH_PAUSE = 30_000;

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** What is sent without a script only, such as a file, is no detail. */
const isDetail = (field) => field.name && field.closest("#details") && !field.closest(".without-script");

const form = one("#text");
// The browser would fill in a former text, as if it were based on the newest one.
form.autocomplete = "off";
const base = one("[name=base]", form);
const details = [...form.elements].filter((field) => isDetail(field));
const fields = new Fields(one("#body"), one("#title"), ...details);
listWarnings(one("#body"), one(".warnings"));
const drawer = connectDetails(form);
const copies = new Copies(form.dataset.user, form.dataset.article);
const saver = new Saver(fields, {
  address: form.dataset.autosave,
  values: Object.fromEntries(all("[name=base], [name=uid]", form).map(({ name, value }) => [name, value])),
  saved: "unsaved" in form.dataset ? null : fields.sent(),
  ask: askServer,
});

/** Tell that somebody writes. Returns who else does, or why that is not possible. */
function askServer() {
  return form.dataset.presence ? post(form.dataset.presence, {}) : {};
}

let isSubmitting = false; // what is on its way needs no warning

/** Whether something would be lost with this page: also a file that is not sent yet. */
function isIncomplete() {
  return saver.isIncomplete || placeholdersIn(fields.main.value).length > 0;
}

// The state, in words beside a lamp. Only changes of its kind are announced.

const PASSING = ["changed", "saving"];
let kind = "saved";

function show({ state, words, problem, conflict }) {
  const shown = one("#save-state");
  const text = one("span", shown);
  shown.dataset.state = state;
  const known = shown.getAttribute(`data-words-${state}`);
  text.textContent = (state === "saved" && words) || known || text.textContent;
  if (state === "saved") shown.removeAttribute("data-words-changed"); // of a new article
  if (state === "changed") for (const done of all(".messages .success")) done.remove();
  if (PASSING.includes(state)) return;
  const told = one(`.told[data-when=${state}]`);
  const said = told && one("[data-words]", told);
  if (said) {
    said.dataset.words ||= said.textContent;
    said.textContent = words || problem || said.dataset.words;
  }
  if (conflict) one("[data-conflict]").href = conflict;
  const isNew = state !== kind;
  kind = state;
  // What was put away stays away.
  if (isNew) for (const other of all(".told[data-when]")) other.hidden = other !== told;
  keepCopy().then(() => isNew && kind === state && announce(told ? one("p", told) : text));
}

function announce(part) {
  one("#announced").textContent = part.innerText;
}

saver.addEventListener("state", ({ detail }) => {
  show(detail);
  if (detail.state === "signed-out" && !isDeclined) ask();
  if (!["saved", "conflict"].includes(detail.state)) return;
  base.value = detail.base;
  isDeclined = false;
  if (one("#sign-in").open) one("#sign-in").close();
  if (!isIncomplete()) copies.remove();
  begun(detail);
  form.dispatchEvent(new Event("saved")); // the server is there, for whoever has waited for it
  if (detail.state === "saved") refresh();
});

/** The first save makes an article. */
function begun({ article, address, presence, rendering, details: check }) {
  if (form.dataset.presence) return;
  copies.article = String(article);
  keepCopy();
  form.dataset.presence = presence;
  one("#details").dataset.check = check;
  const body = one("#body");
  body.dataset.rendering = rendering;
  body.dispatchEvent(new Event("begun"));
  history.replaceState(null, "", address);
}

// What the server says about the article: links, state, buttons

let refreshTimer;
let refreshed = -Infinity;

function refresh() {
  const wait = Math.max(0, refreshed + REFRESH_PAUSE - performance.now());
  refreshTimer ??= setTimeout(replaceParts, wait);
}

async function replaceParts() {
  refreshTimer = null;
  if (saver.isUnsaved) return; // somebody types; the next save comes back here
  refreshed = performance.now();
  const response = await fetch(location.href).catch(() => null);
  if (!response?.ok || response.redirected || isSubmitting) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const name of [".bar", ".state", ".status-save"]) {
    const there = one(name, page);
    if (there && !isInUse(one(name))) one(name).replaceWith(there);
  }
}

function isInUse(part) {
  const isChanged = ({ value, defaultValue }) => value !== defaultValue;
  return (
    part.contains(document.activeElement) ||
    one("[open]", part) ||
    all("input, textarea", part).some(isChanged)
  );
}

// Copies in this browser

let copyTimer;

/** Keep what is not saved. Tells, and resolves to, whether nothing is lost with this page. */
async function keepCopy() {
  clearTimeout(copyTimer);
  copyTimer = null;
  const isKept = !isIncomplete() || (await copies.keep({ text: fields.whole(), ...origin() }));
  for (const said of all("[data-kept]")) said.hidden = said.dataset.kept !== String(isKept);
  const shown = one("#save-state");
  if (!isKept && saver.isFailing) one("span", shown).textContent = shown.dataset.wordsOpen;
  return isKept;
}

/** What a copy is based on. That of an article which is gone can only become a new one. */
function origin() {
  const { state, values, unanswered } = saver;
  return state === "gone" ? { article: "new" } : { values, unanswered };
}

fields.addEventListener("change", () => (copyTimer ??= setTimeout(keepCopy, COPY_PAUSE)));

const { offer, offerAgain } = leftCopies({ copies, fields, saver, keepCopy });

// Signing in again

let asking = null;
let isDeclined = false; // somebody stays on this machine

/** Ask for the password, once at a time. Resolves to the state afterwards. */
function ask() {
  asking ??= askAndSave().finally(() => (asking = null));
  return asking;
}

async function askAndSave() {
  await fields.quiet();
  const isSignedIn = saver.state !== "signed-out" || (await signIn(one("#sign-in")));
  isDeclined = !isSignedIn && saver.state === "signed-out";
  return isDeclined ? saver.state : saver.flush();
}

one("[data-do=sign-in]").addEventListener("click", ask);
one("[data-do=go-on]").addEventListener("click", () => {
  one(".told[data-when=conflict]").hidden = true;
  fields.focus();
});

// Leaving, saving on demand, and sending the form

let sending = null;

form.addEventListener("submit", (event) => {
  const { submitter } = event;
  if (isSubmitting || submitter?.formTarget === "_blank") return;
  event.preventDefault();
  sending ??= send(submitter).finally(() => (sending = null)); // two clicks are one
});

async function send(submitter) {
  if (!(await areFilesThere())) return;
  let state = await saver.flush();
  if (state === "signed-out") state = await ask();
  if (!["saved", "conflict", "gone"].includes(state)) return;
  if (submitter?.value === "publish" && (await drawer.asks())) return;
  isSubmitting = true;
  form.requestSubmit(submitter);
}

/** The next page would stop the files that are on their way. Resolves to whether all have arrived. */
async function areFilesThere() {
  const waiting = [];
  form.dispatchEvent(new CustomEvent("leave", { detail: waiting }));
  return (await Promise.all(waiting)).every(Boolean);
}

form.addEventListener("formdata", ({ formData }) => {
  formData.set("body", withoutPlaceholders(formData.get("body")));
});

// A file was refused because nobody is signed in.
form.addEventListener("signed-out", async () => {
  let state = await saver.flush();
  if (state === "signed-out") state = await ask();
  if (state !== "signed-out") form.dispatchEvent(new Event("signed-in"));
});

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  event.preventDefault();
  const isBegun = form.dataset.presence || saver.isUnsaved;
  if (isBegun) saver.flush();
});

function saveWhatIsLeft() {
  keepCopy();
  if (saver.isUnsaved && !isSubmitting) saver.save();
}

addEventListener("beforeunload", (event) => {
  if (isSubmitting || !isIncomplete()) return;
  event.preventDefault();
  saveWhatIsLeft();
});
addEventListener("pagehide", saveWhatIsLeft);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) saveWhatIsLeft();
  else offerAgain();
});

// Back shows the page as it was left; the newest text may be another one.
addEventListener("pageshow", ({ persisted }) => {
  isSubmitting = false;
  if (persisted && !saver.isUnsaved) location.reload();
});

// Presence

async function tellPresence() {
  const { editors } = document.hidden ? {} : await askServer();
  if (editors) one("#editors").replaceChildren(...editors.map(presenceOf));
  setTimeout(tellPresence, PRESENCE_PAUSE);
}

function presenceOf(words) {
  const shown = one("#editor").content.cloneNode(true);
  one(".editor", shown).lastChild.data = words;
  return shown;
}

offer();
tellPresence();
if (saver.isUnsaved) fields.dispatchEvent(new Event("change"));
