// Files of other sites: the server copies them in the background, and the copies take their places in
// the text as they come. What is sent meanwhile is the text as it is then.

import { post } from "../../static/js/desk/requests.js";

const PAUSE = 1_500; // milliseconds between two looks

/** `places`: see text_places.js. `box` lists the files, with buttons; `announce` tells screen readers. */
export function keepCopies(field, box, { places, announce, phrase }) {
  const wanted = new Set();
  let timer = 0,
    shown = null;

  async function ask(values) {
    clearTimeout(timer);
    const sent = { body: places.text, look: [...wanted].join("\n"), ...values };
    const answer = await post(box.dataset.address, sent);
    if (!answer.html && answer.html !== "") return fail(answer);
    for (const each of answer.asked) wanted.add(each);
    await put(answer.lines);
    show(answer.html);
    if (answer.waiting) timer = setTimeout(ask, PAUSE, {});
    else finish();
  }

  /** Nothing is lost: the wish is kept by the server, or can be told again. */
  function fail({ reason }) {
    announce(phrase("copies: failed"));
    if (reason === "signed-out") field.form.dispatchEvent(new Event("signed-out"));
    if (wanted.size) timer = setTimeout(ask, 10 * PAUSE, {});
  }

  async function put(lines) {
    for (const { line, before, after } of lines) await places.correctLine(line, before, after);
    if (lines.length) announce(phrase("A copy is in the text."));
  }

  function finish() {
    wanted.clear();
    const problem = box.querySelector(".problem");
    if (problem) announce(problem.textContent);
  }

  function show(html) {
    if (html === shown) return;
    shown = html;
    const page = new DOMParser().parseFromString(html, "text/html");
    const isOpen = box.querySelector("details")?.open;
    const active = box.contains(document.activeElement) ? document.activeElement : null;
    box.replaceChildren(...page.body.childNodes);
    const details = box.querySelector("details");
    if (isOpen && details) details.open = true;
    if (active) (sameAs(active) ?? field).focus();
  }

  function sameAs(former) {
    const all = [...box.querySelectorAll(former.localName)];
    return all.find(({ value }) => value === former.value);
  }

  box.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    ask({ ask: button.value || "all" });
  });
  field.form.addEventListener("keepcopy", ({ detail }) => ask({ line: detail.line }));
  field.addEventListener("rendered", ({ detail }) => {
    if (!wanted.size) show(detail.remote_files);
  });
}
