// Keep the page of an import up to date while it is at work.

const PAUSE = 1000 // milliseconds
const box = () => document.querySelector("#import-run")

// While it is at work only these change, so that a button keeps the focus.
function refresh(next) {
  if (!next.dataset.atWork) return box().replaceWith(next)
  for (const part of [".run-state", ".run-progress"]) {
    const [old, fresh] = [box().querySelector(part), next.querySelector(part)]
    if (old.innerHTML !== fresh.innerHTML) old.innerHTML = fresh.innerHTML
  }
}

async function look() {
  try {
    const answer = await fetch(location.href)
    if (answer.redirected) return location.reload() // to sign in
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html")
      refresh(page.querySelector("#import-run"))
    }
  } catch {
    // The server may be starting again: the next look finds it.
  }
  if (box().dataset.atWork) setTimeout(look, PAUSE)
}

setTimeout(look, PAUSE)
