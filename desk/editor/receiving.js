// Connects what brings files into the text: pasting, dropping and choosing.

import { pick } from "../../static/js/desk/picker.js";
import { receivePlainly, withName } from "./files.js";
import { keepCopies } from "./remote_files.js";
import { say } from "./saying.js";
import { TextPlaces } from "./text_places.js";
import { UploadRows } from "./upload_rows.js";
import { Uploads } from "./uploads.js";

function announce(words) {
  document.getElementById("announced").textContent = words;
}

/** A phrase with `$`, or `$1` and `$2`, in place of values. */
function wordsFrom(phrases) {
  return (name, ...values) =>
    (phrases[name] ?? name).replace(/\$(\d?)/g, (_sign, number) => values[(number || 1) - 1] ?? "");
}

/** What the editor does with files: see insertFiles(). `choose` opens the library and offers those here. */
export function receiveFiles(field, currentView, phrases) {
  const phrase = wordsFrom(phrases);
  const rows = new UploadRows(document.getElementById("uploads"), { announce, phrase });
  const places = new TextPlaces(field, currentView);
  const uploads = new Uploads({ field, places, rows, say, phrase });
  const copies = document.getElementById("remote-files");
  if (copies) keepCopies(field, copies, { places, announce, phrase });
  const upload = (files) => uploads.add(files.map((file) => withName(file, phrase("screenshot"))));
  receivePlainly(field, upload);
  const input = document.getElementById("chosen-files");
  const dialog = document.getElementById("picker");
  input.addEventListener("change", () => {
    upload([...input.files]);
    input.value = "";
  });
  async function choose() {
    const chosen = await pick(dialog, { use: "text", input, receive: upload });
    if (chosen) await places.insert(chosen.markdown);
    (currentView() ?? field).focus();
  }
  return { address: field.dataset.pasted, upload, choose };
}
