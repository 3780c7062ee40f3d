// Files that are dropped, pasted or chosen: insertFiles() is the one place to which they are given.

import { EditorSelection } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

import { convert } from "./converting.js";
import { fitted } from "./fitting.js";
import { say } from "./saying.js";

const TEXT = /\.(?:md|markdown|mdown|txt|text)$/i;
const TABLE = /\.(?:csv|tsv)$/i;
const LONGEST = 1_000_000; // bytes: an article is not longer

/** Insert files at the caret: texts as they are, tables as tables. Says what cannot be inserted. */
export async function insertFiles(view, files, address) {
  const refused = [];
  for (const file of files) {
    const reason = refusal(file);
    if (reason) refused.push(view.state.phrase(reason));
    else await insertText(view, file, address);
  }
  if (refused.length) say([...new Set(refused)]);
}

function refusal({ name, type, size }) {
  if (type.startsWith("image/")) return "files: picture";
  if (!TEXT.test(name) && !TABLE.test(name)) return "files: other";
  return size > LONGEST ? "files: long" : null;
}

async function insertText(view, file, address) {
  const text = decoded(await file.arrayBuffer());
  if (TABLE.test(file.name)) return convert(view, address, { csv: text }, text);
  const { from, to } = view.state.selection.main;
  const insert = view.state.toText(fitted(view.state, from, to, text.replace(/\r\n?/g, "\n").trimEnd()));
  view.dispatch({
    changes: { from, to, insert },
    selection: EditorSelection.cursor(from + insert.length),
    userEvent: "input.drop",
    scrollIntoView: true,
  });
}

/** Texts of older Chinese programs are not in UTF-8. */
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

const hasFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files");

/** Files that are dropped on the text. */
export function dropping(address) {
  return EditorView.domEventHandlers({
    drop(event, view) {
      if (!hasFiles(event)) return false;
      event.preventDefault();
      const position = view.posAtCoords({ x: event.clientX, y: event.clientY });
      if (position !== null) view.dispatch({ selection: { anchor: position } });
      insertFiles(view, [...event.dataTransfer.files], address);
      return true;
    },
  });
}

/** A file that is dropped elsewhere would replace the page. */
export function guardPage(sentence) {
  addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
  addEventListener("drop", (event) => {
    if (!hasFiles(event) || event.defaultPrevented) return;
    event.preventDefault();
    say([sentence]);
  });
}
