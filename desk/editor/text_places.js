// The text, in the editor or in the plain field, as the place of files that are on their way.

import { isolateHistory } from "@codemirror/commands";
import { EditorSelection, Transaction } from "@codemirror/state";

import { placeholdersIn } from "../../static/js/desk/placeholders.js";
import { asBlock } from "./fitting.js";
import { difference } from "./warning_fixes.js";

const COMPOSING = 100; // milliseconds between two looks at an input method

export class TextPlaces {
  #isComposing = false;

  /** `currentView` returns the editor, null while the text is a plain field. */
  constructor(field, currentView) {
    Object.assign(this, { field, currentView });
    field.addEventListener("compositionstart", () => (this.#isComposing = true));
    field.addEventListener("compositionend", () => (this.#isComposing = false));
  }

  get text() {
    return this.field.value;
  }

  /** Put a block at the caret, which stands behind it then. */
  async insert(markdown) {
    await this.#composed();
    const view = this.currentView();
    if (!view) return this.#insertPlainly(markdown);
    const { from, to } = view.state.selection.main;
    const insert = view.state.toText(asBlock(view.state, from, to, markdown));
    view.dispatch({
      changes: { from, to, insert },
      selection: EditorSelection.cursor(from + insert.length),
      userEvent: "input.drop",
      annotations: isolateHistory.of("full"),
      scrollIntoView: true,
    });
  }

  #insertPlainly(markdown) {
    const { field } = this;
    const { selectionStart: from, selectionEnd: to, value } = field;
    const before = value.slice(0, from);
    const above = !before.trim() || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const below = !value.slice(to).trim() || value.slice(to).startsWith("\n") ? "" : "\n\n";
    this.#setPlainly(above + markdown + below, from, to);
  }

  /** A caret behind the replaced text stays behind it: `preserve` would select what is new. */
  #setPlainly(insert, from, to) {
    const { selectionStart, selectionEnd } = this.field;
    const moved = (at) => (at < to ? Math.min(at, from) : at + insert.length - (to - from));
    this.field.setRangeText(insert, from, to);
    this.field.setSelectionRange(moved(selectionStart), moved(selectionEnd));
    this.field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  /** Put the Markdown in place of a placeholder, wherever that is now. Resolves to whether it is there. */
  async fill(key, markdown) {
    await this.#composed();
    const place = this.#find(key);
    if (place) this.#replace(place.from, place.to, markdown, true);
    return Boolean(place);
  }

  /** Take only a placeholder away, so that Redo finds its line. */
  async clear(key) {
    await this.#composed();
    const place = this.#find(key);
    if (place) this.#replace(place.from, place.to, "", false);
  }

  /** Take a placeholder away, with its line if nothing else is there. Undo does not bring it back. */
  async remove(key) {
    await this.#composed();
    const place = this.#find(key);
    if (!place) return;
    const { text } = this;
    const isLine = /(?:^|\n)$/.test(text.slice(0, place.from)) && /^(?:\n|$)/.test(text.slice(place.to));
    const from = isLine && place.from ? place.from - 1 : place.from;
    this.#replace(from, place.to, "", false);
  }

  /** Change a line that is still as it was looked at, also if it stands elsewhere now. */
  async correctLine(number, before, after) {
    await this.#composed();
    const lines = this.text.split("\n");
    const at = lines[number - 1] === before ? number - 1 : lines.indexOf(before);
    if (at < 0) return;
    const start = lines.slice(0, at).reduce((length, line) => length + line.length + 1, 0);
    const { from, to, insert } = difference(before, after);
    this.#replace(start + from, start + to, insert, true);
  }

  #find(key) {
    return placeholdersIn(this.text).find((place) => place.key === key);
  }

  /** The caret stays where it is. */
  #replace(from, to, insert, isRemembered) {
    const view = this.currentView();
    if (!view) return this.#setPlainly(insert, from, to);
    const changes = view.state.changes({ from, to, insert });
    const selection = view.state.selection.map(changes, 1);
    const history = isRemembered ? isolateHistory.of("full") : Transaction.addToHistory.of(false);
    view.dispatch({ changes, selection, userEvent: "input.file", annotations: history });
  }

  async #composed() {
    while (this.#isComposing || this.currentView()?.composing)
      await new Promise((resolve) => setTimeout(resolve, COMPOSING));
  }
}
