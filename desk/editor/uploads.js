// Files on their way: each has a placeholder in the text at once, which its Markdown replaces when it
// is there. Three are sent at a time. What fails is kept, in this browser too, and can be sent again.

import { KeptFiles } from "./kept_files.js";
import { newKey, placeholder, placeholdersIn } from "../../static/js/desk/placeholders.js";
import { postFile } from "../../static/js/desk/requests.js";

const AT_ONCE = 3;
const TAKEN = 200;
const REFUSED = [400, 422];
const TOO_LONG = 413;

export class Uploads {
  #items = new Map();
  #kept = new KeptFiles();
  #ends = [];

  /**
   * `places`: see text_places.js. `rows` shows each item (upload_rows.js): its `state` is waiting, sending,
   * failed, signed-out, refused, lost (its place is not in the text any more), done or stopped. `say` tells
   * sentences.
   */
  constructor({ field, places, rows, say, phrase }) {
    Object.assign(this, { field, places, rows, say, phrase });
    field.addEventListener("input", ({ inputType }) => queueMicrotask(() => this.#follow(inputType)));
    field.form.addEventListener("leave", ({ detail }) => detail.push(this.#ended()));
    field.form.addEventListener("signed-in", () => this.#againAll());
    addEventListener("online", () => this.#againAll());
    this.#kept.removeOld();
  }

  get #running() {
    return [...this.#items.values()].filter(({ state }) => ["waiting", "sending"].includes(state));
  }

  get #failed() {
    const states = ["failed", "signed-out", "refused"];
    return [...this.#items.values()].filter(({ state }) => states.includes(state));
  }

  /** Send files, and put their placeholders at the caret: pictures in one paragraph, so in one row. */
  async add(files) {
    const items = [...files].map((file) => ({ key: newKey(), file, name: file.name, share: 0 }));
    const words = items.map(({ key, file }) => ({
      text: placeholder(key, this.phrase("Uploading $", file.name)),
      isPicture: file.type.startsWith("image/"),
    }));
    const parts = words.map(({ text, isPicture }, n) => {
      const isInRow = n && isPicture && words[n - 1].isPicture;
      return (n ? (isInRow ? "\n" : "\n\n") : "") + text;
    });
    for (const item of items) this.#items.set(item.key, item);
    await this.places.insert(parts.join(""));
    for (const item of items) this.#enqueue(item);
  }

  #enqueue(item) {
    const problem = this.#problemOf(item.file);
    if (problem) return this.#set(item, "refused", problem);
    this.#kept.keep(item.key, item.file);
    this.#set(item, "waiting");
    this.#next();
  }

  /** What the server would refuse is not sent at all. */
  #problemOf({ size, name }) {
    if (!size) return this.phrase("$ is empty.", name);
    const { most, mostInWords } = this.field.dataset;
    return size > Number(most)
      ? this.phrase("$1 is larger than $2. Make it smaller.", name, mostInWords)
      : "";
  }

  #next() {
    const sending = this.#running.filter(({ state }) => state === "sending").length;
    for (const item of this.#running.filter(({ state }) => state === "waiting").slice(0, AT_ONCE - sending))
      this.#send(item);
  }

  async #send(item) {
    const stopping = new AbortController();
    item.stopping = stopping;
    this.#set(item, "sending");
    const progress = (share) => this.rows.progress(item, (item.share = share));
    const answer = await postFile(this.field.dataset.upload, item.file, {
      progress,
      signal: stopping.signal,
    });
    if (!stopping.signal.aborted) await this.#answered(item, answer);
    this.#next();
  }

  async #answered(item, { status, reason, problem, ...answer }) {
    if (status === TAKEN && answer.markdown) return this.#arrived(item, answer);
    if (REFUSED.includes(status) && problem) return this.#set(item, "refused", problem);
    // The server refuses long bodies of those who are signed out for their length.
    const isSignedOut = reason === "signed-out" || status === TOO_LONG;
    this.#set(item, isSignedOut ? "signed-out" : "failed");
    if (isSignedOut) this.field.form.dispatchEvent(new Event("signed-out"));
  }

  async #arrived(item, answer) {
    item.answer = answer;
    this.#kept.remove(item.key);
    const isThere = await this.places.fill(item.key, answer.markdown);
    if (isThere || item.state !== "done") this.#set(item, isThere ? "done" : "lost");
  }

  #set(item, state, problem = "") {
    Object.assign(item, { state, problem });
    this.rows.show(item, this);
    if (!this.#running.length) for (const resolve of this.#ends.splice(0)) resolve();
  }

  /** Resolves to whether all have arrived, once none is on its way. */
  async #ended() {
    if (this.#running.length) {
      this.say([this.phrase("This goes on as soon as the files are there.")]);
      await new Promise((resolve) => this.#ends.push(resolve));
    }
    this.say(
      this.#failed.length ? [this.phrase("A file is not there yet. Send it again, or remove it.")] : [],
    );
    return this.#failed.length === 0;
  }

  // What the author does with one

  again(item) {
    this.#enqueue(item);
  }

  #againAll() {
    for (const item of this.#failed) if (item.state !== "refused") this.#enqueue(item);
  }

  /** Stop it, or give it up: also its placeholder goes. */
  async remove(item) {
    item.stopping?.abort();
    this.#kept.remove(item.key);
    this.#set(item, "stopped");
    await this.places.remove(item.key);
    this.#next();
  }

  async insertHere(item) {
    await this.places.insert(item.answer.markdown);
    this.#set(item, "done");
  }

  // What happens to the text

  /** Undo takes a file out of the text, and no placeholder comes back; redo and pasting bring the file. */
  async #follow(inputType) {
    for (const { key } of placeholdersIn(this.places.text)) {
      const item = this.#items.get(key);
      if (!item) await this.#adopt(key);
      else if (item.state === "stopped" || (item.answer && inputType === "historyUndo"))
        await this.places.clear(key);
      else if (item.answer && (await this.places.fill(key, item.answer.markdown))) this.#set(item, "done");
    }
  }

  /** A placeholder of a page that was left, in a copy that is taken back: this browser may have the file. */
  async #adopt(key) {
    const item = { key, name: "", share: 0, state: "adopting" };
    this.#items.set(key, item);
    const file = await this.#kept.get(key);
    if (file) return this.#enqueue(Object.assign(item, { file, name: file.name }));
    item.state = "stopped";
    await this.places.remove(key);
    this.say([this.phrase("A file was not sent before, and is no longer in this browser. Insert it again.")]);
  }
}
