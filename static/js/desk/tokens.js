// Tags as tokens over a field of names with commas between them.

import { offerValues } from "./combobox.js";

const SEPARATOR = /[,，、;；\n]/;

/** The names in a text; separators between double quotes are part of a name, as on the server. */
export function namesIn(text) {
  const items = text.match(/\s*"[^"]+"\s*|[^,，、;；\n]+/g) ?? [];
  const names = items.map((item) => item.trim().replace(/^"([^"]+)"$/, "$1").replace(/\s+/g, " "));
  return [...new Map(names.filter(Boolean).map((name) => [name.toLowerCase(), name])).values()];
}

export function textOf(names) {
  return names.map((name) => (SEPARATOR.test(name) ? `"${name}"` : name)).join(", ");
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

  function add(text) {
    const added = namesIn(text).filter((name) => !has(name));
    input.value = "";
    if (added.length) set([...names, ...added]);
  }

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
    const isKnown = !name || has(name) || items.some((item) => item.value.toLowerCase() === name.toLowerCase());
    return isKnown ? [] : [{ value: name, text: words.new.replace("{name}", name) }];
  };
  offerValues(input, { address, choose: add, extra: offersNew });
  input.addEventListener("input", (event) => {
    const isQuoted = (input.value.match(/"/g) ?? []).length % 2 === 1;
    if (!event.isComposing && !isQuoted && SEPARATOR.test(input.value)) add(input.value);
  });
  input.addEventListener("paste", () => setTimeout(() => SEPARATOR.test(input.value) && add(input.value)));
  input.addEventListener("blur", () => add(input.value));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      add(input.value);
    } else if (event.key === "Backspace" && !input.value && names.length) {
      event.preventDefault();
      input.value = names.at(-1);
      set(names.slice(0, -1));
    }
  });
}
