// Brings a page that is shown up to date, block by block.
//
// Scripts change what is shown (buttons, folded parts). So the two states that are compared are
// both as the server sent them: `before`, of which the live nodes were made, and `after`.

/** Elements whose children are compared one by one; all others are replaced as a whole. */
const CONTAINERS = "main, article, main .page, main .read, main .prose, main header";

/** `stays(before, after)`: whether a block keeps its former state; `after` then becomes that state. */
export function patch(live, before, after, stays = () => false) {
  if (before.isEqualNode(after)) return;
  const isContainer = before.matches?.(CONTAINERS) && sameShell(before, after);
  if (isContainer && live.childNodes.length === before.childNodes.length)
    patchChildren(live, before, after, stays);
  else if (stays(before, after)) after.replaceWith(before.cloneNode(true));
  else live.replaceWith(live.ownerDocument.importNode(after, true));
}

function sameShell(one, other) {
  return one.cloneNode().isEqualNode(other.cloneNode());
}

function patchChildren(live, before, after, stays) {
  const [nodes, old, next] = [live, before, after].map((each) => [...each.childNodes]);
  const most = Math.min(old.length, next.length);
  let start = 0;
  while (start < most && old[start].isEqualNode(next[start])) start++;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end].isEqualNode(next[next.length - 1 - end])) end++;
  const gone = old.length - end,
    come = next.length - end;
  const both = Math.min(gone, come);
  for (let n = start; n < both; n++) patch(nodes[n], old[n], next[n], stays);
  for (const node of nodes.slice(both, gone)) node.remove();
  const position = nodes[gone] ?? null;
  for (const node of next.slice(both, come))
    live.insertBefore(live.ownerDocument.importNode(node, true), position);
}
