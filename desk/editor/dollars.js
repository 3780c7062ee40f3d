// Dollars close as brackets do, and Enter closes a displayed formula.

import { syntaxTree } from "@codemirror/language";
import { EditorSelection } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

const CODE = new Set(["InlineCode", "FencedCode", "CodeBlock", "CodeText"]);

export function isInCode(state, position) {
  for (let node = syntaxTree(state).resolveInner(position, -1); node; node = node.parent) {
    if (CODE.has(node.name)) return true;
  }
  return false;
}

/** What a dollar typed over this range does; null: nothing special. */
function dollarAt(state, range) {
  const { from, to, empty } = range;
  if (isInCode(state, from)) return null;
  if (!empty) {
    const changes = [
      { from, insert: "$" },
      { from: to, insert: "$" },
    ];
    return { changes, range: EditorSelection.range(from + 1, to + 1) };
  }
  const before = state.sliceDoc(from - 1, from),
    after = state.sliceDoc(from, from + 1);
  if (before === "\\" || (/[\w$]/.test(before) && after !== "$")) return null;
  if (after === "$") return { range: EditorSelection.cursor(from + 1) };
  if (/[^\s)\]},.;:!?，。；：！？）】》」、]/.test(after)) return null;
  return { changes: [{ from, insert: "$$" }], range: EditorSelection.cursor(from + 1) };
}

export const closeDollars = EditorView.inputHandler.of((view, from, to, text) => {
  const { main } = view.state.selection;
  if (text !== "$" || view.composing || view.compositionStarted || view.state.readOnly) return false;
  if (from !== main.from || to !== main.to || view.state.selection.ranges.length > 1) return false;
  const found = dollarAt(view.state, main);
  if (!found) return false;
  view.dispatch({
    changes: found.changes,
    selection: EditorSelection.create([found.range]),
    userEvent: "input.type",
    scrollIntoView: true,
  });
  return true;
});

/** Enter after `$$` alone on its line, where no formula is closed by it. */
export function enterClosesFormula({ state, dispatch }) {
  const { main } = state.selection;
  const line = state.doc.lineAt(main.from);
  if (!main.empty || main.from !== line.to || line.text.trim() !== "$$" || isInCode(state, main.from))
    return false;
  if (dollarsBefore(state.doc, line.number) % 2) return false;
  const indent = /^\s*/.exec(line.text)[0];
  if (state.doc.lines > line.number && state.doc.line(line.number + 1).text.trim() === "$$") return false;
  dispatch(
    state.update({
      changes: { from: line.to, insert: `\n${indent}\n${indent}$$` },
      selection: EditorSelection.cursor(line.to + 1 + indent.length),
      userEvent: "input",
      scrollIntoView: true,
    }),
  );
  return true;
}

/** How many lines before this one consist of `$$`. */
function dollarsBefore(doc, number) {
  let count = 0;
  for (let each = 1; each < number; each++) if (doc.line(each).text.trim() === "$$") count++;
  return count;
}
