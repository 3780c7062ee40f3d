// Markdown as the blog understands it: with formulas, footnotes, links between articles, and the
// languages of fenced code.

import {
  deleteMarkupBackward,
  insertNewlineContinueMarkupCommand,
  markdown,
} from "@codemirror/lang-markdown";
import { StreamLanguage } from "@codemirror/language";
import { c, cpp, csharp, java, kotlin, scala } from "@codemirror/legacy-modes/mode/clike";
import { css } from "@codemirror/legacy-modes/mode/css";
import { diff } from "@codemirror/legacy-modes/mode/diff";
import { dockerFile } from "@codemirror/legacy-modes/mode/dockerfile";
import { go } from "@codemirror/legacy-modes/mode/go";
import { haskell } from "@codemirror/legacy-modes/mode/haskell";
import { javascript, json, typescript } from "@codemirror/legacy-modes/mode/javascript";
import { julia } from "@codemirror/legacy-modes/mode/julia";
import { lua } from "@codemirror/legacy-modes/mode/lua";
import { octave } from "@codemirror/legacy-modes/mode/octave";
import { python } from "@codemirror/legacy-modes/mode/python";
import { r } from "@codemirror/legacy-modes/mode/r";
import { rust } from "@codemirror/legacy-modes/mode/rust";
import { shell } from "@codemirror/legacy-modes/mode/shell";
import { standardSQL } from "@codemirror/legacy-modes/mode/sql";
import { stex } from "@codemirror/legacy-modes/mode/stex";
import { toml } from "@codemirror/legacy-modes/mode/toml";
import { html } from "@codemirror/legacy-modes/mode/xml";
import { yaml } from "@codemirror/legacy-modes/mode/yaml";
import { tagHighlighter, tags } from "@lezer/highlight";
import { GFM } from "@lezer/markdown";

import { enterClosesFormula } from "./dollars.js";
import { enterClosesFence } from "./fences.js";
import { Formulas, References, formula, formulaMark, reference } from "./syntax.js";

const LANGUAGES = [
  [["python", "py", "python3", "pycon"], python],
  [["cpp", "c++", "cuda", "cu", "hpp"], cpp],
  [["c", "h"], c],
  [["bash", "sh", "shell", "zsh", "console"], shell],
  [["javascript", "js", "jsx", "mjs"], javascript],
  [["typescript", "ts", "tsx"], typescript],
  [["json", "json5"], json],
  [["html", "xml", "svg", "django", "jinja"], html],
  [["css", "scss", "less"], css],
  [["java"], java],
  [["kotlin", "kt"], kotlin],
  [["scala"], scala],
  [["csharp", "cs", "c#"], csharp],
  [["rust", "rs"], rust],
  [["go", "golang"], go],
  [["haskell", "hs"], haskell],
  [["lua"], lua],
  [["julia", "jl"], julia],
  [["r"], r],
  [["matlab", "octave"], octave],
  [["sql", "postgresql", "mysql", "sqlite"], standardSQL],
  [["yaml", "yml"], yaml],
  [["toml", "ini"], toml],
  [["diff", "patch"], diff],
  [["dockerfile", "docker"], dockerFile],
  [["tex", "latex"], stex],
];
const made = new Map();

/** The language of a fence by the first word of its information. */
function languageOf(information) {
  const name = /^[\w+#-]*/.exec(information.trim().replace(/^\{\.?/, ""))[0].toLowerCase();
  const found = LANGUAGES.find(([names]) => names.includes(name));
  if (!found) return null;
  if (!made.has(found)) made.set(found, StreamLanguage.define(found[1]));
  return made.get(found);
}

export const languageNames = LANGUAGES.map(([names]) => names[0]);

export const markdownLanguage = markdown({
  extensions: [GFM, Formulas, References],
  codeLanguages: languageOf,
  addKeymap: false,
  completeHTMLTags: false,
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
