// Where the caret is in the text, and how to move it: the same for the plain field and the editor.
//
// The editor dispatches `caret` on the field and answers to `goto`; for the plain field this module does.

/** Call `then` with the first selected character, the one after the last, and the number of the line. */
export function onCaret(field, then) {
  field.addEventListener("caret", ({ detail }) => then(detail));
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === field) then(caretOf(field));
  });
  // The hidden field follows the editor, whose caret is another.
  field.addEventListener("selectionchange", () => field.hidden || then(caretOf(field)));
}

function caretOf({ selectionStart: from, selectionEnd: to, value }) {
  return { from, to, line: value.slice(0, from).split("\n").length };
}

/** Put the caret at the beginning of a line, and show it. */
export function goToLine(field, line) {
  const event = new CustomEvent("goto", { detail: { line }, cancelable: true });
  if (!field.dispatchEvent(event)) return; // the editor did it
  const start = field.value.split("\n", line - 1).join("\n").length + (line > 1);
  field.focus();
  field.setSelectionRange(start, start);
  // A text field scrolls to the caret only while one types.
  field.scrollTop = (field.scrollHeight * start) / Math.max(1, field.value.length) - field.clientHeight / 4;
}
