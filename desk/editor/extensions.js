// What the editor is made of.

import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

import { completions } from "./completions.js";
import { closeDollars } from "./dollars.js";
import { dropping } from "./files.js";
import { formatKeymap } from "./formats.js";
import { escapeLeavesByTab, tabKeymap } from "./indents.js";
import { lineClasses } from "./line_classes.js";
import { markdownKeymap, markdownLanguage, marks } from "./markdown.js";
import { pasting } from "./paste.js";

/**
 * `label` names the text for screen readers; `language` returns in which it is. `hint` makes what stands where nothing is written yet. `phrases`
 * are CodeMirror's words in the reader's language. `addresses`: see completions.js; `receiving`: insertFiles().
 */
export function extensions({ label, language, hint, phrases, addresses, receiving }) {
  return [
    placeholder(hint),
    markdownLanguage,
    syntaxHighlighting(classHighlighter),
    syntaxHighlighting(marks),
    lineClasses,
    history(),
    drawSelection(),
    bracketMatching(),
    closeDollars,
    escapeLeavesByTab,
    closeBrackets(),
    completions(addresses),
    pasting(receiving),
    dropping(receiving),
    search({ top: true }),
    highlightSelectionMatches({ minSelectionLength: 2 }),
    indentUnit.of("    "),
    EditorView.lineWrapping,
    EditorState.phrases.of(phrases),
    EditorView.contentAttributes.of(() => ({
      "aria-label": label,
      lang: language(),
      "aria-describedby": "leaving-keys",
      tabindex: "0", // axe does not count what is editable as focusable
      spellcheck: "true",
      autocorrect: "on",
      autocapitalize: "sentences",
    })),
    keymap.of([
      ...formatKeymap,
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...markdownKeymap,
      ...tabKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
  ];
}
