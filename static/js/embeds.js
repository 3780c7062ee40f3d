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

function addButton(card) {
  const textContent = openHere.replace("{}", new URL(card.dataset.frame).host);
  const button = create("button", { type: "button", textContent, lang: document.documentElement.lang });
  button.addEventListener("click", () => open(card, button));
  card.append(button);
}

const CARD = "figure[data-frame]";
document.querySelectorAll(CARD).forEach(addButton);

// The preview at the desk tells what it adds.
document.addEventListener("added", ({ detail }) => {
  const parts = detail.flatMap((part) => [part, ...part.querySelectorAll(CARD)]);
  parts.filter((part) => part.matches(CARD)).forEach(addButton);
});
