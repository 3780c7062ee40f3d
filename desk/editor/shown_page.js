// The page in the preview. The blocks of the text are kept apart from the page around it, so that the
// server need not send, and this page need not parse, those that have not changed.

import { childrenOf, hasText, patch, patchParts, spaceAfter, tellAdded } from "./patch.js";

const TEXT = "#lw-text";
const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

export class ShownPage {
  #page; // as the server sent it, without the blocks
  #blocks; // as the server sent them, with their digests as keys; null if they are in the page
  #kept = new Set(); // the numbers of those that keep a former state, or a part of it
  #added = []; // the live nodes that are new

  /** `live` is the document of a page that was sent whole, with `blocks` that have no HTML. */
  constructor(live, { page, blocks }) {
    this.live = live;
    this.#take(parsed(page), blocks);
  }

  /** The digests of the blocks that need not be sent; null if the page is needed whole. */
  get known() {
    return this.#blocks?.map(({ key }) => key).join(" ") ?? null;
  }

  /**
   * Bring it up to date. Returns whether it is; if not, the page is needed whole.
   * `keeps(before, after, block)`: whether a part of the block with this number keeps its former state.
   */
  update({ page: html, blocks }, keeps) {
    const page = parsed(html);
    addMissingFiles(this.live, page);
    const isDone = this.#blocks && blocks ? this.#updateBlocks(page, blocks, keeps) : this.#updateWhole(page, blocks, keeps);
    this.#tellAdded();
    return isDone;
  }

  #tellAdded() {
    tellAdded(this.live, this.#added.splice(0));
  }

  #updateWhole(page, blocks, keeps) {
    const stays = this.#stays(keeps, [...(page.querySelector(TEXT)?.children ?? [])]);
    patch(this.live.querySelector("main"), ...this.#mainOf(page), { stays, added: this.#added });
    this.#take(page, blocks);
    this.#forgetKept();
    return true;
  }

  #updateBlocks(page, blocks, keeps) {
    const next = this.#parts(blocks);
    if (!next || !this.#isAsSent()) {
      this.#blocks = null;
      return false;
    }
    const stays = this.#stays(
      keeps,
      next.map(({ node }) => node),
    );
    const nodes = childrenOf(this.#text).slice(0, this.#blocks.length);
    const options = { stays, added: this.#added };
    patch(this.live.querySelector("main"), ...this.#mainOf(page), { ...options, except: new Set(nodes) });
    const text = this.#text;
    if (nodes.length && nodes[0].parentNode !== text) {
      this.#tellAdded(); // all around it is new
      text.prepend(...nodes);
    }
    const end = childrenOf(text)[nodes.length] ?? null;
    this.#blocks = patchParts(text, nodes, this.#blocks, next, end, options);
    this.#forgetKept();
    this.#page = page;
    return true;
  }

  #stays(keeps, blocks) {
    this.#kept = new Set();
    return (before, after) => {
      const block = blocks.findIndex((each) => each.contains(after));
      const isKept = keeps(before, after, block);
      if (isKept) this.#kept.add(block);
      return isKept;
    };
  }

  /** A block that is not shown as it was sent has no digest: it is sent again. */
  #forgetKept() {
    for (const block of this.#kept) if (this.#blocks) this.#blocks[block].key = "";
  }

  get #text() {
    return this.live.querySelector(TEXT);
  }

  #mainOf(page) {
    return [this.#page, page].map((each) => each.querySelector("main"));
  }

  /** Whether no script has changed which blocks there are. */
  #isAsSent() {
    const others = this.#page.querySelector(TEXT).childElementCount;
    return childrenOf(this.#text).length === this.#blocks.length + others;
  }

  /** The blocks of an answer; null if one is not known, or not one element. */
  #parts(blocks) {
    const known = new Map(this.#blocks.map((part) => [part.key, part]));
    const parts = blocks.map(([key, html]) => (html === null ? known.get(key) : partOf(key, html)));
    return parts.every(Boolean) ? parts : null;
  }

  /** Take the blocks out of a page that was sent whole. */
  #take(page, blocks) {
    const text = page.querySelector(TEXT);
    const areApart = blocks && text && !hasText(text) && text.childElementCount >= blocks.length;
    this.#page = page;
    const part = ([key], n) => ({ key, node: text.children[n], space: spaceAfter(text.children[n]) });
    this.#blocks = areApart ? blocks.map(part) : null;
    for (const { node } of this.#blocks ?? []) node.remove();
  }
}

/** A block, with the white space behind it; null if it is not one element. */
function partOf(key, html) {
  const { body } = parsed(html);
  const node = body.firstElementChild;
  return body.childElementCount === 1 && !hasText(body) ? { key, node, space: spaceAfter(node) } : null;
}

/** The first diagram in a text needs a style sheet of its own, the first card a script. */
function addMissingFiles(live, page) {
  for (const file of page.head.querySelectorAll("link[rel=stylesheet], script[src]")) {
    const name = file.localName === "link" ? "href" : "src";
    if (live.head.querySelector(`[${name}="${CSS.escape(file.getAttribute(name))}"]`)) continue;
    const copy = live.createElement(file.localName); // a script that was parsed here would not run
    for (const { name, value } of file.attributes) copy.setAttribute(name, value);
    live.head.append(copy);
  }
}

export function addStyles(live, address) {
  const link = live.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  live.head.append(link);
}
