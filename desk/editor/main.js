// Puts CodeMirror over the text field of the writing form.
//
// The textarea stays the field that is sent, saved and checked: it follows every change and tells
// it by an `input` event, so that nothing else on the page needs to know of the editor.

import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

import { recall, remember } from "../../static/js/desk/storage.js";
import { putCaret, tellCaret } from "./caret.js";
import { extensions } from "./extensions.js";
import { guardPage } from "./files.js";
import { connectPreview } from "./preview.js";
import { receiveFiles } from "./receiving.js";
import { connectToolbar } from "./toolbar.js";
import { warnings } from "./warnings.js";

const PLAIN = "longwave-plain-text";
const field = document.querySelector("textarea[data-editor]");

function phrases() {
  return JSON.parse(document.getElementById("editor-phrases").textContent);
}

/** What an empty text shows. */
function hint() {
  const shown = document.getElementById("editor-hint").content.firstElementChild.cloneNode(true);
  shown.lang = document.documentElement.lang; // the text around it may have another
  return shown;
}

function openEditor(label, receiving) {
  let own = false;
  const follow = EditorView.updateListener.of((update) => {
    if (!update.docChanged || own) return;
    own = true;
    field.value = update.state.doc.toString();
    const isUndone = update.transactions.some((each) => each.isUserEvent("undo"));
    const inputType = isUndone ? "historyUndo" : "";
    const isComposing = update.view.composing;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing, inputType }));
    own = false;
  });
  const view = new EditorView({
    state: EditorState.create({
      doc: field.value,
      extensions: [
        extensions({
          label,
          language: () => field.lang,
          hint,
          phrases: phrases(),
          addresses: field.dataset,
          receiving,
        }),
        follow,
        warnings(field),
        tellCaret(field),
        EditorView.cspNonce.of(field.dataset.nonce),
      ],
    }),
  });
  // Other scripts, and Back, may put a text into the field.
  const take = () => {
    if (own || field.value === view.state.doc.toString()) return;
    own = true;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: field.value } });
    own = false;
  };
  field.addEventListener("input", take);
  addEventListener("pageshow", take);
  field.addEventListener("goto", (event) => {
    if (!field.hidden) return;
    event.preventDefault();
    putCaret(field, view, event.detail.line, "start");
  });
  // The saver waits while an input method composes.
  for (const type of ["compositionstart", "compositionend"]) {
    view.contentDOM.addEventListener(type, () =>
      setTimeout(() => field.dispatchEvent(new CompositionEvent(type))),
    );
  }
  // Keys in the editor and in its panels: the field tells what they change.
  view.dom.addEventListener("input", (event) => event.stopPropagation());
  field.before(view.dom);
  field.hidden = true;
  return view;
}

function start() {
  const toolbar = document.querySelector(".formats");
  const choice = document.querySelector("[data-plain-text]");
  let view = null;
  const label = field.labels[0];
  const receiving = receiveFiles(field, () => view, phrases());
  const show = (plain) => {
    // A hidden field has no label, so that its words are read once, and name one thing.
    label.htmlFor = plain ? field.id : "";
    label.hidden = !plain;
    choice.setAttribute("aria-pressed", String(plain));
    toolbar.hidden = false;
    toolbar.toggleAttribute("data-plain", plain);
    if (plain && view) {
      view.destroy();
      view = null;
      field.hidden = false;
      delete field.focus;
    } else if (!plain && !view) {
      const isInUse = document.activeElement === field;
      view = openEditor(label.textContent, receiving);
      field.focus = () => view.focus(); // for scripts; a hidden field has none
      view.dispatch({ selection: { anchor: field.selectionStart } });
      if (isInUse) view.focus();
    }
  };
  connectToolbar(toolbar, () => view, receiving.choose);
  choice.addEventListener("click", () => {
    const plain = view !== null;
    remember(PLAIN, plain);
    show(plain);
    (view ?? field).focus();
  });
  choice.hidden = false;
  guardPage(phrases()["files: plain"]);
  show(recall(PLAIN));
  const preview = () => connectPreview(field, document.querySelector(".preview-pane"), () => view);
  if (field.dataset.rendering) preview();
  else field.addEventListener("begun", preview, { once: true });
}

if (field) start();
