// The status line says how long the text is; while something is selected, how long that is.

import { onCaret } from "./caret.js";

const HAN = /\p{Script=Han}/gu;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}_]*(?:[-.'’+][\p{L}\p{N}\p{M}_]+)*/gu;

export function connectCounts(field, line) {
  const rules = new Intl.PluralRules(document.documentElement.lang);
  let counts = null;

  /** `data-one` and `data-other` of a part are its words; one whose number is zero is left out. */
  function show(numbers, isSelection) {
    line.toggleAttribute("data-selection", isSelection);
    for (const part of line.querySelectorAll("[data-count]")) {
      const number = numbers[part.dataset.count] ?? 0;
      const words = part.dataset[rules.select(number)] ?? part.dataset.other;
      part.textContent = number ? words.replace("#", number.toLocaleString(document.documentElement.lang)) : "";
      part.hidden = !number;
    }
  }

  field.addEventListener("rendered", ({ detail }) => {
    counts = detail.counts;
    if (!line.hasAttribute("data-selection")) show(counts, false);
  });
  onCaret(field, ({ from, to }) => {
    if (from !== to) show(countsOf(field.value.slice(from, to)), true);
    else if (line.hasAttribute("data-selection")) show(counts ?? {}, false);
  });
}

function countsOf(text) {
  const count = (pattern, within) => within.match(pattern)?.length ?? 0;
  return { han: count(HAN, text), words: count(WORD, text.replace(HAN, " ")) };
}
