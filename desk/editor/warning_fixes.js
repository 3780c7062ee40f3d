// What a fix changes in its line, and where words are missing.

/** The smallest change of `before` that makes it `after`. */
export function difference(before, after) {
  const most = Math.min(before.length, after.length);
  let from = 0,
    end = 0;
  while (from < most && before[from] === after[from]) from++;
  while (end < most - from && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}

const AROUND = 12; // characters shown on either side

/** What is new in `after`, with a few characters around it. */
export function excerpt(before, after) {
  const { from, insert } = difference(before, after);
  if (insert.includes("\n")) return insert.trim();
  const start = from > AROUND + 2 ? from - AROUND : 0;
  const end = from + insert.length + AROUND;
  const words = after.slice(start, end < after.length - 2 ? end : undefined);
  return `${start ? "…" : ""}${words.trim()}${end < after.length - 2 ? "…" : ""}`;
}

/** Where the words of a picture go that has none, in its line; -1 if the warning is about another. */
export function emptyBrackets(line, { code, quote }) {
  const file = code === "alt-missing" && /\/files\/[a-z2-7]+\//.exec(quote);
  const picture = file ? line.search(new RegExp(`!\\[\\s*\\]\\(<?${file[0]}`)) : -1;
  return picture < 0 ? -1 : picture + 2;
}
