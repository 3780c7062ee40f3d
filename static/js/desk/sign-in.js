// Signing in again without leaving the page.

import { post } from "./requests.js";


/** What keeps one from being signed in; "" after a success. */
function problemOf({ status, location }, page) {
  if (status === 429) return "wait";
  if (status === 400) return "wrong";
  if (status !== 200 || !location) return "offline";
  return new URL(location, page).href.startsWith(page) ? "second" : "";
}

/** Ask for the password in the dialog. Resolves to whether somebody signed in. */
export function signIn(dialog) {
  const form = dialog.querySelector("form");
  const password = form.querySelector("[type=password]");
  const say = (what, seconds) => {
    for (const line of form.querySelectorAll("[data-problem]")) line.hidden = line.dataset.problem !== what;
    if (seconds) form.querySelector("[data-seconds]").textContent = seconds;
  };
  return new Promise((resolve) => {
    const end = (isSignedIn) => {
      password.value = "";
      dialog.onclose = null;
      dialog.close();
      // After a click in the dialog, Chromium gives the focus back without the caret.
      const field = document.activeElement;
      field.blur();
      field.focus();
      resolve(isSignedIn);
    };
    form.onsubmit = async (event) => {
      event.preventDefault();
      const button = form.querySelector(".primary");
      button.disabled = true;
      const answer = await post(form.action, Object.fromEntries(new FormData(form)));
      button.disabled = false;
      const problem = problemOf(answer, form.action);
      if (!problem) return end(true);
      say(problem, answer.wait);
      password.select();
    };
    form.querySelector("[data-do=stay]").onclick = () => end(false);
    dialog.onclose = () => end(false);
    say("");
    dialog.showModal();
    password.focus();
  });
}
