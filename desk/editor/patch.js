// Brings a page that is shown up to date, block by block.
//
// Scripts change what is shown (buttons, folded parts). So the two states that are compared are
// both as the server sent them: `before`, of which the live nodes were made, and `after`.
//
// A part is a node with a `key`: parts with the same key are equal.

/** Elements that are compared child by child; all others are compared, and moved, as a whole. */
const CONTAINERS = "main, article, main .page, main .read, main .prose, main header";
/** Blocks that may be long. One that has changed is then compared child by child, too. */
const LONG =
  ".code, .code > .highlight, .highlight > pre, .highlight code, ul, ol, .tbl, table, tbody, details, .tabs";
const BY_SCRIPTS = ".copy"; // after what the server sent

/**
 * `stays(before, after)`: whether a block keeps its former state. `except` has live nodes that are no
 * part of the two states. `added` gets the live nodes that are new. Returns the state that is live now:
 * `after`, or `before` if it stays.
 */
export function patch(live, before, after, options) {
  if (isMovable(before) && before.isEqualNode(after)) return after;
  const nodes = childrenOf(live).filter((node) => !options.except?.has(node));
  if (areContainers(nodes, before, after)) patchChildren(live, nodes, before, after, options);
  else if (options.stays(before, after)) return before;
  else live.replaceWith(imported(live, after, options));
  return after;
}

function areContainers(nodes, before, after) {
  if (!before.matches(CONTAINERS) && !before.matches(LONG)) return false;
  if (!before.cloneNode().isEqualNode(after.cloneNode())) return false;
  return nodes.length === before.childElementCount && !hasText(before) && !hasText(after);
}

export const childrenOf = (node) => [...node.children].filter((each) => !each.matches(BY_SCRIPTS));

/** Whether there is text beside the elements of a node. */
export function hasText(node) {
  return [...node.childNodes].some(({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim());
}

function imported(live, node, { added }) {
  const copy = live.ownerDocument.importNode(node, true);
  added.push({ copy, isOpen: foldsIn(copy).map(({ open }) => open) });
  return copy;
}

const foldsIn = (node) => [node, ...node.querySelectorAll("details")].filter((each) => each.matches("details"));

/**
 * Tell the scripts of the page which nodes are new, by an `added` event with the list of them.
 *
 * Of `details` with one name the browser closes the one that is put in while a former one is open.
 */
export function tellAdded(page, added) {
  for (const { copy, isOpen } of added) {
    foldsIn(copy).forEach((fold, n) => isOpen[n] && (fold.open = true));
  }
  const detail = added.map(({ copy }) => copy);
  if (detail.length) page.dispatchEvent(new CustomEvent("added", { detail }));
}

function patchChildren(live, nodes, before, after, options) {
  const children = [...after.children];
  const parts = patchParts(live, nodes, partsOf(before), partsOf(after), null, options);
  parts.forEach(({ node }, n) => node === children[n] || children[n].replaceWith(node));
}

// A container holds most of the text. It is compared child by child, and so only once.
const isMovable = (node) => !node.matches(CONTAINERS);

function partsOf(node) {
  return [...node.children].map((node) => ({
    node,
    key: isMovable(node) ? node.outerHTML : Symbol(),
    space: spaceAfter(node),
  }));
}

/** The white space behind an element; between elements in a line it is seen. */
export const spaceAfter = ({ nextSibling }) =>
  nextSibling?.nodeType === Node.TEXT_NODE ? nextSibling.data : "";

function setSpaceAfter(node, space) {
  if (spaceAfter(node) === space) return;
  if (spaceAfter(node)) node.nextSibling.remove();
  if (space) node.after(space);
}

/**
 * `nodes` are the live ones of the parts `old`, before the node `end`. Returns the parts that are live
 * now: `next`, but for those that stay.
 */
export function patchParts(live, nodes, old, next, end, options) {
  const kept = keptPlaces(old, next);
  const result = [...next];
  for (let n = 0, from = 0; n <= next.length; n++) {
    const begin = n;
    while (n < next.length && kept[n] < 0) n++;
    const until = kept[n] ?? old.length;
    const place = nodes[until] ?? end;
    const both = Math.min(n - begin, until - from);
    for (let i = 0; i < both; i++) {
      const [before, after] = [old[from + i], next[begin + i]];
      const state = patch(nodes[from + i], before.node, after.node, options);
      if (state !== after.node) result[begin + i] = before;
    }
    for (const node of nodes.slice(from + both, until)) {
      setSpaceAfter(node, "");
      node.remove();
    }
    for (const { node } of next.slice(begin + both, n)) {
      live.insertBefore(imported(live, node, options), place);
    }
    from = until + 1;
  }
  const shown = childrenOf(live).filter((node) => !options.except?.has(node));
  next.forEach(({ space }, n) => setSpaceAfter(shown[n], space));
  return result;
}

/** For each new part the place of the same one among the old ones, in rising order; else -1. */
function keptPlaces(old, next) {
  const kept = next.map(() => -1);
  const most = Math.min(old.length, next.length);
  let start = 0;
  while (start < most && old[start].key === next[start].key) kept[start] = start++;
  let end = 0;
  const fromEnd = (parts) => parts.length - 1 - end;
  while (end < most - start && old[fromEnd(old)].key === next[fromEnd(next)].key) {
    kept[fromEnd(next)] = fromEnd(old);
    end++;
  }
  const places = Map.groupBy(range(start, old.length - end), (place) => old[place].key);
  let last = -1;
  for (let n = start; n < next.length - end; n++) {
    const place = places.get(next[n].key)?.find((each) => each > last);
    if (place !== undefined) kept[n] = last = place;
  }
  return kept;
}

function range(start, end) {
  return Array.from({ length: Math.max(0, end - start) }, (_, n) => start + n);
}
