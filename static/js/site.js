// On every page: the theme without a reload, and a key to the search field.

const root = document.documentElement;
const switches = document.querySelector(".theme");

switches?.addEventListener("submit", (event) => {
  event.preventDefault();
  const theme = event.submitter.value;
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  for (const button of switches.querySelectorAll("[name=theme]")) {
    button.setAttribute("aria-pressed", button.value === theme);
  }
  fetch(switches.action, { method: "POST", body: new URLSearchParams({ theme }), redirect: "manual" });
});

const typing = "input, textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (root.dataset.keys === "off" || event.target.closest(typing)) return;
  event.preventDefault();
  const field = document.querySelector("input[type=search]");
  if (field) field.focus();
  else document.querySelector("[data-key='/']").click();
});
