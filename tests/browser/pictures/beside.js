/* Put what KaTeX draws beside each formula of the page, where no style of the page reaches it. */
(formulas) => document.querySelectorAll(".prose math").forEach((math, number) => {
  const [latex, display] = formulas[number];
  let block = math;
  while (!block.parentElement.classList.contains("prose")) block = block.parentElement;
  const pair = document.createElement("div"), theirs = document.createElement("div");
  pair.className = "pair";
  theirs.className = "theirs";
  block.replaceWith(pair);
  const source = document.createElement("code");
  source.textContent = latex;
  pair.append(source, block, theirs);
  const root = theirs.attachShadow({mode: "open"});
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/katex/katex.min.css";
  const drawn = document.createElement("div");
  root.append(style, drawn);
  katex.render(latex, drawn, {output: "html", displayMode: display, strict: false});
})
