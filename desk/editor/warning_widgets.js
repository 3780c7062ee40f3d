// What the editor draws for warnings: the sign beside a line, and the sentences below it.

import { WidgetType } from "@codemirror/view";

import { excerpt } from "./warning_fixes.js";

const ELSEWHERE = "file-elsewhere";

function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

/** A button that does not take the caret out of the text. */
function button(className, act, ...children) {
  const made = element("button", className, ...children);
  made.type = "button";
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", act);
  return made;
}

/** `!` and the number of the line, left of it. F8 goes there from the keyboard. */
export class Sign extends WidgetType {
  constructor(number, choose) {
    super();
    this.number = number;
    this.choose = choose;
  }

  eq(other) {
    return other.number === this.number;
  }

  toDOM(view) {
    const made = button("cm-sign", () => this.choose(view, this.number), String(this.number));
    made.tabIndex = -1;
    made.title = view.state.phrase("Warning on line $", this.number);
    made.setAttribute("aria-label", made.title);
    made.lang = document.documentElement.lang;
    return made;
  }
}

/** The sentences of a line, each with its fix, and with “Leave it”. */
export class Sentences extends WidgetType {
  constructor(warnings, actions) {
    super();
    this.warnings = warnings;
    this.actions = actions;
  }

  eq(other) {
    const parts = (widget) => JSON.stringify(widget.warnings);
    return parts(other) === parts(this);
  }

  toDOM(view) {
    const made = element("div", "cm-sentences", ...this.warnings.map((each) => this.sentence(view, each)));
    made.lang = document.documentElement.lang; // that of the interface, within a text of any
    return made;
  }

  sentence(view, warning) {
    const { fix, leave, write, keep } = this.actions;
    const words = element("p", "", warning.text);
    const quiet = button("quietly", () => leave(view, warning), view.state.phrase("Leave it"));
    const made = element("div", "cm-sentence", words, quiet);
    if (warning.fix) {
      const code = element("code", "", excerpt(warning.source, warning.fix));
      quiet.before(button("", () => fix(view, warning), view.state.phrase("Change to"), " ", code));
    } else if (warning.brackets >= 0)
      quiet.before(button("", () => write(view, warning), view.state.phrase("Write the alternative text")));
    else if (warning.code === ELSEWHERE)
      quiet.before(button("", () => keep(view, warning), view.state.phrase("Keep a copy")));
    return made;
  }
}
