// Text and preview scroll in step, by the source lines of the blocks.
//
// A place is a line, with a fraction, and where it stands in what is visible: at the top of a text
// that shows its beginning, at the bottom of one that shows its end.

import { inFrame } from "../../static/js/desk/animation.js";

const clamp = (value, least, most) => Math.min(Math.max(value, least), Math.max(least, most));

/**
 * `currentView` returns the editor, null while the text is a plain field: then nothing moves.
 * Returns `show(lines, end)` for a preview that has changed: the line of each of its blocks, and the
 * one below the last.
 */
export function keepInStep(frame, currentView) {
  let lines = [],
    end = 1;
  let place = { line: 1, share: 0 };
  const own = new WeakMap(); // where we have scrolled to, which is no scrolling of the reader

  const text = () => (currentView() ? new TextSide(currentView()) : null);
  const preview = () => new PreviewSide(frame.contentDocument, lines, end);

  function follow(from, to) {
    if (!from?.isVisible || own.get(from.scroller) === from.scroller.scrollTop) return;
    own.delete(from.scroller);
    place = from.place();
    if (to?.isVisible) align(to);
  }

  function align(side) {
    side.show(place);
    own.set(side.scroller, side.scroller.scrollTop);
  }

  const ofText = () => follow(text(), preview());
  const ofPreview = () => follow(preview(), text());
  document.addEventListener("scroll", inFrame(ofText), { capture: true, passive: true });
  let watched = null;

  return {
    show(newLines, newEnd) {
      [lines, end] = [newLines, newEnd];
      const page = frame.contentDocument;
      if (watched !== page) page.addEventListener("scroll", inFrame(ofPreview), { passive: true });
      watched = page;
      const side = text();
      if (side?.isVisible) place = side.place();
      if (side) align(preview());
    },
  };
}

class Side {
  constructor(scroller) {
    this.scroller = scroller;
  }

  get isVisible() {
    return this.scroller.clientHeight > 0;
  }

  place() {
    const most = this.scroller.scrollHeight - this.scroller.clientHeight;
    const share = most > 0 ? clamp(this.scroller.scrollTop / most, 0, 1) : 0;
    return { line: this.lineAt(this.edge(share)), share };
  }

  show({ line, share }) {
    this.scroller.scrollTop += this.heightOf(line) - this.edge(share);
  }

  /** The height in the window at this share of what is visible. */
  edge(share) {
    const isPage = this.scroller === this.scroller.ownerDocument.scrollingElement;
    return (isPage ? 0 : this.scroller.getBoundingClientRect().top) + share * this.scroller.clientHeight;
  }
}

class TextSide extends Side {
  constructor(view) {
    super(scrollerOf(view.scrollDOM));
    this.view = view;
  }

  get isVisible() {
    return super.isVisible && this.view.dom.checkVisibility();
  }

  lineAt(height) {
    const { view } = this;
    const block = view.lineBlockAtHeight(height - view.documentTop);
    const within = (height - view.documentTop - block.top) / block.height;
    return view.state.doc.lineAt(block.from).number + clamp(within, 0, 1);
  }

  heightOf(line) {
    const { view } = this;
    const number = clamp(Math.floor(line), 1, view.state.doc.lines);
    const block = view.lineBlockAt(view.state.doc.line(number).from);
    return view.documentTop + block.top + clamp(line - number, 0, 1) * block.height;
  }
}

/** The nearest element around the text that scrolls, or the page. */
function scrollerOf(element) {
  for (let node = element; node && node !== document.body; node = node.parentElement) {
    if (["auto", "scroll"].includes(getComputedStyle(node).overflowY)) return node;
  }
  return document.scrollingElement;
}

class PreviewSide extends Side {
  constructor(page, lines, end) {
    super(page.scrollingElement);
    this.points = pointsOf(page, lines, end);
  }

  lineAt(height) {
    return between(this.points, "top", "line", height);
  }

  heightOf(line) {
    return between(this.points, "line", "top", line);
  }
}

/** Where lines are shown, in rising order: the blocks whose line is known, and the end of the last. */
function pointsOf(page, lines, end) {
  const blocks = blocksOf(page).slice(0, lines.length);
  const points = [{ line: 1, top: -page.scrollingElement.scrollTop }];
  blocks.forEach((block, n) => {
    const { top } = block.getBoundingClientRect();
    if (lines[n] > points.at(-1).line && top > points.at(-1).top) points.push({ line: lines[n], top });
  });
  const bottom = blocks.at(-1)?.getBoundingClientRect().bottom;
  if (bottom > points.at(-1).top) points.push({ line: Math.max(end, points.at(-1).line), top: bottom });
  return points;
}

export function blocksOf(page) {
  return [...(page.getElementById("lw-text")?.children ?? [])];
}

/** The value of `to` where `from` has this value, in proportion to the points on both sides. */
function between(points, from, to, value) {
  const next = points.findIndex((point) => point[from] > value);
  if (next < 0) return points.at(-1)[to];
  const [one, other] = [points[Math.max(0, next - 1)], points[next]];
  if (one === other) return other[to];
  return one[to] + ((value - one[from]) / (other[from] - one[from])) * (other[to] - one[to]);
}
