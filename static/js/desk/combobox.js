// A list of values that the server offers for a text field, as ARIA's combobox.

const PAUSE = 120; // milliseconds after a key
let number = 0;

/**
 * Offers what `address` answers to `q`: items with `value`, and perhaps `text` and `note`.
 *
 * `query` returns what is looked for, `choose` gets the value that was chosen. `extra(words, items)`
 * returns further items.
 */
export function offerValues(field, { address, query = () => field.value, choose, extra = () => [] }) {
  const list = document.createElement("ul");
  const id = `offered-${++number}`;
  Object.assign(list, { id, role: "listbox", hidden: true, className: "offered" });
  list.setAttribute("aria-label", field.labels?.[0]?.textContent ?? field.getAttribute("aria-label"));
  const attributes = { role: "combobox", "aria-controls": id, "aria-autocomplete": "list" };
  for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);
  field.after(list);
  let timer, asked, chosen;
  close();

  function close() {
    clearTimeout(timer);
    asked = null;
    chosen = -1;
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    const words = query();
    asked = words;
    const items = await fetched(`${address}?q=${encodeURIComponent(words)}`);
    if (asked !== words || document.activeElement !== field) return;
    show([...items, ...extra(words, items)], words);
  }

  function show(items, words) {
    list.replaceChildren(...items.map((item, index) => optionOf(item, words, `${id}-${index}`)));
    chosen = -1;
    list.hidden = items.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
  }

  function mark(index) {
    chosen = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = list.children[index];
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
  }

  function take(option) {
    close();
    choose(option.dataset.value);
  }

  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.isTrusted && !event.isComposing) timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("compositionend", () => (timer = setTimeout(ask, PAUSE)));
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden && step > 0) ask();
    else if (step && !list.hidden) mark((chosen + step + list.children.length) % list.children.length);
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}

async function fetched(address) {
  try {
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    return response.ok ? (await response.json()).items : [];
  } catch {
    return []; // without a connection nothing is offered
  }
}

function optionOf({ value, text = value, note = "" }, words, id) {
  const option = document.createElement("li");
  Object.assign(option, { id, role: "option" });
  option.setAttribute("aria-selected", "false");
  option.dataset.value = value;
  option.append(marked(text, words), small(note));
  return option;
}

function small(note) {
  const element = document.createElement("small");
  element.textContent = note;
  return element;
}

/** The text with what was typed in bold. */
function marked(text, words) {
  const shown = document.createElement("span");
  const at = words ? text.toLowerCase().indexOf(words.toLowerCase()) : -1;
  if (at < 0) {
    shown.textContent = text;
    return shown;
  }
  const mark = document.createElement("mark");
  mark.textContent = text.slice(at, at + words.length);
  shown.append(text.slice(0, at), mark, text.slice(at + words.length));
  return shown;
}
