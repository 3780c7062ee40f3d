// Copies of what is not saved yet, in this browser. Each has the revision on which it is based.

const PREFIX = "longwave-desk";

/** The copies of one article, or of the articles that have no number yet, for one user. */
export class Copies {
  /** `owner` is the user and the article. Each page that is open has a copy of its own. */
  constructor(owner) {
    this.owner = owner;
    this.begin();
  }

  /** Begin a new copy; the former one stays as if another page had left it. */
  begin() {
    this.page = `${Date.now()}-${Math.random()}`; // randomUUID() needs HTTPS
  }

  get #key() {
    return `${PREFIX}:${this.owner}:${this.page}`;
  }

  /** Keep a copy. Returns whether the browser did. */
  keep(copy) {
    try {
      localStorage.setItem(this.#key, JSON.stringify({ ...copy, at: Date.now() }));
      return true;
    } catch {
      return false; // full, or not allowed
    }
  }

  remove(key = this.#key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // not allowed, so there is none
    }
  }

  /** The copies that other pages left, the last one first, as [key, copy]. */
  left() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}:${this.owner}:`));
      const copies = keys.map((key) => [key, JSON.parse(localStorage.getItem(key))]);
      return copies.filter(([key, copy]) => key !== this.#key && copy).sort((a, b) => b[1].at - a[1].at);
    } catch {
      return [];
    }
  }
}
