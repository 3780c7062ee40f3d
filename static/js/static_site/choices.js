// Colours, text size and the shortcut / on a site without a server: the browser remembers them.

(() => {
  const root = document.documentElement;
  const FIRST = { theme: "auto", size: "medium", keys: "on" };

  function remembered(name) {
    try {
      return localStorage.getItem(`longwave-${name}`) ?? FIRST[name];
    } catch {
      return FIRST[name]; // storage is switched off
    }
  }

  function remember(name, value) {
    try {
      localStorage.setItem(`longwave-${name}`, value);
    } catch {
      // The choice holds for this page.
    }
  }

  function show(name, value) {
    if (value === FIRST[name]) delete root.dataset[name];
    else root.dataset[name] = value;
    for (const button of document.querySelectorAll(`button[name=${name}]`)) {
      button.ariaPressed = button.value === value;
    }
    if (name === "theme") colourBrowser(value);
    if (name !== "keys") return;
    for (const part of document.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== value;
  }

  function colourBrowser(theme) {
    document.querySelectorAll("meta[name=theme-color]").forEach((meta, n) => {
      const name = n ? "dark" : "light";
      meta.media = theme === "auto" ? `(prefers-color-scheme: ${name})` : theme === name ? "all" : "not all";
    });
  }

  const showAll = () => Object.keys(FIRST).forEach((name) => show(name, remembered(name)));

  // The buttons work with a script only, so they are in templates.
  function open() {
    const found = document.querySelectorAll("#lw-choices, #lw-shortcut");
    if (!found.length) return;
    for (const template of found) template.replaceWith(template.content);
    showAll();
  }

  showAll();
  new MutationObserver(open).observe(root, { childList: true, subtree: true });

  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("button[name]");
    if (!button || !(button.name in FIRST)) return;
    remember(button.name, button.value);
    show(button.name, button.value);
  });
})();
