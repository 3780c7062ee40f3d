// The page that browsers show for a feed: a button that copies the address. This is no module, since
// browsers run none in XML. navigator.clipboard exists in secure contexts only.

if (navigator.clipboard) {
  const { copy, copied } = document.currentScript.dataset;
  const field = document.querySelector("[readonly]");
  const button = document.createElementNS("http://www.w3.org/1999/xhtml", "button");
  button.type = "button";
  button.ariaLive = "polite";
  button.textContent = copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = copied;
    setTimeout(() => (button.textContent = copy), 1600);
  });
  field.closest("p").append(button);
}
