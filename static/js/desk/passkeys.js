// Passkeys: asks the browser for one, and sends with the form what it answers.

let asked = new AbortController();

/** What the server wants to know: in the page, or for signing in, fetched when it is needed. */
async function optionsOf(form, signal) {
  if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey;
  const answer = await fetch(form.action, { headers: { Accept: "application/json" }, signal });
  return (await answer.json()).request_options.publicKey;
}

/** Only one question may be open: that of the field for the name ends when a button is pressed. */
async function credential(form, mediation) {
  asked.abort();
  asked = new AbortController();
  const { signal } = asked;
  const options = await optionsOf(form, signal);
  if (form.dataset.passkey === "get")
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), mediation, signal });
  // The device finds it without a name, and asks for a finger, a face or a PIN.
  options.authenticatorSelection = { ...options.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options), signal });
}

async function send(form, mediation) {
  const answer = await credential(form, mediation);
  form.elements.credential.value = JSON.stringify(answer.toJSON());
  form.submit();
}

async function press(event) {
  const form = event.currentTarget;
  event.preventDefault();
  const problem = form.querySelector(".problem");
  problem.hidden = true;
  try {
    await send(form);
  } catch {
    problem.hidden = false;
  }
}

async function begin(form) {
  form.hidden = false;
  form.addEventListener("submit", press);
  if (form.dataset.options || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  await send(form, "conditional").catch(() => {}); // a button was pressed instead
}

// An answer that comes after the password was accepted would put an older session in its place.
document.addEventListener("submit", ({ target }) => target.matches("[data-passkey]") || asked.abort());

// Older browsers know passkeys, but not how to write them as JSON. They get the other ways.
if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) document.querySelectorAll("[data-passkey]").forEach(begin);
