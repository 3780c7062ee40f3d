// Files that are dropped, pasted or chosen. Texts and tables that are dropped or pasted become part of the
// text; all others, and whatever is chosen by the button, are uploaded.

import { EditorSelection } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

import { convert } from "./converting.js";
import { fitted } from "./fitting.js";
import { say } from "./saying.js";

const TEXT = /\.(?:md|markdown|mdown|txt|text)$/i;
const TABLE = /\.(?:csv|tsv)$/i;
const LONGEST = 1_000_000; // bytes: an article is not longer
const FROM_CLIPBOARD = /^image\.(\w+)$/i;

/** Whether a file is inserted as text. */
export const isText = ({ name, type }) => !type.startsWith("image/") && (TEXT.test(name) || TABLE.test(name));

/** Insert texts at the caret as they are, tables as tables, and upload the others. */
export async function insertFiles(view, files, { address, upload }) {
  const texts = [...files].filter(isText);
  const long = texts.filter(({ size }) => size > LONGEST);
  for (const file of texts) if (!long.includes(file)) await insertText(view, file, address);
  if (long.length) say([view.state.phrase("files: long")]);
  const others = [...files].filter((file) => !isText(file));
  if (others.length) upload(others);
}

/** What browsers call `image.png` came from the clipboard: it gets the name of its time. */
export function withName(file, word) {
  const [, ending] = FROM_CLIPBOARD.exec(file.name) ?? [];
  if (!ending) return file;
  const two = (number) => String(number).padStart(2, "0");
  const now = new Date();
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  const name = `${word} ${day} ${two(now.getHours())}${two(now.getMinutes())}.${ending}`;
  return new File([file], name, { type: file.type });
}

/** The files of a paste, if they are what was copied: programs also add pictures of texts. */
export function pastedFiles(data) {
  if (!data?.files.length || data.getData("text/plain").trim()) return [];
  const html = data.getData("text/html");
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return html && (body.textContent.trim() || body.querySelectorAll("img").length !== 1)
    ? []
    : [...data.files];
}

async function insertText(view, file, address) {
  const text = decoded(await file.arrayBuffer());
  if (TABLE.test(file.name)) return convert(view, address, { csv: text }, text);
  const { from, to } = view.state.selection.main;
  const insert = view.state.toText(fitted(view.state, from, to, text.replace(/\r\n?/g, "\n").trimEnd()));
  view.dispatch({
    changes: { from, to, insert },
    selection: EditorSelection.cursor(from + insert.length),
    userEvent: "input.drop",
    scrollIntoView: true,
  });
}

/** Texts of older Chinese programs are not in UTF-8. */
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

const hasFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files");

/** Files that are dropped on the text. */
export function dropping(receiving) {
  return EditorView.domEventHandlers({
    drop(event, view) {
      if (!hasFiles(event)) return false;
      event.preventDefault();
      const position = view.posAtCoords({ x: event.clientX, y: event.clientY });
      if (position !== null) view.dispatch({ selection: { anchor: position } });
      insertFiles(view, event.dataTransfer.files, receiving);
      return true;
    },
  });
}

/** The plain field takes all files to be uploaded; a browser puts texts into it by itself. */
export function receivePlainly(field, upload) {
  field.addEventListener("paste", (event) => {
    const files = pastedFiles(event.clipboardData);
    if (!files.length) return;
    event.preventDefault();
    upload(files);
  });
  field.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    upload([...event.dataTransfer.files]);
  });
}

/** A file that is dropped elsewhere would replace the page. */
export function guardPage(sentence) {
  addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
  addEventListener("drop", (event) => {
    if (!hasFiles(event) || event.defaultPrevented) return;
    event.preventDefault();
    say([sentence]);
  });
}
