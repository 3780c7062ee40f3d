// What this browser keeps for the desk, in IndexedDB: it has it on the disk when it says so, also if
// the browser is killed, and it takes what a page writes while it is closed.

const NAME = "longwave-desk";
const VERSION = 2;
const STORES = { copies: "page", files: "key" };

/** Resolves to the result of a request, or of a transaction. */
export function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = request.oncomplete = () => resolve(request.result);
    request.onerror = request.onabort = () => reject(request.error);
  });
}

async function open() {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    const { result } = request;
    for (const [store, keyPath] of Object.entries(STORES))
      if (!result.objectStoreNames.contains(store)) result.createObjectStore(store, { keyPath });
  };
  const database = await done(request);
  // A newer page opens it, or somebody clears the data of the site.
  database.onversionchange = () => database.close();
  return database;
}

/** One of the stores: `copies` of texts, or `files` that were not sent. */
export class Store {
  #database = null;

  constructor(name) {
    this.name = name;
  }

  /** Change it. Resolves to whether the browser did: it may be full, or not allow it. */
  async write(change) {
    try {
      const store = await this.#open("readwrite");
      change(store);
      store.transaction.commit(); // without waiting for the page, which may be closed now
      await done(store.transaction);
      return true;
    } catch {
      this.#database = null; // opened again the next time
      return false;
    }
  }

  /** Resolves to the result of the request that `ask` makes; to `otherwise` if that fails. */
  async read(ask, otherwise) {
    try {
      return await done(ask(await this.#open("readonly")));
    } catch {
      return otherwise;
    }
  }

  async #open(mode) {
    this.#database ??= open();
    const database = await this.#database;
    return database.transaction(this.name, mode, { durability: "strict" }).objectStore(this.name);
  }
}
