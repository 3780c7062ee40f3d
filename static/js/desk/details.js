// The details of an article: tokens, completion, and what the server says about what is typed.

import { offerValues } from "./combobox.js";
import { connectCover } from "./cover.js";
import { showTokens } from "./tokens.js";

const PAUSE = 300; // milliseconds after a key
const DATES = ["published_at", "publish_at"];

const one = (selector, within = document) => within.querySelector(selector);

/** Returns `asks()`, which resolves to whether something is to be seen before it is published. */
export function connectDetails(form) {
  const section = one("#details");
  const { tags, originals, remove, new: isNew } = section.dataset;
  const field = (name) => form.elements[name];
  showTokens(field("tags"), { address: tags, words: { remove, new: isNew } });
  if (field("translation_of")) {
    const choose = (value) => enter(field("translation_of"), value);
    offerValues(field("translation_of"), { address: originals, choose });
  }

  connectCover(form, (value) => enter(field("cover"), value));

  const { open, isOpen } = connectPane(section);
  let timer, checked, asked;

  function checkSoon() {
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  }

  async function check() {
    clearTimeout(timer);
    const number = (checked = Symbol());
    const headers = { Accept: "text/html" };
    const body = new FormData(form);
    const response = await fetch(section.dataset.check, { method: "POST", body, headers }).catch(() => null);
    if (!response?.ok || response.redirected || checked !== number) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const note of page.querySelectorAll(".detail-note")) showNote(note);
    for (const name of DATES) spellOut(field(name), body.get(name), one(`#note-${name}`)?.dataset.value);
    const changes = one("#changes", page);
    if (changes && changes.outerHTML !== one("#changes").outerHTML) one("#changes").replaceWith(changes);
  }

  /** A new address or date is shown once before readers see it. */
  async function asks() {
    await check();
    const changes = one("#changes[data-asked]");
    if (!changes || changes.dataset.asked === asked) return false;
    asked = changes.dataset.asked;
    open(changes);
    return true;
  }

  /** A note is announced if it changes. */
  function showNote(note) {
    const shown = document.getElementById(note.id);
    if (!shown || shown.outerHTML === note.outerHTML) return;
    shown.replaceWith(note);
    const noted = field(note.id.replace("note-", ""));
    const isWrong = note.classList.contains("wrong");
    noted?.setAttribute("aria-invalid", String(isWrong));
    if (isWrong || noted === document.activeElement) one("#announced").textContent = note.textContent;
  }

  // The section stands beside the form, to which its fields belong.
  document.addEventListener("input", ({ target }) => {
    if (target.form === form && target !== field("body")) checkSoon();
  });
  field("body").addEventListener("rendered", ({ detail }) => {
    if (detail.page !== null) showExcerpt(section, detail.excerpt);
    if (isOpen()) checkSoon();
  });
  section.addEventListener("click", ({ target }) => {
    const { offer, for: name } = target.closest("[data-offer]")?.dataset ?? {};
    if (offer) enter(field(name), offer);
  });
  section.addEventListener("keydown", (event) => {
    // Sent by accident, the form would leave the page in the middle of the work.
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  });
  for (const name of DATES) field(name)?.addEventListener("change", check);
  field("language").addEventListener("change", ({ target }) => {
    for (const part of [field("title"), field("body"), one(".excerpt p", section)]) part.lang = target.value;
  });
  // The preview follows what is entered in the form, and sees no event of other parts of the page.
  section.addEventListener("change", () => form.dispatchEvent(new Event("input")));
  return { asks };
}

/** The beginning of the text, beside the summary. */
function showExcerpt(section, { text, html }) {
  const shown = one(".excerpt", section);
  const page = new DOMParser().parseFromString(html, "text/html");
  one("p", shown).replaceChildren(...page.body.childNodes);
  one("button", shown).dataset.offer = text;
  shown.parentElement.hidden = !text;
}

/** A date that was read, and left, stays what it was read as, also tomorrow. */
function spellOut(field, read, value) {
  if (value && field.value === read && value !== read && document.activeElement !== field)
    enter(field, value);
}

/** The section is shown in place of the preview; on a phone it is a page of its own. */
function connectPane(section) {
  const { dataset } = one("main");
  const isOpen = () => dataset.pane === "details";
  const show = (pane) => {
    dataset.pane = pane;
    for (const link of document.querySelectorAll("[data-do=details]")) link.ariaExpanded = String(isOpen());
  };
  const open = (target = section) => {
    show("details");
    target.scrollIntoView({ block: "nearest" });
    target.focus();
  };
  // A phone has the link in a menu, which is closed.
  const close = () => {
    show("write");
    const openers = [...document.querySelectorAll("[data-do=details], .more > summary")];
    openers.find((each) => each.checkVisibility()).focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-do=details], [data-do=close-details]");
    if (!link) return;
    event.preventDefault();
    if (!isOpen() && link.dataset.do === "details") return open();
    close();
  });
  document.addEventListener("click", ({ target }) => {
    const named = target.closest?.("a[href^='#detail-']");
    if (named) open(one(named.hash));
  });
  section.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    close();
  });
  one("[data-do=close-details]").hidden = false;
  const wrong = one("[aria-invalid=true]", section);
  // After the frame has chosen what to show.
  addEventListener("DOMContentLoaded", () => (wrong ? open(wrong) : show("write")), { once: true });
  return { open, isOpen };
}

function enter(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
