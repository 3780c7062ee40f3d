// Players of cards. Nothing is loaded from another site before the click.

const { openHere } = document.querySelector("script[data-open-here]").dataset;
const create = (tag, properties) => Object.assign(document.createElement(tag), properties);

function open(card, button) {
  const player = create("iframe", {
    src: card.dataset.frame,
    title: card.querySelector("b").textContent,
    allow: "autoplay; encrypted-media; fullscreen; picture-in-picture",
    referrerPolicy: "strict-origin-when-cross-origin",
  });
  button.remove();
  card.classList.add("open");
  card.prepend(player);
  player.focus();
}

for (const card of document.querySelectorAll("figure[data-frame]")) {
  const textContent = openHere.replace("{}", new URL(card.dataset.frame).host);
  const button = create("button", { type: "button", textContent, lang: document.documentElement.lang });
  button.addEventListener("click", () => open(card, button));
  card.append(button);
}
