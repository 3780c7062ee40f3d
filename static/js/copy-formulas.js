// What is copied from an article has its formulas as LaTeX: $…$ in plain text; rich text stays.

function latex(math) {
  const annotation = math.querySelector("annotation[encoding='application/x-tex']");
  const source = annotation?.textContent.trim() ?? "";
  if (math.getAttribute("display") !== "block") return `$${source}$`;
  return source.includes("\n") ? `$$\n${source}\n$$` : `$$${source}$$`;
}

// A formula is copied whole, even where the selection ends within it.
function whole(range) {
  const around = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("math");
  const copy = range.cloneRange();
  const [first, last] = [around(range.startContainer), around(range.endContainer)];
  if (first) copy.setStartBefore(first);
  if (last) copy.setEndAfter(last);
  return copy.cloneContents();
}

// As the browser would write it, with its line breaks: for that it has to be on the page.
function plain(fragment) {
  const box = document.createElement("div");
  box.className = "copied";
  box.append(fragment.cloneNode(true));
  box.querySelectorAll("button").forEach((button) => button.remove());
  box.querySelectorAll("math").forEach((math) => math.replaceWith(latex(math)));
  document.body.append(box);
  const text = box.innerText;
  box.remove();
  return text;
}

function rich(fragment) {
  const box = document.createElement("div");
  box.append(fragment.cloneNode(true));
  return box.innerHTML;
}

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (event.target.closest?.("input, textarea") || selection.isCollapsed) return;
  const parts = Array.from({ length: selection.rangeCount }, (_, index) => whole(selection.getRangeAt(index)));
  if (!parts.some((part) => part.querySelector("math"))) return;
  event.clipboardData.setData("text/plain", parts.map(plain).join("\n"));
  event.clipboardData.setData("text/html", parts.map(rich).join(""));
  event.preventDefault();
});
