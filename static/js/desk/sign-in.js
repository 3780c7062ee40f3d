// Signing in again without leaving the page.

import { post } from "./requests.js";

const SIGNED_IN = "opaqueredirect"; // the sign-in page redirects after a success

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
      const answer = await post(form.action, Object.fromEntries(new FormData(form)), { redirect: "manual" });
      button.disabled = false;
      if (answer.type === SIGNED_IN) return end(true);
      if (answer.status === 429) say("wait", answer.wait);
      else say(answer.status === 200 ? "wrong" : "offline");
      password.select();
    };
    form.querySelector("[data-do=stay]").onclick = () => end(false);
    dialog.onclose = () => end(false);
    say("");
    dialog.showModal();
    password.focus();
  });
}
