// Pasted texts that become Markdown. The plain text stands there at once; the server converts, and its
// Markdown takes the place of the text, unless somebody typed into it. Undo gives the plain text, and
// once more takes it away.

import { isolateHistory } from "@codemirror/commands";
import { EditorSelection } from "@codemirror/state";

import { fitted } from "./fitting.js";
import { rangeOf, stopWaiting, waitAt } from "./pasted_ranges.js";
import { say } from "./saying.js";

const COMPOSING = 100; // milliseconds between two looks at an input method

let keys = 0;

/** Insert the text, and replace it by what the server makes of `source`. */
export async function convert(view, address, source, text) {
  const key = ++keys;
  const { from, to } = view.state.selection.main;
  const insert = view.state.toText(text);
  view.dispatch({
    changes: { from, to, insert },
    selection: EditorSelection.cursor(from + insert.length),
    effects: waitAt(key, from, from + insert.length),
    userEvent: "input.paste",
    annotations: isolateHistory.of("full"),
    scrollIntoView: true,
  });
  const answer = await ask(address, source);
  const { markdown, notes = [], problem } = answer ?? {};
  if (markdown) await replace(view, key, markdown);
  else view.dispatch({ effects: stopWaiting(key) });
  const failed = markdown === undefined ? [problem ?? view.state.phrase("pasted: failed")] : [];
  say([...notes, ...failed]);
}

async function ask(address, source) {
  const body = new FormData();
  for (const [name, value] of Object.entries(source)) body.append(name, value);
  const headers = {
    Accept: "application/json",
    "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value,
  };
  try {
    const answer = await fetch(address, { method: "POST", body, headers });
    return await answer.json();
  } catch {
    return null; // no connection, or an answer of somebody in between
  }
}

/** The caret stays where it is, and behind the text if it was there. */
async function replace(view, key, markdown) {
  while (view.composing) await new Promise((resolve) => setTimeout(resolve, COMPOSING));
  const range = rangeOf(view.state, key);
  if (!range) return;
  const { from, to } = range;
  const insert = fitted(view.state, from, to, markdown);
  if (insert === view.state.sliceDoc(from, to)) return;
  const changes = view.state.changes({ from, to, insert });
  const { head } = view.state.selection.main;
  view.dispatch({
    changes,
    selection: view.state.selection.map(changes, 1),
    effects: stopWaiting(key),
    userEvent: "input.paste",
    annotations: isolateHistory.of("full"),
    scrollIntoView: head === to,
  });
}
