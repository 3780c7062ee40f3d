// Classes and numbers of whole lines: headings and items of lists hang their marks, code has a
// ground; beside the text stand the numbers of sections and the number of the caret's line.

import { syntaxTree } from "@codemirror/language";
import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";

import { headings } from "../../static/js/desk/headings.js";

const CLASSES = {
  FencedCode: "line-code",
  CodeBlock: "line-code",
  FormulaBlock: "line-math",
  Blockquote: "line-quote",
  ATXHeading1: "line-h1",
  ATXHeading2: "line-h2",
  ATXHeading3: "line-h3",
  ATXHeading4: "line-h4",
  ATXHeading5: "line-h4",
  ATXHeading6: "line-h4",
};
const ITEM = /^(\s*)(?:[-*+]|\d{1,9}[.)])\s+|^\s+(?=\S)/;
const WIDEST_HANG = 8; // characters; a class for each is in editor.css

/** The classes of the lines in sight, by where the lines begin. */
function classesInSight(view) {
  const found = new Map();
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        const isItem = node.name === "ListItem";
        if (!isItem && !CLASSES[node.name]) return;
        for (const line of lines(view.state.doc, Math.max(node.from, from), Math.min(node.to, to)))
          found.set(line.from, isItem ? hang(line.text) : CLASSES[node.name]);
      },
    });
  }
  return found;
}

function* lines(doc, from, to) {
  for (let at = from; at <= to; ) {
    const line = doc.lineAt(at);
    yield line;
    at = line.to + 1;
  }
}

function hang(text) {
  const width = Math.min(WIDEST_HANG, ITEM.exec(text)?.[0].length ?? 0);
  return width ? `line-hang-${width}` : "";
}

function decorate(view, sections) {
  const { doc, selection } = view.state;
  const classes = classesInSight(view);
  const active = doc.lineAt(selection.main.head);
  const builder = new RangeSetBuilder();
  for (const range of view.visibleRanges) {
    for (const line of lines(doc, range.from, range.to)) {
      const names = [classes.get(line.from), line.from === active.from && "line-active"].filter(Boolean);
      const section = sections.get(line.number);
      const number = section || (line.from === active.from && String(line.number));
      if (!names.length && !number) continue;
      const attributes = number ? { "data-number": number } : {};
      if (section) names.push("line-section");
      builder.add(line.from, line.from, Decoration.line({ class: names.join(" "), attributes }));
    }
  }
  return builder.finish();
}

const sectionsOf = (doc) =>
  new Map(headings(doc.toString()).map(({ line, number }) => [line, number]));

export const lineClasses = ViewPlugin.fromClass(
  class {
    constructor(view) {
      this.sections = sectionsOf(view.state.doc);
      this.decorations = decorate(view, this.sections);
      this.tree = syntaxTree(view.state);
    }

    update(update) {
      const tree = syntaxTree(update.state);
      const isSame = !update.docChanged && !update.viewportChanged && !update.selectionSet;
      if (isSame && tree === this.tree) return;
      if (update.docChanged) this.sections = sectionsOf(update.state.doc);
      this.decorations = decorate(update.view, this.sections);
      this.tree = tree;
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
