// The formats of the toolbar, and their keys.

import { EditorSelection } from "@codemirror/state";

import { asBlock } from "./fitting.js";

/** Put a mark around the selection, or take it away. */
function around(mark) {
  return ({ state, dispatch }) => {
    const spec = state.changeByRange((range) => {
      const size = mark.length;
      const before = state.sliceDoc(range.from - size, range.from);
      const after = state.sliceDoc(range.to, range.to + size);
      const isOnly = mark !== "*" || state.sliceDoc(range.from - 2, range.from) !== "**";
      if (before === mark && after === mark && isOnly) {
        return {
          changes: [
            { from: range.from - size, to: range.from },
            { from: range.to, to: range.to + size },
          ],
          range: EditorSelection.range(range.from - size, range.to - size),
        };
      }
      const { from, to } = withoutSpaces(state, range);
      if (isMarked(state.sliceDoc(from, to), mark)) {
        return {
          changes: [
            { from, to: from + size },
            { from: to - size, to },
          ],
          range: EditorSelection.range(from, to - 2 * size),
        };
      }
      return {
        changes: [
          { from, insert: mark },
          { from: to, insert: mark },
        ],
        range: EditorSelection.range(from + size, to + size),
      };
    });
    dispatch(state.update(spec, { userEvent: "input.format", scrollIntoView: true }));
    return true;
  };
}

/** Whether the text begins and ends with the mark, and has it nowhere else. */
function isMarked(text, mark) {
  const inner = text.slice(mark.length, -mark.length);
  return inner !== "" && text === mark + inner + mark && !inner.includes(mark);
}

/** A mark does not work beside a space. */
function withoutSpaces(state, range) {
  const text = state.sliceDoc(range.from, range.to);
  if (!text.trim()) return range;
  return {
    from: range.from + text.length - text.trimStart().length,
    to: range.to - (text.length - text.trimEnd().length),
  };
}

/** Begin every selected line with a mark, or take it away. `is` recognizes the marks that it replaces. */
function lineStart(mark, is) {
  return ({ state, dispatch }) => {
    const lines = selectedLines(state);
    const marked = lines.every((line, n) => line.text.startsWith(markOf(mark, n)));
    const changes = lines.map((line, n) => {
      const old = is.exec(line.text)?.[0] ?? "";
      return { from: line.from, to: line.from + old.length, insert: marked ? "" : markOf(mark, n) };
    });
    const made = state.changes(changes);
    dispatch(
      state.update({
        changes: made,
        selection: state.selection.map(made, 1),
        userEvent: "input.format",
        scrollIntoView: true,
      }),
    );
    return true;
  };
}

const markOf = (mark, n) => (typeof mark === "function" ? mark(n) : mark);

function selectedLines(state) {
  const lines = [];
  const { from, to } = state.selection.main;
  for (let at = from; at <= to; ) {
    const line = state.doc.lineAt(at);
    lines.push(line);
    at = line.to + 1;
  }
  return lines;
}

/**
 * Put a block in the place of the selection, apart from what is around. In `text`, `‸` becomes the
 * selected text; what stands between two `¦` is selected after that.
 */
function block(text) {
  return ({ state, dispatch }) => {
    const { from, to } = state.selection.main;
    const mark = /.*(?=‸)/.exec(text)?.[0] ?? ""; // of a quotation, before each of its lines
    const selected = state.sliceDoc(from, to).replaceAll("\n", `\n${mark}`);
    const filled = text.replace("‸", () => selected || (text.includes("¦") ? "" : "¦¦"));
    const insert = asBlock(state, from, to, filled);
    const [start, end] = [insert.indexOf("¦"), insert.lastIndexOf("¦") - 1];
    const selection =
      start < 0
        ? EditorSelection.cursor(from + insert.length)
        : EditorSelection.range(from + start, from + end);
    dispatch(
      state.update({
        changes: { from, to, insert: insert.replaceAll("¦", "") },
        selection: EditorSelection.create([selection]),
        userEvent: "input.format",
        scrollIntoView: true,
      }),
    );
    return true;
  };
}

/** A formula within the line; on a line of its own a displayed one. */
function formula(view) {
  const { main } = view.state.selection;
  const line = view.state.doc.lineAt(main.from);
  const isAlone = !line.text.trim() && main.empty;
  return (isAlone ? block("$$\n‸\n$$") : around("$"))(view);
}

/** A link on the selection; an address that is selected becomes its target. */
function link({ state, dispatch }) {
  const { from, to } = state.selection.main;
  const text = state.sliceDoc(from, to);
  const isAddress = /^(?:https?:\/\/|\/)\S+$/.test(text);
  const insert = isAddress ? `[](${text})` : `[${text}]()`;
  const cursor = isAddress || !text ? from + 1 : from + insert.length - 1;
  dispatch(
    state.update({
      changes: { from, to, insert },
      selection: EditorSelection.cursor(cursor),
      userEvent: "input.format",
      scrollIntoView: true,
    }),
  );
  return true;
}

/** A mark of a footnote here, and its text at the end; the cursor goes there. */
function footnote({ state, dispatch }) {
  const used = [...state.doc.toString().matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1]));
  const number = Math.max(0, ...used) + 1;
  const { to } = state.selection.main;
  const end = state.doc.length;
  const text = `${state.sliceDoc(end - 1) === "\n" || !end ? "" : "\n"}\n[^${number}]: `;
  const changes = [
    { from: to, insert: `[^${number}]` },
    { from: end, insert: text },
  ];
  const made = state.changes(changes);
  dispatch(
    state.update({
      changes: made,
      selection: EditorSelection.cursor(made.newLength),
      userEvent: "input.format",
      scrollIntoView: true,
    }),
  );
  return true;
}

const HEADING = /^#{1,6}\s+/,
  LIST = /^(?:[-*+]|\d+[.)])\s+/,
  QUOTE = /^>\s?/;
const heading = (level) => lineStart(`${"#".repeat(level)} `, HEADING);

export const formats = {
  bold: around("**"),
  emphasis: around("*"),
  code: around("`"),
  link,
  heading: heading(2),
  list: lineStart("- ", LIST),
  numbers: lineStart((n) => `${n + 1}. `, LIST),
  quote: lineStart("> ", QUOTE),
  fence: block("```¦python¦\n‸\n```"),
  formula,
  table: block("| ¦¦ |  |\n| --- | --- |\n|  |  |"),
  callout: block("> [!NOTE]\n> ‸"),
  footnote,
  tabs: block('```python tab="¦Python¦"\n‸\n```\n\n```cpp tab="C++"\n\n```'),
};

export const formatKeymap = [
  { key: "Mod-b", run: formats.bold },
  { key: "Mod-i", run: formats.emphasis },
  { key: "Mod-e", run: formats.code },
  { key: "Mod-k", run: formats.link },
  { key: "Mod-m", run: formats.formula },
  { key: "Mod-Shift-c", run: formats.fence },
  { key: "Mod-Shift-8", run: formats.list },
  { key: "Mod-Shift-7", run: formats.numbers },
  { key: "Mod-Shift-9", run: formats.quote },
  ...[1, 2, 3, 4].map((level) => ({ key: `Mod-Alt-${level}`, run: heading(level) })),
];
