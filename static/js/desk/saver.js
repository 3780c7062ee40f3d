// Saves what is written while it is written.

import { post } from "./requests.js";

// Milliseconds: after the last change; after the first one; between two attempts
const PAUSE = 2_000;
const LONGEST_WAIT = 10_000;
const FIRST_RETRY = 2_000;
const LAST_RETRY = 30_000;
const STATES = { 200: "saved", 404: "gone", 409: "conflict", 400: "refused", 413: "refused" };

const digest = (text) => JSON.stringify(text);

function stateOf({ status, reason, base, problem }) {
  if (reason === "signed-out") return "signed-out";
  // A proxy, or a network that wants to be signed in to, may answer in place of the server.
  const isOurs = base || problem || status === 413;
  return (isOurs && STATES[status]) || "kept";
}

/**
 * Saves a text two seconds after it was changed, and every ten seconds while it changes.
 *
 * `source` is what one writes in: an EventTarget with text(), which returns an object of strings,
 * and `isComposing`, which is true while an input method is at work; it dispatches `change`, also
 * when a composition ends. `address` is where texts are sent, `values` is sent along: the `base`, or
 * the `uid` of a new article. `saved` is the text that the server has. `ask` gets an answer without
 * sending a text: the server refuses long texts of those who are signed out for their length.
 *
 * There is one request at a time, so that texts arrive in their order. A text whose answer was lost
 * is sent again before a newer one: it may have arrived, and would then be in conflict with that.
 *
 * Dispatches `state` with `state` and the answer of the server as detail:
 * changed, saving, saved, conflict (both are kept by the server), kept (tried again), signed-out (tried
 * again), refused and gone (not tried again until the text is changed).
 */
export class Saver extends EventTarget {
  #timer;
  #firstChange = 0;
  #retry = FIRST_RETRY;
  #running = Promise.resolve();

  constructor(source, { address, values, saved, ask }) {
    super();
    Object.assign(this, { source, address, values, ask, unanswered: null, state: "saved", problems: {} });
    this.saved = digest(saved);
    source.addEventListener("change", () => this.#changed());
    addEventListener("online", () => this.isFailing && this.save());
  }

  get isUnsaved() {
    return digest(this.source.text()) !== this.saved;
  }

  /** Whether the server lacks something: also a detail that it could not take. */
  get isIncomplete() {
    return this.isUnsaved || Object.keys(this.problems).length > 0;
  }

  get isFailing() {
    return ["kept", "signed-out"].includes(this.state);
  }

  get #isCalm() {
    return ["saved", "changed", "saving"].includes(this.state);
  }

  /**
   * Go on from a copy: with what it was based on, and the text of it that had no answer. `replace`
   * puts the copy in the place of what is there, once nothing is on its way.
   */
  continueFrom({ values, unanswered }, replace) {
    this.#running = this.#running.then(() => {
      replace();
      Object.assign(this, { values: values ?? this.values, unanswered, saved: null });
    });
    return this.#running;
  }

  /** Save now. `check`: ask the server even if everything is saved. Resolves to whether it is. */
  save({ check = false } = {}) {
    clearTimeout(this.#timer);
    this.#running = this.#running.then(() => this.#send(check));
    return this.#running;
  }

  /** Save until nothing is left. Resolves to the state. */
  async flush() {
    await this.save({ check: true });
    while (this.isUnsaved && (this.#isCalm || this.state === "conflict")) await this.save();
    return this.state;
  }

  #changed() {
    this.#firstChange ||= performance.now();
    if (this.isFailing) return; // the next attempt takes it along
    if (this.state === "saved") this.#tell("changed");
    this.#schedule();
  }

  #schedule() {
    const left = this.#firstChange + LONGEST_WAIT - performance.now();
    this.#after(Math.max(0, Math.min(PAUSE, left)));
  }

  #after(wait) {
    clearTimeout(this.#timer);
    // The end of a composition is a change, too.
    this.#timer = setTimeout(() => this.source.isComposing || this.save(), wait);
  }

  async #send(check) {
    // A change that was taken back is saved already: the answer says since when.
    const isTakenBack = this.state === "changed" && Boolean(this.values.base);
    if (!check && !isTakenBack && !this.unanswered && !this.isUnsaved) return true;
    this.unanswered ??= this.source.text();
    this.#firstChange = 0;
    if (this.#isCalm) this.#tell("saving");
    let answer = await post(this.address, { ...this.values, ...this.unanswered });
    if (answer.status === 413) answer = { ...answer, reason: (await this.ask()).reason };
    const state = stateOf(answer);
    // Without an answer, an article that is gone is still gone.
    if (state === "kept" && this.state === "gone") return false;
    return ["saved", "conflict"].includes(state) ? this.#arrived(state, answer) : this.#failed(state, answer);
  }

  #arrived(state, answer) {
    this.saved = digest(this.unanswered);
    this.unanswered = null;
    this.values = { base: answer.base };
    this.problems = answer.problems ?? {};
    this.address = answer.autosave;
    this.#retry = FIRST_RETRY;
    this.#tell(state, answer);
    if (this.isUnsaved) this.#changed();
    return !this.isUnsaved;
  }

  #failed(state, answer) {
    // A text that was refused has not arrived.
    if (answer.status >= 400 && answer.status < 500) this.unanswered = null;
    this.#tell(state, answer);
    if (this.isFailing) {
      this.#after(Math.max(this.#retry, (answer.wait ?? 0) * 1000));
      this.#retry = Math.min(2 * this.#retry, LAST_RETRY);
    }
    return false;
  }

  #tell(state, answer = {}) {
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: { ...answer, state } }));
  }
}
