// Warnings of the renderer at their lines: a sign beside the line, a wave under the words, and
// below the line the sentence with its fix, while the caret is there.
//
// They come with each answer of the preview, and move with the text until the next one.

import { isolateHistory } from "@codemirror/commands";
import { syntaxTree } from "@codemirror/language";
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, keymap, ViewPlugin } from "@codemirror/view";

import { Sentences, Sign } from "./warning_widgets.js";
import { difference, emptyBrackets } from "./warning_fixes.js";

const SENTENCE_HEIGHT = 120; // pixels
const FORMULAS = new Set(["Formula", "FormulaBlock"]);
const taken = StateEffect.define();
/** The author leaves a line as it is, or has taken its fix. */
const settled = StateEffect.define();

/** A warning that was left stays away as long as its line does not change. */
export const keyOf = (warning) => `${warning.text}\n${warning.source}`;

// `all` are the warnings, each with the start of its line and the text of the line that it is
// about; `left` are the keys of those that the author leaves; `typed` is whether the caret is still
// in a line that the author is typing.
const field = StateField.define({
  create: () => ({ all: [], left: new Set(), typed: false }),
  update(value, transaction) {
    let { all, left, typed } = value;
    if (transaction.docChanged)
      all = all.map((each) => ({ ...each, from: transaction.changes.mapPos(each.from, 1) }));
    for (const effect of transaction.effects) {
      if (effect.is(taken)) all = effect.value;
      if (effect.is(settled)) left = new Set([...left, effect.value]);
    }
    if (transaction.isUserEvent("input") || transaction.isUserEvent("delete")) typed = true;
    else if (transaction.selection) typed = false;
    return { all, left, typed };
  },
  provide: (self) => EditorView.decorations.compute([self, "doc", "selection"], decorate),
});

const caretLine = (state) => state.doc.lineAt(state.selection.main.head);

/** Whether the caret is in a formula, be it closed yet or not. */
export function isInFormula(state) {
  const { head } = state.selection.main;
  for (let node = syntaxTree(state).resolveInner(head, -1); node; node = node.parent)
    if (FORMULAS.has(node.name)) return true;
  const before = state.sliceDoc(caretLine(state).from, head);
  return (before.match(/(?<!\\)\$/g) ?? []).length % 2 === 1;
}

/** The warnings to show, by the start of their line, in order. */
function warningsByLine(state) {
  const { all, left, typed } = state.field(field);
  const hidden = typed && isInFormula(state) ? caretLine(state).from : -1;
  const lines = new Map();
  for (const warning of [...all].sort((one, other) => one.from - other.from)) {
    const { from } = state.doc.lineAt(warning.from);
    if (from === hidden || left.has(keyOf(warning))) continue;
    lines.set(from, [...(lines.get(from) ?? []), warning]);
  }
  return lines;
}

/** The warnings whose sentences are shown: not while their line is being typed. */
function openWarnings(state) {
  if (state.field(field).typed) return [];
  return warningsByLine(state).get(caretLine(state).from) ?? [];
}

/** Where the words are that a warning is about: what its fix changes, what it quotes, or the line. */
function range(line, warning) {
  const { from: start, to: end } = warning.fix ? difference(line.text, warning.fix) : {};
  if (end > start && warning.source === line.text) return { from: line.from + start, to: line.from + end };
  const quote = (warning.quote ?? "").replace(/…$/, "");
  const at = quote ? line.text.indexOf(quote) : -1;
  if (at >= 0) return { from: line.from + at, to: line.from + at + quote.length };
  const words = line.text.trim();
  const from = line.from + line.text.indexOf(words);
  return { from, to: from + words.length };
}

function decorate(state) {
  const open = openWarnings(state);
  const ranges = [];
  for (const [start, warnings] of warningsByLine(state)) {
    const line = state.doc.lineAt(start);
    ranges.push(Decoration.widget({ widget: new Sign(line.number, goTo), side: -1 }).range(start));
    for (const warning of warnings) {
      const { from, to } = range(line, warning);
      if (to > from) ranges.push(Decoration.mark({ class: "cm-warned" }).range(from, to));
    }
    if (warnings[0] === open[0]) {
      const widget = new Sentences(offered(line, warnings), { fix, leave, write, keep });
      ranges.push(Decoration.widget({ widget, block: true, side: 1 }).range(line.to));
    }
  }
  return Decoration.set(ranges, true);
}

/** The fix is a whole line, so it is offered only while the line is the one that was looked at. */
function offered(line, warnings) {
  return warnings.map((each) => ({
    ...each,
    fix: each.source === line.text ? each.fix : null,
    brackets: emptyBrackets(line.text, each),
  }));
}

// What the author does

function goTo(view, number) {
  const line = view.state.doc.line(number);
  const [first] = warningsByLine(view.state).get(line.from) ?? [];
  const anchor = first ? range(line, first).from : line.from;
  // The sentence opens below the line, and is to be seen too.
  const effects = EditorView.scrollIntoView(anchor, { yMargin: SENTENCE_HEIGHT });
  view.dispatch({ selection: { anchor }, effects, userEvent: "select" });
  view.focus();
}

function go(view, isForward) {
  const { state } = view;
  const lines = [...warningsByLine(state).keys()];
  const here = caretLine(state).from;
  if (!lines.length) {
    view.dispatch({ effects: EditorView.announce.of(state.phrase("No warnings")) });
    return true;
  }
  const isClosed = state.field(field).typed;
  const next = isForward
    ? (lines.find((each) => each > here || (each === here && isClosed)) ?? lines[0])
    : (lines.findLast((each) => each < here) ?? lines.at(-1));
  goTo(view, state.doc.lineAt(next).number);
  return true;
}

function fix(view, warning) {
  const line = view.state.doc.lineAt(warning.from);
  if (line.text !== warning.source) return;
  const { from, to, insert } = difference(line.text, warning.fix);
  view.dispatch({
    changes: { from: line.from + from, to: line.from + to, insert },
    effects: taken.of(view.state.field(field).all.filter((each) => keyOf(each) !== keyOf(warning))),
    annotations: isolateHistory.of("full"),
    userEvent: "fix",
  });
  view.focus();
}

/** Put the caret where the words are missing. */
function write(view, { brackets }) {
  view.dispatch({ selection: { anchor: caretLine(view.state).from + brackets }, userEvent: "select" });
  view.focus();
}

function leave(view, warning) {
  view.dispatch({ effects: settled.of(keyOf(warning)) });
  view.focus();
}

/** See remote_files.js. */
function keep(view, warning) {
  const { number } = view.state.doc.lineAt(warning.from);
  view.dom.dispatchEvent(new CustomEvent("keepcopy", { bubbles: true, detail: { line: number } }));
  view.focus();
}

function fixHere(view) {
  const here = offered(caretLine(view.state), openWarnings(view.state));
  const warning = here.find((each) => each.fix || each.brackets >= 0);
  if (warning) (warning.fix ? fix : write)(view, warning);
  return Boolean(warning);
}

// The answers of the preview

/** The warnings of an answer, placed in the text: of `sent`, what has not changed since. */
function placed(doc, warnings, sent) {
  const lines = sent.split(/\r\n?|\n/);
  const now = doc.toString().split("\n");
  let same = 0;
  while (same < lines.length && lines[same] === now[same]) same++;
  const moved = now.length - lines.length;
  return warnings.flatMap((each) => {
    const number = each.line > same ? each.line + moved : each.line;
    const isThere = each.line && number >= 1 && now[number - 1] === lines[each.line - 1];
    return isThere ? [{ ...each, from: doc.line(number).from, source: now[number - 1] }] : [];
  });
}

/** The warnings that come with the event `rendered` of the text field. */
export function warnings(textarea) {
  const answers = ViewPlugin.define((view) => {
    const take = ({ detail }) => {
      if (view.composing) return;
      view.dispatch({ effects: taken.of(placed(view.state.doc, detail.warnings, detail.text)) });
    };
    textarea.addEventListener("rendered", take);
    return { destroy: () => textarea.removeEventListener("rendered", take) };
  });
  const announce = EditorView.updateListener.of(({ startState, state, view }) => {
    const words = (each) =>
      openWarnings(each)
        .map(({ text }) => text)
        .join(" ");
    const said = words(state);
    if (said && said !== words(startState)) view.dispatch({ effects: EditorView.announce.of(said) });
  });
  const keys = keymap.of([
    { key: "F8", run: (view) => go(view, true), shift: (view) => go(view, false) },
    { key: "Alt-Enter", run: fixHere },
  ]);
  return [field, answers, announce, keys];
}
