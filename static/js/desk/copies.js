// Copies of what is not saved yet, in this browser. Each has the revision on which it is based.

import { Store } from "./database.js";

/** The copies of one article, or of those that are not begun yet (`new`), for one user. */
export class Copies {
  #store = new Store("copies");
  #release = () => {};
  #awaited = new Set();

  /** Each page that is open has a copy of its own. */
  constructor(user, article) {
    Object.assign(this, { user, article });
    this.begin();
  }

  /** Begin a new copy; the former one stays as if another page had left it. */
  begin() {
    this.#release();
    this.page = `${Date.now()}-${Math.random()}`; // randomUUID() needs HTTPS
    // The browser lets go of it when the page ends in whatever way. It knows no locks without HTTPS.
    const end = new Promise((resolve) => (this.#release = resolve));
    navigator.locks?.request(this.page, () => end);
  }

  /** Keep a copy. Resolves to whether the browser did: it may be full, or not allow it. */
  keep(copy) {
    const { user, article, page } = this;
    return this.#store.write((store) => store.put({ user, article, page, at: Date.now(), ...copy }));
  }

  remove(page = this.page) {
    return this.#store.write((store) => store.delete(page));
  }

  /** The copies that other pages left, the last one first. `again` is called when one more page ends. */
  async left(again) {
    const copies = await this.#store.read((store) => store.getAll(), []);
    const offered = copies.filter((copy) => this.#isOffered(copy)).sort((a, b) => b.at - a.at);
    const open = await this.#openPages();
    for (const { page } of offered) if (open.has(page)) this.#awaitEnd(page, again);
    return offered.filter(({ page }) => !open.has(page));
  }

  #isOffered({ user, article, page, text }) {
    return user === this.user && article === this.article && page !== this.page && text;
  }

  /** What pages that are open keep is still theirs. */
  async #openPages() {
    const { held = [] } = (await navigator.locks?.query().catch(() => null)) ?? {};
    return new Set(held.map(({ name }) => name));
  }

  #awaitEnd(page, again) {
    if (this.#awaited.has(page)) return;
    this.#awaited.add(page);
    navigator.locks.request(page, () => this.#awaited.delete(page)).then(again);
  }
}
