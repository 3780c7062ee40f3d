// Sentences below the text: what was left out of a paste, what cannot be inserted.

/** Show the sentences until they are closed or others follow. */
export function say(sentences) {
  const told = document.getElementById("said");
  told.querySelector("p").textContent = sentences.join(" ");
  told.querySelector("button").onclick = () => (told.hidden = true);
  told.hidden = sentences.length === 0;
}
