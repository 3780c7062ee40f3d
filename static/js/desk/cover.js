// The cover in the details: chosen from the library, uploaded, dropped on it, or removed.

import { pick } from "./picker.js";
import { postFile } from "./requests.js";

const one = (selector, within = document) => within.querySelector(selector);

/** `enter(value)` puts a value into the field, as if it were typed. */
export function connectCover(form, enter) {
  const box = one(".cover-field");
  const field = form.elements.cover;
  const [choose, remove] = ["choose", "remove"].map((act) => one(`[data-do=${act}-cover]`, box));
  const input = one("#cover-file");
  const state = one(".cover-state", box);
  input.setAttribute("form", ""); // it is sent by this script alone
  one(".without-script", box).hidden = true;
  field.hidden = true;
  field.focus = () => choose.focus();

  let sending = null;
  let refused = null; // since nobody is signed in

  function set(value) {
    enter(value);
    field.dispatchEvent(new Event("change", { bubbles: true }));
    state.textContent = "";
  }

  /** A later one takes the place of one that is on its way. */
  async function upload(file) {
    sending?.abort();
    const stopping = (sending = new AbortController());
    const progress = (share) => (state.textContent = `${file.name} ${Math.round(share * 100)}%`);
    const { signal } = stopping;
    const answer = await postFile(box.dataset.upload, file, { progress, signal });
    if (signal.aborted) return true;
    sending = null;
    refused = answer.reason === "signed-out" ? file : null;
    if (refused) form.dispatchEvent(new Event("signed-out"));
    if (answer.cover) set(answer.cover);
    else state.textContent = answer.problem || sentenceFor(answer);
    return Boolean(answer.cover);
  }

  function sentenceFor({ reason, status, markdown }) {
    if (markdown) return box.dataset.noPicture;
    if (status === 413) return box.dataset.tooLong;
    return reason === "signed-out" ? box.dataset.signedOut : box.dataset.failed;
  }

  let last = Promise.resolve(true);
  const receive = ([file]) => file && (last = upload(file));

  choose.addEventListener("click", async () => {
    const chosen = await pick(one("#picker"), { use: "cover", input, receive });
    if (chosen) set(chosen.cover);
    choose.focus();
  });
  remove.addEventListener("click", () => {
    sending?.abort();
    set("");
    choose.focus();
  });
  input.addEventListener("change", () => {
    receive(input.files);
    input.value = "";
  });
  field.addEventListener("input", () => (remove.hidden = !field.value));
  box.addEventListener("dragover", (event) => event.preventDefault());
  box.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    receive(event.dataTransfer.files);
  });
  form.addEventListener("signed-in", () => refused && receive([refused]));
  // The next page would stop a file that is on its way.
  form.addEventListener("leave", ({ detail }) => sending && detail.push(last));
}
