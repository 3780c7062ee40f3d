// The toolbar: one stop of the Tab key, arrows within. A plain text field has only the button for files.

import { formats } from "./formats.js";

export function connectToolbar(toolbar, currentView, chooseFiles) {
  const buttons = [...toolbar.querySelectorAll("button")];
  const focusOn = (button) => {
    for (const each of buttons) each.tabIndex = each === button ? 0 : -1;
    button.focus();
  };
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const view = currentView();
    if (button?.dataset.format === "file") return chooseFiles();
    if (!button || !view) return;
    formats[button.dataset.format](view);
    view.focus();
  });
  // A pressed button does not take the cursor out of the text.
  toolbar.addEventListener("mousedown", (event) => event.preventDefault());
  toolbar.addEventListener("keydown", (event) => {
    const here = buttons.indexOf(document.activeElement);
    const places = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: buttons.length - 1 };
    const next = places[event.key];
    if (here < 0 || next === undefined) return;
    event.preventDefault();
    focusOn(buttons[(next + buttons.length) % buttons.length]);
  });
}
