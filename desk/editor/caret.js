// The caret of the text, in the editor or in the plain field where `view` is null.

import { EditorView } from "@codemirror/view";

export function caretOf(field, view) {
  return view ? view.state.selection.main.head : field.selectionEnd;
}

/**
 * Put the caret at the beginning of a line, counted from 1, or of the last line. `y` is where the
 * editor shows it: "nearest" scrolls as little as possible, "start" to the top.
 */
export function putCaret(field, view, line, y = "nearest") {
  if (view) {
    const { doc } = view.state;
    const { from } = doc.line(Math.min(line, doc.lines));
    view.focus();
    view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y, yMargin: 32 }) });
    return;
  }
  const above = field.value.split("\n").slice(0, line - 1);
  const start = above.reduce((sum, each) => sum + each.length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start);
}

/** Dispatch `caret` on the field with the selection and the number of the line. */
export function tellCaret(field) {
  return EditorView.updateListener.of(({ selectionSet, docChanged, state }) => {
    if (!selectionSet && !docChanged) return;
    const { from, to, head } = state.selection.main;
    const { number: line } = state.doc.lineAt(head);
    field.dispatchEvent(new CustomEvent("caret", { detail: { from, to, line } }));
  });
}
