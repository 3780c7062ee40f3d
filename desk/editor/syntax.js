// Additions to the Markdown parser: formulas between dollars, and references in brackets.

import { Tag, tags } from "@lezer/highlight";

export const formula = Tag.define(tags.string);
export const formulaMark = Tag.define(formula);
export const reference = Tag.define(tags.link);

const DOLLAR = 36,
  BACKSLASH = 92,
  BRACKET = 91,
  CARET = 94;
const SPACE = /\s/,
  DIGIT = /\d/;

/** End of the formula that begins at `from` with one dollar or two; -1 if there is none. */
function endOfFormula(text, from, dollars) {
  if (!text[from + dollars] || (dollars === 1 && SPACE.test(text[from + 1]))) return -1;
  for (let at = from + dollars; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "$" && isEnd(text, at, dollars)) return at;
  }
  return -1;
}

function isEnd(text, at, dollars) {
  if (dollars === 2) return text[at + 1] === "$";
  return text[at + 1] !== "$" && !SPACE.test(text[at - 1]) && !DIGIT.test(text[at + 1] ?? "");
}

function parseFormula(context, next, position) {
  if (next !== DOLLAR) return -1;
  const dollars = context.char(position + 1) === DOLLAR ? 2 : 1;
  const end = endOfFormula(context.text, position - context.offset, dollars);
  if (end < 0) return -1;
  const close = end + context.offset;
  return context.addElement(
    context.elt("Formula", position, close + dollars, [
      context.elt("FormulaMark", position, position + dollars),
      context.elt("FormulaMark", close, close + dollars),
    ]),
  );
}

/** A block of lines that begins with `$$` or `\[` and ends with `$$` or `\]`. */
function parseFormulaBlock(context, line) {
  const text = line.text.slice(line.pos);
  const open = text.startsWith("$$") ? "$$" : text.startsWith("\\[") ? "\\[" : null;
  if (!open) return false;
  const close = open === "$$" ? "$$" : "\\]";
  if (text.slice(2).includes(close)) return false; // an inline formula reads it
  const from = context.lineStart + line.pos;
  const inner = [context.elt("FormulaMark", from, from + 2)];
  let to = context.lineStart + line.text.length;
  while (context.nextLine()) {
    const end = line.text.indexOf(close);
    to = context.lineStart + line.text.length;
    if (end < 0 && line.text.trim()) continue;
    if (end < 0) {
      // A blank line ends what was never closed, so that the rest is still Markdown.
      to = context.prevLineEnd();
      break;
    }
    inner.push(context.elt("FormulaMark", context.lineStart + end, context.lineStart + end + 2));
    context.nextLine();
    break;
  }
  context.addElement(context.elt("FormulaBlock", from, to, inner));
  return true;
}

export const Formulas = {
  defineNodes: [
    { name: "Formula", style: { "Formula/...": formula } },
    { name: "FormulaBlock", block: true, style: { "FormulaBlock/...": formula } },
    { name: "FormulaMark", style: formulaMark },
  ],
  parseInline: [{ name: "Formula", parse: parseFormula, before: "Escape" }],
  parseBlock: [
    {
      name: "FormulaBlock",
      parse: parseFormulaBlock,
      endLeaf: (_context, line) => line.text.slice(line.pos).startsWith("$$") && line.text.trim() === "$$",
      before: "LinkReference",
    },
  ],
};

/** `[[title of an article]]` and `[^footnote]`. */
function parseReference(context, next, position) {
  if (next !== BRACKET) return -1;
  const second = context.char(position + 1);
  if (second !== BRACKET && second !== CARET) return -1;
  const rest = context.slice(position, context.end);
  const found = (second === BRACKET ? /^\[\[[^\[\]\n]+\]\]/ : /^\[\^[^\[\]\s]+\]/).exec(rest);
  return found ? context.addElement(context.elt("Reference", position, position + found[0].length)) : -1;
}

export const References = {
  defineNodes: [{ name: "Reference", style: reference }],
  parseInline: [{ name: "Reference", parse: parseReference, before: "Link" }],
};
