// Enter closes a block of code.

import { syntaxTree } from "@codemirror/language";
import { EditorSelection } from "@codemirror/state";

const FENCE = /^(\s*)(`{3,}|~{3,})(.*)$/;

/** Enter after the first line of a block of code that nothing closes, and with nothing right below. */
export function enterClosesFence({ state, dispatch }) {
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  const [, indent, mark] = FENCE.exec(line.text) ?? [];
  if (!mark || !main.empty || main.head !== line.to || !begins(state, line)) return false;
  if (isFollowed(state.doc, line) || isClosed(state.doc, line, mark)) return false;
  dispatch(
    state.update({
      changes: { from: line.to, insert: `\n${indent}\n${indent}${mark}` },
      selection: EditorSelection.cursor(line.to + 1 + indent.length),
      userEvent: "input",
      scrollIntoView: true,
    }),
  );
  return true;
}

/** Whether a block of code begins in this line. */
function begins(state, line) {
  for (let node = syntaxTree(state).resolveInner(line.to, -1); node; node = node.parent) {
    if (node.name === "FencedCode") return node.from >= line.from;
  }
  return false;
}

/** Text right below is going to be put into the block by whoever writes. */
function isFollowed(doc, line) {
  return line.number < doc.lines && doc.line(line.number + 1).text.trim() !== "";
}

/** Whether the next fence closes this one. One with a language begins a block of its own. */
function isClosed(doc, line, mark) {
  for (let number = line.number + 1; number <= doc.lines; number++) {
    const [, , next, rest] = FENCE.exec(doc.line(number).text) ?? [];
    if (next?.startsWith(mark)) return !rest.trim();
  }
  return false;
}
