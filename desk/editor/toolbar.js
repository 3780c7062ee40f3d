// The toolbar: one stop of the Tab key, arrows within. A plain text field has only the button for files.

import { foldFormats } from "./folding.js";
import { formats } from "./formats.js";

export function connectToolbar(toolbar, currentView, chooseFiles) {
  const menu = toolbar.querySelector("[popover]");
  const more = toolbar.querySelector("[popovertarget]");
  const buttons = () => [...toolbar.querySelectorAll("button")].filter((each) => each.checkVisibility());
  const stopAt = (button) => {
    for (const each of toolbar.querySelectorAll("button")) each.tabIndex = each === button ? 0 : -1;
  };
  const focusOn = (button) => {
    stopAt(button);
    button.focus();
  };
  // A button that is folded away is no stop.
  const keepStop = () => {
    const all = buttons();
    if (all.length && !all.some((each) => each.tabIndex === 0)) stopAt(all.at(-1));
  };
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const view = currentView();
    if (button === more) return;
    menu.hidePopover();
    if (button?.dataset.format === "file") return chooseFiles();
    if (!button || !view) return;
    formats[button.dataset.format](view);
    view.focus();
  });
  // A pressed button does not take the cursor out of the text.
  toolbar.addEventListener("mousedown", (event) => event.preventDefault());
  toolbar.addEventListener("keydown", (event) => {
    const all = buttons();
    const here = all.indexOf(document.activeElement);
    const [after, before] = [here + 1, here - 1];
    const end = all.length - 1;
    const places = { ArrowRight: after, ArrowDown: after, ArrowLeft: before, ArrowUp: before, Home: 0, End: end };
    const next = places[event.key];
    if (here < 0 || next === undefined) return;
    event.preventDefault();
    focusOn(all.at(next % all.length));
  });
  foldFormats(toolbar, more, menu, keepStop);
}
