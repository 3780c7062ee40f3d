// The list of warnings below the text follows the answers of the preview, which come as the event
// `rendered` of the field. What concerns a line, the editor shows there, and hides it here.

export function listWarnings(field, list) {
  const item = ({ line, text }) => {
    const made = document.createElement("li");
    made.className = line ? "of-line" : "";
    made.textContent = line ? list.dataset.line.replace("$", line) + text : text;
    return made;
  };
  const text = (items) => items.map(({ textContent }) => textContent).join("\n");
  field.addEventListener("rendered", ({ detail }) => {
    const items = detail.warnings.map(item);
    // What is there already is not said again.
    if (text(items) !== text([...list.children])) list.replaceChildren(...items);
  });
}
