// Rows above the line of state: how far each file is, and what one can do with it.

function element(name, text = "", ...children) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

const MEGABYTE = 1_000_000;
const KILOBYTE = 1_000;

/** `3.1 / 5.0 MB`, or in kB */
function amount(sent, size) {
  const [unit, name, digits] = size < MEGABYTE ? [KILOBYTE, "kB", 0] : [MEGABYTE, "MB", 1];
  const { lang } = document.documentElement;
  const [part, whole] = [sent, size].map((bytes) =>
    (bytes / unit).toLocaleString(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );
  return `${part} / ${whole} ${name}`;
}

export class UploadRows {
  #rows = new Map();

  /** `box` contains a list. `announce` tells screen readers when the state of a file changes. */
  constructor(box, { announce, phrase }) {
    Object.assign(this, { box, list: box.querySelector("ul"), announce, phrase });
  }

  show(item, uploads) {
    const words = this.#wordsOf(item);
    if (item.state === "done" && !words) return this.#remove(item);
    if (item.state === "stopped") return this.#remove(item);
    const row = this.#rows.get(item.key) ?? this.#begin(item);
    row.replaceChildren(
      element("b", item.name),
      ...this.#middle(item, words),
      ...this.#buttons(item, uploads),
    );
    row.className = { done: "ok", refused: "no", failed: "no" }[item.state] ?? "";
    this.box.hidden = false;
    if (words && words !== row.dataset.said) this.announce(`${item.name}: ${words}`);
    row.dataset.said = words;
  }

  #begin({ key }) {
    const row = element("li");
    this.#rows.set(key, row);
    this.list.append(row);
    return row;
  }

  #remove({ key, name, state }) {
    if (state === "done" && this.#rows.has(key)) this.announce(this.phrase("$ is in the text.", name));
    this.#rows.get(key)?.remove();
    this.#rows.delete(key);
    this.box.hidden = this.#rows.size === 0;
  }

  #wordsOf({ state, problem, answer }) {
    if (state === "done") return answer.removed;
    if (state === "refused") return problem;
    if (state === "waiting" || state === "sending") return "";
    return this.phrase(`upload: ${state}`);
  }

  #middle(item, words) {
    if (words) return [element("p", words)];
    const bar = element("progress");
    Object.assign(bar, { max: 1, value: item.share });
    bar.setAttribute("aria-label", item.name);
    return [bar, element("span", this.#amount(item))];
  }

  progress(item, share) {
    const row = this.#rows.get(item.key);
    const bar = row?.querySelector("progress");
    if (!bar) return;
    bar.value = share;
    row.querySelector("span").textContent = this.#amount(item);
  }

  /** `62% · 3.1 / 5.0 MB` */
  #amount({ share, file: { size } }) {
    return `${Math.round(share * 100)}% · ${amount(share * size, size)}`;
  }

  #buttons(item, uploads) {
    const button = (words, act) => {
      const made = element("button", this.phrase(words));
      made.type = "button";
      made.setAttribute("aria-label", `${made.textContent}: ${item.name}`);
      made.addEventListener("click", act);
      return made;
    };
    const away = () => uploads.remove(item);
    const again = button("Send again", () => uploads.again(item));
    const found = {
      waiting: [button("Stop", away)],
      sending: [button("Stop", away)],
      failed: [again, button("Remove", away)],
      "signed-out": [again, button("Remove", away)],
      refused: [button("Remove", away)],
      lost: [
        button("Insert here", () => uploads.insertHere(item)),
        button("Close", () => this.#remove(item)),
      ],
      done: [button("Close", () => this.#remove(item))],
    };
    return [element("p", "", ...found[item.state])];
  }
}
