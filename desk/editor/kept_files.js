// Files that are not sent yet, in this browser, by the key of their placeholder.

import { Store } from "../../static/js/desk/database.js";

const LARGEST = 30_000_000; // bytes: a browser does not keep any number of videos
const LONGEST = 14 * 24 * 3600 * 1000; // milliseconds that a file is kept without its text

export class KeptFiles {
  #store = new Store("files");

  /** Keep a file, unless it is too large. */
  async keep(key, file) {
    if (file.size > LARGEST) return false;
    return this.#store.write((store) => store.put({ key, file, name: file.name, at: Date.now() }));
  }

  /** The file of a placeholder; null if there is none. */
  async get(key) {
    const { file, name } = (await this.#store.read((store) => store.get(key), null)) ?? {};
    return file ? new File([file], name, { type: file.type }) : null;
  }

  remove(key) {
    return this.#store.write((store) => store.delete(key));
  }

  async removeOld() {
    const kept = await this.#store.read((store) => store.getAll(), []);
    for (const { key, at } of kept) if (at < Date.now() - LONGEST) await this.remove(key);
  }
}
