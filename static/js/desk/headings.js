// The headings of a Markdown text, as the renderer finds them.

const ATX = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const SETEXT = /^ {0,3}(?:(=+)|-{2,})[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})([^`]*)$/;
// Lines that cannot be the text of a setext heading.
const NO_PARAGRAPH = /^(?:\s*$| {4}|\t| {0,3}(?:#{1,6}(?:\s|$)|>|[-*+]\s|\d{1,9}[.)]\s|<|\||(?:[-*_][ \t]*){3,}$))/;
const OWN_NUMBER = /^(?:\d+[.、．\s]|第.{1,4}[章节部]|[一二三四五六七八九十]+[、．.]|[IVX]+\.)/;

/**
 * The headings in their order: `line` (the first is 1), `level`, `text` without marks, and `number`
 * of those at the top of the contents: '' for others, and where the text has a number of its own.
 */
export function headings(text) {
  const found = [...linesOutsideBlocks(text)].flatMap(([line, words, before]) => headingAt(line, words, before));
  return withNumbers(found);
}

/** Lines as [number, text, text of the line before], without code and displayed formulas. */
function* linesOutsideBlocks(text) {
  let end = null; // what ends the block that the line is in
  let before = "";
  for (const [index, line] of text.split("\n").entries()) {
    const isInside = end !== null;
    end = isInside ? (end.test(line) ? null : end) : endOfBlock(line);
    if (!isInside && !end) yield [index + 1, line, before];
    before = isInside || end ? "" : line;
  }
}

/** What ends the block of code or the displayed formula that begins in this line. */
function endOfBlock(line) {
  const mark = FENCE.exec(line)?.[1];
  if (mark) return new RegExp(`^ {0,3}\\${mark[0]}{${mark.length},}[ \\t]*$`);
  const start = line.trimStart();
  // A blank line ends what was never closed.
  if (start.startsWith("$$") && !start.slice(2).includes("$$")) return /\$\$|^\s*$/;
  if (start.startsWith("\\[") && !start.includes("\\]")) return /\\\]|^\s*$/;
  return null;
}

function headingAt(line, text, before) {
  const atx = ATX.exec(text);
  if (atx) return [{ line, level: atx[1].length, text: plain(atx[2] ?? "") }];
  const setext = !NO_PARAGRAPH.test(before) && SETEXT.exec(text);
  return setext ? [{ line: line - 1, level: setext[1] ? 1 : 2, text: plain(before) }] : [];
}

function plain(text) {
  return text
    .replace(/\s*\{[^{}]*\}$/, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\*\*|__|`/g, "")
    .trim();
}

/** A heading is at the top of the contents if none before it is of a higher level. */
function withNumbers(found) {
  let top = 7,
    number = 0;
  for (const each of found) {
    const level = Math.max(2, each.level); // the title of the article is the only one of its level
    const isTop = level <= top;
    top = Math.min(top, level);
    number += isTop;
    each.isTop = isTop;
    each.number = isTop && !OWN_NUMBER.test(each.text) ? String(number).padStart(2, "0") : "";
  }
  return found;
}
