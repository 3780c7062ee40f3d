// The plain fields of a form, as the source of a Saver.

import { withoutPlaceholders } from "./placeholders.js";

const QUIET = 1_500; // milliseconds without a key

const valueOf = (field) => (field.type === "checkbox" && !field.checked ? "" : field.value);

function sentValue(field) {
  if (field.type === "checkbox") return field.defaultChecked ? field.value : "";
  if (!field.options) return field.defaultValue;
  return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value;
}

function setValue(field, value) {
  if (field.type === "checkbox") field.checked = value !== "";
  else field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function shownValue(field, value) {
  if (field.type === "checkbox") return value ? "✓" : "—";
  const option = field.options && [...field.options].find((each) => each.value === value);
  return option?.text ?? (value || "—");
}

/** A field that a script has hidden may have left its label to what stands in its place. */
function labelOf(field) {
  return (field.labels?.[0] ?? field.closest(".detail").querySelector("label")).textContent;
}

export class Fields extends EventTarget {
  isComposing = false;
  #lastInput = -Infinity;

  /** `main` is the field in which one writes on. */
  constructor(main, ...others) {
    super();
    this.main = main;
    this.fields = [...others, main];
    for (const field of this.fields) {
      field.addEventListener("compositionstart", () => (this.isComposing = true));
      field.addEventListener("compositionend", () => this.#changed(false));
      field.addEventListener("input", (event) => this.#changed(event.isComposing));
    }
    // Also in fields that are not saved, such as those of a search
    document.addEventListener("keydown", () => (this.#lastInput = performance.now()));
  }

  /** What is sent: without files that are on their way. */
  text() {
    const { main } = this;
    return { ...this.whole(), [main.name]: withoutPlaceholders(main.value) };
  }

  whole() {
    return Object.fromEntries(this.fields.map((field) => [field.name, valueOf(field)]));
  }

  /** The text that the server sent with the page. */
  sent() {
    return Object.fromEntries(this.fields.map((field) => [field.name, sentValue(field)]));
  }

  isEqual(text) {
    return this.#others(text).length === 0;
  }

  replace(text) {
    for (const field of this.#others(text)) setValue(field, text[field.name]);
    this.focus();
  }

  /** A text to be read: title, the details that are not those of the form, and what one wrote. */
  describe(text) {
    const details = this.#others(text).filter((field) => ![this.main.name, "title"].includes(field.name));
    const lines = details.map((field) => `${labelOf(field)}: ${shownValue(field, text[field.name])}`);
    return [text.title, ...lines, text[this.main.name]].filter(Boolean).join("\n\n");
  }

  focus() {
    this.main.focus();
  }

  /** Resolves once nobody types, so that no letter goes elsewhere. */
  async quiet() {
    while (this.isComposing || performance.now() - this.#lastInput < QUIET) {
      await new Promise((resolve) => setTimeout(resolve, QUIET / 5));
    }
  }

  /** The fields for which a text has another value. A copy may be older than a field. */
  #others(text) {
    return this.fields.filter((field) => field.name in text && valueOf(field) !== text[field.name]);
  }

  #changed(isComposing) {
    this.isComposing = isComposing;
    this.#lastInput = performance.now();
    this.dispatchEvent(new Event("change"));
  }
}
