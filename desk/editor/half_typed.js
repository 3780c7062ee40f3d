// A displayed formula that is being typed is not closed yet: the text up to the next `$$` would
// become a formula, and every formula below would become text.

// Code, in which a dollar is none; an escaped sign; the marks of displayed formulas.
const SIGNS =
  /^[ \t>]*(`{3,}|~{3,}).*\n(?:[\s\S]*?^[ \t>]*\1[`~]*[ \t]*$|[\s\S]*)|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`)|\\[\s\S]|\$\$/gm;
const BLANK_LINE = /\n[ \t>]*(?=\n|$)/g;

/** The text as if the formula ended with its paragraph in which the caret is, if nothing closes it. */
export function withFormulaClosed(text, caret) {
  if (!text.includes("$$")) return text;
  const marks = marksOf(text);
  const before = marks.filter((mark) => mark < caret);
  if (marks.length % 2 === 0 || before.length % 2 === 0) return text;
  const [start, end] = paragraphAt(text, caret);
  if (before.at(-1) < start) return text;
  return `${text.slice(0, end)}$$${text.slice(end)}`;
}

function marksOf(text) {
  return [...text.matchAll(SIGNS)].filter(([sign]) => sign === "$$").map(({ index }) => index);
}

/** Where the lines around the caret begin and end that have no blank line between them. */
function paragraphAt(text, caret) {
  let start = 0;
  for (const { index } of text.matchAll(BLANK_LINE)) {
    if (index >= caret) return [start, index];
    start = index;
  }
  return [start, text.length];
}
