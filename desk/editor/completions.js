// Completion: commands in formulas, links between articles, emoji, and languages of fenced code.

import { autocompletion, snippet } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";

import { languageNames } from "./code_languages.js";
import { isInCode } from "./dollars.js";

const FORMULAS = new Set(["Formula", "FormulaBlock"]);

/** `addresses`: where the server tells `latex`, `emoji` and `titles`. */
export function completions(addresses) {
  const lists = new Map();
  const list = (name) => {
    if (!lists.has(name)) lists.set(name, items(addresses[name]));
    return lists.get(name);
  };
  return autocompletion({
    icons: false,
    addToOptions: [{ render: example, position: 80 }],
    override: [
      (context) => isFree(context) && latexAt(context, () => list("latex")),
      (context) => isFree(context) && titlesAt(context, addresses.titles),
      (context) => isFree(context) && emojiAt(context, () => list("emoji")),
      (context) => isFree(context) && languagesAt(context),
    ],
  });
}

/** Nothing is offered while an input method composes. */
const isFree = (context) => !context.view?.composing && !context.view?.compositionStarted;

async function items(address, options) {
  try {
    const answer = await fetch(address, options);
    return answer.ok ? (await answer.json()).items : [];
  } catch {
    return []; // without a connection nothing is offered
  }
}

function isInFormula(state, position) {
  for (let node = syntaxTree(state).resolveInner(position, -1); node; node = node.parent) {
    if (FORMULAS.has(node.name)) return true;
  }
  return false;
}

async function latexAt(context, list) {
  const word = context.matchBefore(/\\[A-Za-z]*/);
  if (!word || !isInFormula(context.state, word.from)) return null;
  const known = await list();
  const options = known.map(({ form, mathml }, n) => ({
    label: form.replaceAll("#", ""),
    mathml,
    apply: form.includes("#") ? snippet(asSnippet(form)) : form,
    boost: -n / known.length, // of equal ones those first that the server names first
  }));
  return { from: word.from, options, validFor: /^\\[A-Za-z]*$/ };
}

/** The template of CodeMirror: `#` is a field, and the backslash before a brace is escaped. */
function asSnippet(form) {
  const isBlock = form.startsWith("\\begin");
  return form.replace(/\\[{}]/g, "\\$&").replaceAll("#", isBlock ? "\n#{}\n" : "#{}");
}

async function titlesAt(context, address) {
  const word = context.matchBefore(/\[\[[^[\]\n|#]*/);
  if (!word || isInCode(context.state, word.from)) return null;
  const query = new URLSearchParams({ q: word.text.slice(2) });
  const stop = new AbortController();
  context.addEventListener("abort", () => stop.abort());
  const found = await items(`${address}?${query}`, { signal: stop.signal });
  const isClosed = context.state.sliceDoc(context.pos, context.pos + 2) === "]]";
  const options = found.map(({ title, slug, date }) => ({
    label: `[[${slug}]]`,
    displayLabel: title,
    detail: date,
    apply: (view, _completion, from, to) =>
      view.dispatch({
        changes: { from, to: isClosed ? to + 2 : to, insert: `[[${slug}]]` },
        selection: { anchor: from + slug.length + 4 },
        userEvent: "input.complete",
      }),
  }));
  return { from: word.from, options, filter: false };
}

async function emojiAt(context, list) {
  const word = context.matchBefore(/(?<![\w:]):[a-z0-9_+-]{2,}/);
  if (!word || isInCode(context.state, word.from) || isInFormula(context.state, word.from)) return null;
  const options = (await list()).map(({ name, text }) => ({
    label: name,
    detail: text,
    boost: -name.length / 100,
  }));
  return { from: word.from, options, validFor: /^:[a-z0-9_+-]*$/ };
}

function languagesAt(context) {
  const word = context.matchBefore(/^\s*(?:`{3,}|~{3,})[\w+#-]*/);
  const name = word && /[\w+#-]*$/.exec(word.text);
  if (!name?.[0] && !context.explicit) return null;
  return {
    from: word.from + name.index,
    options: languageNames.map((label) => ({ label })),
    validFor: /^[\w+#-]*$/,
  };
}

/** The formula beside a command, as the server draws it. */
function example({ mathml }) {
  if (!mathml) return null;
  return new DOMParser().parseFromString(mathml, "text/html").querySelector("math");
}
