// Formats that have no room in the toolbar stand in a menu behind it.

const WIDE = matchMedia("(width >= 60rem)"); // a narrow toolbar is moved by touch
const GAP = 4; // CSS pixels between button and menu

/** `more` is the button at the end of the row, which opens the menu. `done` is called after changes. */
export function foldFormats(toolbar, more, menu, done) {
  function fold() {
    if (menu.contains(document.activeElement)) more.focus();
    more.before(...menu.childNodes);
    more.hidden = true;
    while (WIDE.matches && isTooLong() && more.previousElementSibling) {
      more.hidden = false;
      menu.prepend(more.previousElementSibling);
    }
    if (more.hidden) menu.hidePopover();
    done();
  }

  const isTooLong = () => toolbar.scrollWidth > toolbar.clientWidth;

  function place() {
    const { left, top, bottom } = more.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const below = bottom + GAP;
    const fits = below + menu.offsetHeight <= clientHeight;
    const x = Math.max(0, Math.min(left, clientWidth - menu.offsetWidth));
    menu.style.inset = `${fits ? below : top - GAP - menu.offsetHeight}px auto auto ${x}px`;
  }

  menu.addEventListener("toggle", ({ newState }) => (newState === "open" ? place() : done()));
  new ResizeObserver(fold).observe(toolbar);
  new MutationObserver(fold).observe(toolbar, { attributeFilter: ["data-plain"] });
}
