// The seam between text and preview: the strip of the article, upright. Its needle is the caret.
//
// Its parts are buttons for the sections, drawn by the server; `data-line` is the line of each.

import { inFrame } from "./animation.js";
import { goToLine, onCaret } from "./caret.js";

export function connectSeam(field, seam) {
  const strip = seam.querySelector(".seam-strip");
  const needle = seam.querySelector(".seam-needle");
  let line = 1;

  const parts = () => [...strip.querySelectorAll("button")];
  const lastLine = () => field.value.split("\n").length + 1;

  /** The lines of each part: from its own to that of the next. */
  function spans() {
    const starts = parts().map(({ dataset }) => Number(dataset.line));
    return starts.map((start, n) => [start, Math.max(start + 1, starts[n + 1] ?? lastLine())]);
  }

  const point = inFrame(() => {
    const all = spans();
    const at = Math.max(
      0,
      all.findLastIndex(([start]) => start <= line),
    );
    const part = parts()[at];
    const [start, end] = all[at] ?? [0, 1];
    const within = Math.min(1, Math.max(0, (line - start) / (end - start)));
    const top = part ? part.offsetTop + within * part.offsetHeight : 0;
    needle.style.setProperty("--at", top);
    if (part?.ariaCurrent) return; // setting it again would style the whole drawing again
    for (const each of parts()) each.ariaCurrent = each === part ? "true" : null;
  });

  function draw(html) {
    const isInUse = strip.contains(document.activeElement);
    const at = parts().indexOf(document.activeElement);
    const page = new DOMParser().parseFromString(html, "text/html");
    strip.replaceChildren(...page.body.childNodes);
    parts().forEach((part, n) => (part.tabIndex = n === Math.max(0, at) ? 0 : -1));
    if (isInUse) parts()[at]?.focus();
    point();
  }

  function step(key) {
    const at = parts().indexOf(document.activeElement);
    const places = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: parts().length - 1 };
    return parts().at(places[key] % parts().length);
  }

  strip.addEventListener("keydown", (event) => {
    if (!["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    const next = step(event.key);
    for (const part of parts()) part.tabIndex = part === next ? 0 : -1;
    next.focus();
  });
  // A key goes to the beginning of a section, the pointer to the place within it.
  strip.addEventListener("click", (event) => {
    const part = event.target.closest("button");
    if (!part) return;
    const [start, end] = spans()[parts().indexOf(part)];
    const box = part.getBoundingClientRect();
    const within = event.detail ? (event.clientY - box.top) / box.height : 0;
    goToLine(field, start + Math.floor(within * (end - start)));
  });

  let html = null;
  field.addEventListener("rendered", ({ detail }) => {
    if (detail.strip !== html) draw((html = detail.strip));
    else point();
  });
  onCaret(field, (caret) => {
    line = caret.line;
    point();
  });
  new ResizeObserver(point).observe(strip);
}
