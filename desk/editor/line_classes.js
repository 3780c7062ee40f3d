// Classes of whole lines: headings hang their marks, code and formulas have a ground.

import { syntaxTree } from "@codemirror/language";
import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";

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
const made = Object.fromEntries(
  [...new Set(Object.values(CLASSES))].map((name) => [name, Decoration.line({ class: name })]),
);

function decorate(view) {
  const lines = new Map();
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        const name = CLASSES[node.name];
        if (!name) return;
        const start = Math.max(node.from, from),
          end = Math.min(node.to, to);
        for (let at = start; at <= end; ) {
          const line = view.state.doc.lineAt(at);
          lines.set(line.from, name);
          at = line.to + 1;
        }
      },
    });
  }
  const builder = new RangeSetBuilder();
  for (const at of [...lines.keys()].sort((a, b) => a - b)) builder.add(at, at, made[lines.get(at)]);
  return builder.finish();
}

export const lineClasses = ViewPlugin.fromClass(
  class {
    constructor(view) {
      this.decorations = decorate(view);
      this.tree = syntaxTree(view.state);
    }

    update(update) {
      const tree = syntaxTree(update.state);
      if (!update.docChanged && !update.viewportChanged && tree === this.tree) return;
      this.decorations = decorate(update.view);
      this.tree = tree;
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
