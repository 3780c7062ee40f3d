// How Markdown is put into a text: blocks apart from what is around, and within lists and quotations.

import { syntaxTree } from "@codemirror/language";

const BLOCK = /^(?:#{1,6} |[-*+] |\d+[.)] |> |\||`{3,}|~{3,}|\$\$|\[\^[^\]]+\]: )|\n/;
const QUOTE = /^(?: {0,3}> ?)+/;
const ITEM = /^(\s*)(?:[-*+]|\d+[.)])\s+/;
const LITERAL = new Set([
  "FencedCode",
  "CodeBlock",
  "InlineCode",
  "Formula",
  "FormulaBlock",
  "URL",
  "HTMLBlock",
]);

/** Whether text at this place is taken literally: code, a formula, an address. */
export function isLiteral(state, position) {
  if (state.sliceDoc(position - 1, position + 1) === "$$") return true; // a formula that is begun
  for (let node = syntaxTree(state).resolveInner(position, -1); node; node = node.parent) {
    if (LITERAL.has(node.name) && position > node.from && !isBehind(node, position)) return true;
  }
  return false;
}

/** Whether a place is at the end of what is closed there. A fence without an end goes on. */
function isBehind(node, position) {
  if (position < node.to || node.name === "CodeBlock") return false;
  const ends = node.name === "FencedCode" ? "CodeMark" : "FormulaMark";
  return !["FencedCode", "FormulaBlock"].includes(node.name) || node.getChildren(ends).length > 1;
}

/** The Markdown as it is written in place of `from` to `to`. */
export function fitted(state, from, to, markdown) {
  return BLOCK.test(markdown) ? asBlock(state, from, to, markdown) : markdown;
}

/** The same for what is a block of its own, whatever it begins with. */
export function asBlock(state, from, to, markdown) {
  const line = state.doc.lineAt(from);
  const before = state.sliceDoc(line.from, from);
  const indent = indentOf(before);
  const lines = markdown
    .split("\n")
    .map((each, n) => (n && each ? indent + each : n ? indent.trimEnd() : each));
  return above(state, line, before) + lines.join("\n") + below(state, to);
}

/** What begins the further lines of a block that is put behind `before`. */
function indentOf(before) {
  const quote = QUOTE.exec(before)?.[0] ?? "";
  const item = ITEM.exec(before.slice(quote.length))?.[0] ?? "";
  return quote + " ".repeat(item.length);
}

function above(state, line, before) {
  const marks = (QUOTE.exec(before)?.[0] ?? "") || (ITEM.exec(before)?.[0] ?? "");
  if (before.slice(marks.length).trim()) return "\n\n" + indentOf(before);
  if (marks || line.number === 1 || !state.doc.line(line.number - 1).text.trim()) return "";
  return "\n";
}

function below(state, to) {
  const line = state.doc.lineAt(to);
  if (state.sliceDoc(to, line.to).trim()) return "\n\n";
  if (line.number === state.doc.lines || !state.doc.line(line.number + 1).text.trim()) return "";
  return "\n";
}
