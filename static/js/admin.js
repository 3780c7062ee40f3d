// Leaving a page of the admin with text that is not saved asks first.

const form = document.querySelector("#content-main form[method=post]")
const version = form?.querySelector("[name=_version]")

if (version) {
  const written = () => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]))
  let sent = false
  let saved

  // Other scripts set up their fields first. What came back unsaved is unsaved from the beginning.
  const begin = () => { saved = "unsaved" in version.dataset ? null : written() }
  document.readyState === "complete" ? begin() : addEventListener("load", () => setTimeout(begin))

  form.addEventListener("submit", () => { sent = true })
  addEventListener("pageshow", () => { sent = false })
  addEventListener("beforeunload", event => {
    if (!sent && saved !== undefined && written() !== saved) event.preventDefault()
  })
}
