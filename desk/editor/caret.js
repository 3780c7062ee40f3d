// The caret of the text, in the editor or in the plain field where `view` is null.

export function caretOf(field, view) {
  return view ? view.state.selection.main.head : field.selectionEnd;
}

/** Put the caret at the beginning of a line, counted from 1, or of the last line. */
export function putCaret(field, view, line) {
  if (view) {
    const { doc } = view.state;
    view.focus();
    view.dispatch({ selection: { anchor: doc.line(Math.min(line, doc.lines)).from }, scrollIntoView: true });
    return;
  }
  const above = field.value.split("\n").slice(0, line - 1);
  const start = above.reduce((sum, each) => sum + each.length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start);
}
