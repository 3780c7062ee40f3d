// POST requests of the desk, answered in JSON.

const TIMEOUT = 30_000;
// Browsers refuse longer bodies of requests that outlive the page.
const LONGEST_KEEPALIVE = 60_000;

const tokens = () => document.querySelectorAll("[name=csrfmiddlewaretoken]");

function size(values) {
  return new Blob(Object.values(values)).size;
}

function headersOf() {
  const { user } = document.querySelector("[data-user]").dataset; // another one may have signed in since
  return { Accept: "application/json", "X-CSRFToken": tokens()[0].value, "X-User": user };
}

function bodyOf(values) {
  const body = new FormData();
  for (const [name, value] of Object.entries(values)) body.append(name, value);
  return body;
}

async function request(address, body, options) {
  const headers = headersOf();
  const signal = AbortSignal.timeout(TIMEOUT);
  const response = await fetch(address, { method: "POST", body, headers, signal, ...options });
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const wait = Number(response.headers.get("Retry-After")) || 0;
  return { status: response.status, type: response.type, wait, ...(isJson ? await response.json() : {}) };
}

/**
 * Send the values, and return `status`, which is 0 without an answer, with what the answer says.
 *
 * Signing in makes the CSRF token of the page old: then it is renewed, also in the page's forms.
 */
export function post(address, values, options = {}) {
  const keepalive = size(values) < LONGEST_KEEPALIVE;
  return withNewToken(() => request(address, bodyOf(values), { keepalive, ...options }));
}

/** The same for what a form has. Its own CSRF token is left out: the request has a newer one. */
export function postForm(address, body, options) {
  body.delete("csrfmiddlewaretoken");
  return withNewToken(() => request(address, body, options));
}

async function withNewToken(send) {
  try {
    const answer = await send();
    if (answer.reason !== "token") return answer;
    for (const field of tokens()) field.value = answer.token;
    return await send();
  } catch {
    return { status: 0 };
  }
}

/** Send a file, and tell how many bytes have left. `fetch` does not tell that in all browsers. */
export function postFile(address, file, { progress, signal }) {
  return withNewToken(() => requestWithProgress(address, file, progress, signal));
}

function requestWithProgress(address, file, progress, signal) {
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append("file", file, file.name);
  request.open("POST", address);
  for (const [name, value] of Object.entries(headersOf())) request.setRequestHeader(name, value);
  request.upload.onprogress = ({ loaded, total }) => progress(loaded / total);
  signal.addEventListener("abort", () => request.abort());
  return new Promise((resolve, reject) => {
    request.onload = () => resolve({ status: request.status, ...answerOf(request) });
    request.onerror = request.onabort = reject;
    request.send(body);
  });
}

/** What the server says; nothing if somebody in between has answered. */
function answerOf(request) {
  const isJson = request.getResponseHeader("Content-Type")?.startsWith("application/json");
  return isJson ? JSON.parse(request.responseText) : {};
}
