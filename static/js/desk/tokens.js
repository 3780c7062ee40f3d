// Tags as tokens over a field of names with commas between them.

import { offerValues } from "./combobox.js";

const SEPARATOR = /[,，、;；\n]/;

// As on the server: a quotation mark between double quotes is written twice; Chinese quotation marks
// quote only what has a separator.
const QUOTED = /^\s*"((?:[^"]|"")+)"(?!")\s*/;
const CURLY_QUOTED = /^\s*“([^“”]*[,，、;；][^“”]*)”\s*(?=[,，、;；\n]|$)/;

// Quotation marks that do not end yet: a separator belongs to the name.
const OPEN = /(^|[,，、;；\n])\s*("(?:[^"]|"")*|“[^“”]*)$/;

/** The names in a text; separators between double quotes are part of a name. */
export function namesIn(text) {
  return distinct(itemsIn(text).flat());
}

/** What stands between separators: each a quoted name, and what is not quoted. */
function itemsIn(text) {
  const quoted = QUOTED.exec(text) ?? CURLY_QUOTED.exec(text);
  const rest = text.slice(quoted?.[0].length ?? 0);
  const end = rest.search(SEPARATOR);
  const item = [quoted?.[1].replaceAll('""', '"') ?? "", end < 0 ? rest : rest.slice(0, end)];
  return end < 0 ? [item] : [item, ...itemsIn(rest.slice(end + 1))];
}

function distinct(items) {
  const names = items.map((name) => name.trim().replace(/\s+/g, " ")).filter(Boolean);
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
}

export function textOf(names) {
  return names.map((name) => (isPlain(name) ? name : `"${name.replaceAll('"', '""')}"`)).join(", ");
}

function isPlain(name) {
  const [only, ...others] = namesIn(name);
  return only === name && !others.length;
}

/** Whether a name in a text that is being typed ends, so that nothing can be added to it. */
function isEnded(text) {
  return itemsIn(text).length > 1 && !OPEN.test(text);
}

/** `words` has sentences with {name}: `remove`, and `new` for a tag that is not there yet. */
export function showTokens(field, { address, words }) {
  const box = document.createElement("div");
  const list = document.createElement("ul");
  const input = document.createElement("input");
  const label = field.labels[0];
  box.className = "tokens";
  Object.assign(input, { id: `${field.id}-input`, autocomplete: "off", enterKeyHint: "done" });
  input.setAttribute("aria-describedby", field.getAttribute("aria-describedby"));
  label.htmlFor = input.id;
  list.setAttribute("aria-label", label.textContent);
  box.append(list, input);
  field.before(box);
  field.hidden = true;
  field.focus = () => input.focus();
  let names = [];
  let own = false;

  const has = (name) => names.some((each) => each.toLowerCase() === name.toLowerCase());

  function draw() {
    list.replaceChildren(...names.map(token));
  }

  function set(next) {
    names = next;
    draw();
    own = true;
    field.value = textOf(names);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    own = false;
  }

  function add(...added) {
    const missing = added.filter((name) => !has(name));
    input.value = "";
    if (missing.length) set([...names, ...missing]);
  }

  const addTyped = () => add(...namesIn(input.value));

  function token(name) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: "×" });
    button.setAttribute("aria-label", words.remove.replace("{name}", name));
    button.addEventListener("click", () => {
      set(names.filter((each) => each !== name));
      input.focus();
    });
    item.append(name, button);
    return item;
  }

  const takeUp = () => {
    if (own) return;
    names = namesIn(field.value);
    draw();
  };
  field.addEventListener("input", takeUp);
  addEventListener("pageshow", takeUp);
  takeUp();

  const offersNew = (typed, items) => {
    const name = namesIn(typed)[0];
    const isKnown =
      !name || has(name) || items.some((item) => item.value.toLowerCase() === name.toLowerCase());
    return isKnown ? [] : [{ value: name, text: words.new.replace("{name}", name) }];
  };
  offerValues(input, { address, choose: add, extra: offersNew });
  input.addEventListener("input", (event) => {
    if (!event.isComposing && isEnded(input.value)) addTyped();
  });
  input.addEventListener("paste", () => setTimeout(() => isEnded(input.value) && addTyped()));
  input.addEventListener("blur", addTyped);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      addTyped();
    } else if (event.key === "Backspace" && !input.value && names.length) {
      event.preventDefault();
      input.value = textOf(names.slice(-1));
      set(names.slice(0, -1));
    }
  });
}
