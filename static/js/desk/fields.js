// The plain fields of a form, as the source of a Saver.

const QUIET = 1_500; // milliseconds without a key

export class Fields extends EventTarget {
  isComposing = false;
  #lastInput = -Infinity;

  constructor(...fields) {
    super();
    this.fields = fields;
    for (const field of fields) {
      field.addEventListener("compositionstart", () => (this.isComposing = true));
      field.addEventListener("compositionend", () => this.#changed(false));
      field.addEventListener("input", (event) => this.#changed(event.isComposing));
    }
  }

  text() {
    return Object.fromEntries(this.fields.map(({ name, value }) => [name, value]));
  }

  /** The text that the server sent with the page. */
  sent() {
    return Object.fromEntries(this.fields.map(({ name, defaultValue }) => [name, defaultValue]));
  }

  isEqual(text) {
    return this.fields.every(({ name, value }) => value === text[name]);
  }

  replace(text) {
    for (const field of this.fields) {
      field.value = text[field.name];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.focus();
  }

  focus() {
    this.fields.at(-1).focus();
  }

  /** Resolves once nobody types, so that no letter goes elsewhere. */
  async quiet() {
    while (this.isComposing || performance.now() - this.#lastInput < QUIET) {
      await new Promise((resolve) => setTimeout(resolve, QUIET / 5));
    }
  }

  #changed(isComposing) {
    this.isComposing = isComposing;
    this.#lastInput = performance.now();
    this.dispatchEvent(new Event("change"));
  }
}
