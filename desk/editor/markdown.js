// Markdown as the blog understands it: with formulas, footnotes, links between articles, and the
// languages of fenced code.

import {
  deleteMarkupBackward,
  insertNewlineContinueMarkupCommand,
  markdown,
} from "@codemirror/lang-markdown";
import { tagHighlighter, tags } from "@lezer/highlight";
import { GFM } from "@lezer/markdown";

import { languageOf } from "./code_languages.js";
import { enterClosesFormula } from "./dollars.js";
import { enterClosesFence } from "./fences.js";
import { Formulas, References, formula, formulaMark, reference } from "./syntax.js";

export const markdownLanguage = markdown({
  extensions: [GFM, Formulas, References],
  codeLanguages: languageOf,
  addKeymap: false,
  completeHTMLTags: false,
  pasteURLAsLink: false, // paste.js does, also with brackets in the address
});

// Small print for marks, the colours of the strip for formulas, code and pictures.
export const marks = tagHighlighter([
  { tag: tags.processingInstruction, class: "tok-mark" },
  { tag: tags.contentSeparator, class: "tok-mark" },
  { tag: tags.labelName, class: "tok-codeInfo" },
  { tag: tags.monospace, class: "tok-code" },
  { tag: tags.quote, class: "tok-quote" },
  { tag: formula, class: "tok-math" },
  { tag: formulaMark, class: "tok-math tok-mark" },
  { tag: reference, class: "tok-link" },
]);

const EMPTY_ITEM = /^(?:[-*+]|\d+[.)]|>)\s*$/;

/** Enter at an empty item ends the list with a blank line: text right below would belong to the item before. */
function leaveList({ state, dispatch }) {
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  if (!main.empty || main.head !== line.to || line.number === 1 || !EMPTY_ITEM.test(line.text)) return false;
  dispatch(
    state.update({
      changes: { from: line.from, to: line.to, insert: "\n" },
      selection: { anchor: line.from + 1 },
      userEvent: "input",
      scrollIntoView: true,
    }),
  );
  return true;
}

export const markdownKeymap = [
  { key: "Enter", run: enterClosesFormula },
  { key: "Enter", run: enterClosesFence },
  { key: "Enter", run: leaveList },
  { key: "Enter", run: insertNewlineContinueMarkupCommand({ nonTightLists: false }) },
  { key: "Backspace", run: deleteMarkupBackward },
];
