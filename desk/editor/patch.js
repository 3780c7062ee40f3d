// Brings a page that is shown up to date, block by block.
//
// Scripts change what is shown (buttons, folded parts). So the two states that are compared are
// both as the server sent them: `before`, of which the live nodes were made, and `after`.

/** Elements that are compared child by child; all others are compared, and moved, as a whole. */
const CONTAINERS = "main, article, main .page, main .read, main .prose, main header";
/** Blocks that may be long. One that has changed is then compared child by child, too. */
const LONG = ".code, .code > .highlight, .highlight > pre, .highlight code, ul, ol, .tbl, table, tbody";
const BY_SCRIPTS = ".copy"; // after what the server sent

/** `stays(before, after)`: whether a block keeps its former state; `after` then becomes that state. */
export function patch(live, before, after, stays = () => false) {
  if (isMovable(before) && before.isEqualNode(after)) return;
  if (areContainers(live, before, after)) patchChildren(live, before, after, stays);
  else if (stays(before, after)) after.replaceWith(before.cloneNode(true));
  else live.replaceWith(imported(live, after));
}

function areContainers(live, before, after) {
  if (!before.matches(CONTAINERS) && !before.matches(LONG)) return false;
  if (!before.cloneNode().isEqualNode(after.cloneNode())) return false;
  return childrenOf(live).length === before.childElementCount && !hasText(before) && !hasText(after);
}

const childrenOf = (node) => [...node.children].filter((each) => !each.matches(BY_SCRIPTS));

function hasText(node) {
  return [...node.childNodes].some(({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim());
}

const imported = (live, node) => live.ownerDocument.importNode(node, true);

function patchChildren(live, before, after, stays) {
  const [nodes, old, next] = [live, before, after].map(childrenOf);
  const kept = keptPlaces(old, next);
  for (let n = 0, from = 0; n <= next.length; n++) {
    const begin = n;
    while (n < next.length && kept[n] < 0) n++;
    const until = kept[n] ?? old.length;
    const place = nodes[until] ?? null;
    const both = Math.min(n - begin, until - from);
    for (let i = 0; i < both; i++) patch(nodes[from + i], old[from + i], next[begin + i], stays);
    for (const node of nodes.slice(from + both, until)) node.remove();
    for (const node of next.slice(begin + both, n)) live.insertBefore(imported(live, node), place);
    from = until + 1;
  }
}

/** For each new element the place of the same one among the old ones, in rising order; else -1. */
function keptPlaces(old, next) {
  const kept = next.map(() => -1);
  const most = Math.min(old.length, next.length);
  let start = 0;
  while (start < most && areEqual(old[start], next[start])) kept[start] = start++;
  let end = 0;
  const fromEnd = (nodes) => nodes.length - 1 - end;
  while (end < most - start && areEqual(old[fromEnd(old)], next[fromEnd(next)])) {
    kept[fromEnd(next)] = fromEnd(old);
    end++;
  }
  const movable = range(start, old.length - end).filter((place) => isMovable(old[place]));
  const places = Map.groupBy(movable, (place) => old[place].outerHTML);
  let last = -1;
  for (let n = start; n < next.length - end; n++) {
    if (!isMovable(next[n])) continue;
    const place = places.get(next[n].outerHTML)?.find((each) => each > last);
    if (place !== undefined) kept[n] = last = place;
  }
  return kept;
}

// A container holds most of the text. It is compared child by child, and so only once.
const isMovable = (node) => !node.matches(CONTAINERS);
const areEqual = (before, after) => isMovable(before) && before.isEqualNode(after);

function range(start, end) {
  return Array.from({ length: Math.max(0, end - start) }, (_, n) => start + n);
}
