// The library: lists follow their choices at once, and a click on the picture chooses the point that crops keep.

const sieve = document.querySelector(".sieve");
sieve.addEventListener("change", ({ target }) => target.type !== "search" && sieve.requestSubmit());

const picture = document.querySelector(".about-file .focus");
const [x, y] = ["focus_x", "focus_y"].map((name) => document.querySelector(`[name=${name}]`));

function show() {
  picture.style.setProperty("--focus-x", x.value);
  picture.style.setProperty("--focus-y", y.value);
}

if (picture && x) {
  picture.classList.add("placed");
  [x, y].forEach((field) => field.addEventListener("input", show));
  picture.addEventListener("click", ({ clientX, clientY }) => {
    const box = picture.getBoundingClientRect();
    x.value = (100 * (clientX - box.left)) / box.width;
    y.value = (100 * (clientY - box.top)) / box.height;
    show();
  });
  show();
}

const markdown = document.getElementById("markdown");
markdown?.addEventListener("focus", () => markdown.select());
