/* Put what KaTeX draws beside each formula of the page, where no style of the page reaches it.
   Answers when all of it, and its fonts, can be seen. */
async ([formulas, styles]) => {
  const arrived = (element) => new Promise((done, failed) => {
    element.onload = done;
    element.onerror = () => failed(element.src || element.href);
  });
  const style = () => Object.assign(document.createElement("link"), {
    rel: "stylesheet", href: "/katex/katex.min.css",
  });
  const script = Object.assign(document.createElement("script"), {src: "/katex/katex.min.js"});
  const fonts = style(), waiting = [arrived(script), arrived(fonts)];
  document.head.append(script, fonts);
  await Promise.all(waiting);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [sheet];
  await Promise.all([...document.querySelectorAll(".prose math")].map((math, number) => {
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
    const link = style(), drawn = document.createElement("div"), styled = arrived(link);
    root.append(link, drawn);
    katex.render(latex, drawn, {output: "html", displayMode: display, strict: false});
    // The policy lets nobody write a style into an attribute, but a script may set it.
    for (const part of drawn.querySelectorAll("[style]")) part.style.cssText = part.getAttribute("style");
    return styled;
  }));
  // All of them: a font that arrives later moves what is measured.
  await Promise.all([...document.fonts].map((face) => face.load()));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const found = (selector) => document.querySelectorAll(selector).length;
  return [found(".prose math"), found(".theirs")];
}
