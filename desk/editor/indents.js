// Tab and Shift-Tab: items of lists go in and out, code and several lines are indented. Escape and
// then Tab leaves the text.

import { indentLess, indentMore } from "@codemirror/commands";
import { indentUnit, syntaxTree } from "@codemirror/language";
import { Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";

function listItemAt(state, position) {
  for (let node = syntaxTree(state).resolveInner(position, -1); node; node = node.parent) {
    if (node.name === "ListItem") return node;
    if (node.name === "FencedCode") return null;
  }
  return null;
}

/** The width of the mark of an item and the space after it. */
function widthOfMark(state, item) {
  return /^(?:[-*+]|\d+[.)])\s*/.exec(state.sliceDoc(item.from, item.from + 12))?.[0].length ?? 2;
}

/** Move an item below the one before it: by the width of that one's mark. */
function indentItem(state, dispatch) {
  const item = listItemAt(state, state.doc.lineAt(state.selection.main.from).to);
  if (!item) return false;
  const before = item.prevSibling;
  if (before?.name !== "ListItem") return true;
  dispatch(
    state.update({
      changes: linesOf(state, item).map((line) => ({
        from: line.from,
        insert: " ".repeat(widthOfMark(state, before)),
      })),
      userEvent: "input.indent",
    }),
  );
  return true;
}

/** Move an item beside the one that contains it. */
function dedentItem(state, dispatch) {
  const item = listItemAt(state, state.doc.lineAt(state.selection.main.from).to);
  if (!item) return false;
  const outer = listItemAt(state, item.parent.from - 1);
  if (!item.parent.parent || item.parent.parent.name !== "ListItem" || !outer) return true;
  const width = widthOfMark(state, item.parent.parent);
  dispatch(
    state.update({
      changes: linesOf(state, item).map((line) => {
        const spaces = Math.min(width, /^ */.exec(line.text)[0].length);
        return { from: line.from, to: line.from + spaces };
      }),
      userEvent: "delete.dedent",
    }),
  );
  return true;
}

function linesOf(state, node) {
  const lines = [];
  for (let at = node.from; at <= node.to; ) {
    const line = state.doc.lineAt(at);
    if (line.length) lines.push(line);
    at = line.to + 1;
  }
  return lines;
}

function indent(view) {
  const { state } = view;
  if (
    state.doc.lineAt(state.selection.main.from).number !== state.doc.lineAt(state.selection.main.to).number
  ) {
    return indentMore(view);
  }
  return indentItem(state, view.dispatch) || insertIndent(view);
}

function insertIndent({ state, dispatch }) {
  dispatch(
    state.update(state.replaceSelection(state.facet(indentUnit)), {
      userEvent: "input",
      scrollIntoView: true,
    }),
  );
  return true;
}

export const tabKeymap = [
  {
    key: "Tab",
    run: indent,
    shift: (view) => dedentItem(view.state, view.dispatch) || indentLess(view),
  },
];

/** Escape and then Tab leaves the text. Whoever goes on writing, or comes back, indents again. */
export const escapeLeavesByTab = [
  Prec.highest(
    keymap.of([
      {
        key: "Escape",
        run: (view) => {
          view.setTabFocusMode(true);
          return false;
        },
      },
    ]),
  ),
  EditorView.updateListener.of(({ docChanged, focusChanged, view }) => {
    if (docChanged || focusChanged) view.setTabFocusMode(false);
  }),
];
