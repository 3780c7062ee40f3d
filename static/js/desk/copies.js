// Copies of what is not saved yet, in this browser. Each has the revision on which it is based.
//
// They are in IndexedDB: it has them on the disk when it says so, also if the browser is killed,
// and it takes what a page writes while it is closed.

const DATABASE = "longwave-desk";
const STORE = "copies";

/** Resolves to the result of a request, or of a transaction. */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = request.oncomplete = () => resolve(request.result);
    request.onerror = request.onabort = () => reject(request.error);
  });
}

async function open() {
  const request = indexedDB.open(DATABASE);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "page" });
  const database = await done(request);
  database.onversionchange = () => database.close(); // somebody clears the data of the site
  return database;
}

/** The copies of one article, or of those that are not begun yet (`new`), for one user. */
export class Copies {
  #database = null;
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
    return this.#write((store) => store.put({ user, article, page, at: Date.now(), ...copy }));
  }

  remove(page = this.page) {
    return this.#write((store) => store.delete(page));
  }

  /** The copies that other pages left, the last one first. `again` is called when one more page ends. */
  async left(again) {
    try {
      const copies = await done((await this.#store("readonly")).getAll());
      const offered = copies.filter((copy) => this.#isOffered(copy)).sort((a, b) => b.at - a.at);
      const open = await this.#openPages();
      for (const { page } of offered) if (open.has(page)) this.#awaitEnd(page, again);
      return offered.filter(({ page }) => !open.has(page));
    } catch {
      return [];
    }
  }

  #isOffered({ user, article, page, text }) {
    return user === this.user && article === this.article && page !== this.page && text;
  }

  /** What pages that are open keep is still theirs. */
  async #openPages() {
    const { held = [] } = (await navigator.locks?.query()) ?? {};
    return new Set(held.map(({ name }) => name));
  }

  #awaitEnd(page, again) {
    if (this.#awaited.has(page)) return;
    this.#awaited.add(page);
    navigator.locks.request(page, () => this.#awaited.delete(page)).then(again);
  }

  async #write(change) {
    try {
      const store = await this.#store("readwrite");
      change(store);
      store.transaction.commit(); // without waiting for the page, which may be closed now
      await done(store.transaction);
      return true;
    } catch {
      this.#database = null; // opened again the next time
      return false;
    }
  }

  async #store(mode) {
    this.#database ??= open();
    const database = await this.#database;
    return database.transaction(STORE, mode, { durability: "strict" }).objectStore(STORE);
  }
}
