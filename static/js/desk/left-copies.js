// Offers what another page left in this browser. It is never taken by itself, and never taken for newer.

const told = document.querySelector("#found");
const part = (selector) => told.querySelector(selector);

function shownTime(at) {
  const { lang } = document.documentElement;
  return new Date(at).toLocaleString(lang, { dateStyle: "short", timeStyle: "short" });
}

/** `keepCopy` keeps what this page has not saved. */
export function leftCopies({ copies, fields, saver, keepCopy }) {
  async function offer() {
    const [copy] = (await copies.left(offer)).filter(isMissing);
    told.hidden = !copy;
    if (!copy) return;
    part("time").textContent = shownTime(copy.at);
    part("textarea").value = fields.describe(copy.text);
    part("[data-do=take]").onclick = () => take(copy);
    part("[data-do=delete]").onclick = () => copies.remove(copy.page).then(offer);
  }

  /** Whether the text of a copy is not the one that is here. If it is, the copy has no use. */
  function isMissing({ page, text }) {
    const isHere = fields.isEqual(text);
    if (isHere) copies.remove(page);
    return !isHere;
  }

  async function take(copy) {
    await saver.continueFrom(copy, () => {
      keepCopy();
      copies.begin();
      fields.replace(copy.text);
    });
    if (await keepCopy()) await copies.remove(copy.page);
    offer();
  }

  /** The page that left it may have saved it meanwhile. */
  const offerAgain = () => told.hidden || offer();

  return { offer, offerAgain };
}
