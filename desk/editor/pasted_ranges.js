// Where pasted texts stand that wait for their Markdown. A text that is changed meanwhile stays as it is.

import { StateEffect, StateField } from "@codemirror/state";

const add = StateEffect.define();
const remove = StateEffect.define();

const field = StateField.define({
  create: () => [],
  update(ranges, { changes, effects, docChanged }) {
    let next = docChanged ? ranges.map((range) => moved(range, changes)).filter(Boolean) : ranges;
    for (const effect of effects) {
      if (effect.is(add)) next = [...next, effect.value];
      if (effect.is(remove)) next = next.filter(({ key }) => key !== effect.value);
    }
    return next;
  },
});

function moved({ key, from, to }, changes) {
  let isTouched = false;
  changes.iterChangedRanges((start, end) => (isTouched ||= start < to && end > from));
  const next = { key, from: changes.mapPos(from, 1), to: changes.mapPos(to, -1) };
  return isTouched || next.from > next.to ? null : next;
}

export const pastedRanges = field;
export const waitAt = (key, from, to) => add.of({ key, from, to });
export const stopWaiting = (key) => remove.of(key);

/** The range of this key; undefined if its text was changed. */
export function rangeOf(state, key) {
  return state.field(field).find((range) => range.key === key);
}
