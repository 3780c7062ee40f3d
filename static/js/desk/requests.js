// POST requests of the desk, answered in JSON.

const TIMEOUT = 30_000;
// Browsers refuse longer bodies of requests that outlive the page.
const LONGEST_KEEPALIVE = 60_000;

const tokens = () => document.querySelectorAll("[name=csrfmiddlewaretoken]");

function size(values) {
  return new Blob(Object.values(values)).size;
}

async function request(address, values, options) {
  const body = new FormData();
  for (const [name, value] of Object.entries(values)) body.append(name, value);
  const { user } = document.querySelector("[data-user]").dataset; // another one may have signed in since
  const headers = { Accept: "application/json", "X-CSRFToken": tokens()[0].value, "X-User": user };
  const keepalive = size(values) < LONGEST_KEEPALIVE;
  const signal = AbortSignal.timeout(TIMEOUT);
  const response = await fetch(address, { method: "POST", body, headers, keepalive, signal, ...options });
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const wait = Number(response.headers.get("Retry-After")) || 0;
  return { status: response.status, type: response.type, wait, ...(isJson ? await response.json() : {}) };
}

/**
 * Send the values, and return `status`, which is 0 without an answer, with what the answer says.
 *
 * Signing in makes the CSRF token of the page old: then it is renewed, also in the page's forms.
 */
export async function post(address, values, options = {}) {
  try {
    const answer = await request(address, values, options);
    if (answer.reason !== "token") return answer;
    for (const field of tokens()) field.value = answer.token;
    return await request(address, values, options);
  } catch {
    return { status: 0 };
  }
}
