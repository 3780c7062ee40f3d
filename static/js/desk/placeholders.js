// What stands in the text in place of a file that is on its way: ![name …](uploading:k3f9m2x1).
// It is in the field, and in copies of this browser. It is never sent: neither saved nor published.

const PLACEHOLDER = /!\[[^\]\n]*\]\(uploading:([0-9a-z]{8})\)/g;

export function newKey() {
  const numbers = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(numbers, (number) => (number % 36).toString(36)).join("");
}

export function placeholder(key, words) {
  return `![${words.replace(/[[\]\\\n]/g, " ")}](uploading:${key})`;
}

/** The placeholders of a text, each with `key`, `from` and `to`, in order. */
export function placeholdersIn(text) {
  const found = [...text.matchAll(PLACEHOLDER)];
  return found.map(({ 0: words, 1: key, index }) => ({ key, from: index, to: index + words.length }));
}

/** The text as it is sent. No line is taken away. */
export const withoutPlaceholders = (text) => text.replace(PLACEHOLDER, "");
