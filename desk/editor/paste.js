// Pasting: HTML becomes Markdown, rows with tabs a table, an address over selected words a link.

import { isolateHistory } from "@codemirror/commands";
import { EditorSelection } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

import { convert } from "./converting.js";
import { insertFiles, pastedFiles } from "./files.js";
import { isLiteral } from "./fitting.js";
import { pastedRanges } from "./pasted_ranges.js";

const ADDRESS = /^(?:https?:\/\/|mailto:)[^\s<>]+$/;
const BALANCED = /^(?:[^()]|\([^()]*\))*$/;
// Editors of code copy its colours too: their text is meant.
const CODE_EDITOR =
  /^\s*(?:<html>|<head>.*?<\/head>|<body>|<meta[^>]*>|<!--StartFragment-->|\s)*<(?:div|pre)[^>]*style="[^"]*font-family:[^"]*(?:mono|consolas|menlo|courier)/i;
const FORMATTED = /<(?!meta|html|head|body|span|br)[a-z]|style="[^"]*(?:bold|italic|weight: ?[6-9]00)/i;

let isPlainWanted = false; // Ctrl+Shift+V

/** `receiving`: see insertFiles(). Its `address` is where the server converts. */
export function pasting(receiving) {
  return [
    pastedRanges,
    EditorView.domEventHandlers({
      keydown: ({ shiftKey, key }) => void (isPlainWanted = shiftKey && key.toLowerCase() === "v"),
      paste: (event, view) => paste(event, view, receiving),
    }),
  ];
}

function paste(event, view, receiving) {
  const { address } = receiving;
  const { clipboardData: data } = event;
  const isPlain = isPlainWanted;
  isPlainWanted = false;
  if (!data || view.state.readOnly) return false;
  const text = data.getData("text/plain");
  const html = data.getData("text/html");
  const files = pastedFiles(data);
  if (files.length) return handled(event, () => insertFiles(view, files, receiving));
  if (isPlain || isLiteralSelection(view.state)) return false;
  if (ADDRESS.test(text.trim())) return linked(view, text.trim()) ? handled(event) : false;
  if (isFormatted(html, data.types)) return handled(event, () => convert(view, address, { html }, text));
  if (isGrid(text)) return handled(event, () => convert(view, address, { rows: text }, text));
  return false;
}

function handled(event, act = () => {}) {
  event.preventDefault();
  act();
  return true;
}

function isLiteralSelection(state) {
  return state.selection.ranges.some(({ from, to }) => isLiteral(state, from) || isLiteral(state, to));
}

function isFormatted(html, types) {
  return html && !types.includes("vscode-editor-data") && !CODE_EDITOR.test(html) && FORMATTED.test(html);
}

/** Rows of a spreadsheet: at least two, with as many values each. */
function isGrid(text) {
  const rows = text.replace(/\r?\n$/, "").split(/\r?\n/);
  const widths = new Set(rows.map((row) => row.split("\t").length));
  return rows.length > 1 && widths.size === 1 && !widths.has(1) && rows.every((row) => row.trim());
}

/** Make a link of the selected words; false if there are none, or if they are an address too. */
function linked(view, address) {
  const { main } = view.state.selection;
  const words = view.state.sliceDoc(main.from, main.to);
  if (!words.trim() || /\n\s*\n/.test(words) || ADDRESS.test(words.trim())) return false;
  const target = BALANCED.test(address) ? address : `<${address}>`;
  const insert = `[${words}](${target})`;
  view.dispatch({
    changes: { from: main.from, to: main.to, insert },
    selection: EditorSelection.cursor(main.from + insert.length),
    userEvent: "input.paste",
    annotations: isolateHistory.of("full"),
    scrollIntoView: true,
  });
  return true;
}
