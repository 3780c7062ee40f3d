// The outline: a menu of the headings of the text, from which one goes to a section.

import { goToLine, onCaret } from "./caret.js";
import { headings } from "./headings.js";

export function connectOutline(field, menu) {
  const list = menu.querySelector("ol");
  let line = 1;
  onCaret(field, (caret) => (line = caret.line));

  menu.addEventListener("beforetoggle", ({ newState }) => newState === "open" && fill());
  menu.addEventListener("toggle", ({ newState }) => newState === "open" && focusOnCurrent());

  function fill() {
    list.lang = field.lang;
    const found = headings(field.value);
    const current = found.findLast((each) => each.line <= line);
    list.replaceChildren(...found.map((each) => entry(each, each === current)));
    menu.querySelector("p").hidden = found.length > 0;
  }

  function entry(heading, isCurrent) {
    const button = Object.assign(document.createElement("button"), { type: "button" });
    const number = document.createElement("i");
    number.textContent = heading.number;
    button.append(number, heading.text);
    if (isCurrent) button.ariaCurrent = "true";
    button.addEventListener("click", () => {
      menu.hidePopover();
      goToLine(field, heading.line);
    });
    const item = document.createElement("li");
    item.className = heading.isTop ? "" : "below";
    item.append(button);
    return item;
  }

  function focusOnCurrent() {
    const chosen = list.querySelector("[aria-current]") ?? list.querySelector("button");
    chosen?.focus();
  }

  // Arrows walk through the entries.
  list.addEventListener("keydown", (event) => {
    const buttons = [...list.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = buttons.indexOf(document.activeElement) + step;
    buttons[(next + buttons.length) % buttons.length].focus();
  });
}
