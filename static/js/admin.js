// Ask before the user leaves a form of the admin with unsaved changes.

const form = document.querySelector("#content-main form[method=post]")
const version = form?.querySelector("[name=_version]")

if (version) {
  const written = () => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]))
  let sent = false
  let saved

  // After the scripts that set up fields. Text that was shown again unsaved counts as changed.
  const begin = () => { saved = "unsaved" in version.dataset ? null : written() }
  document.readyState === "complete" ? begin() : addEventListener("load", () => setTimeout(begin))

  form.addEventListener("submit", () => { sent = true })
  addEventListener("pageshow", () => { sent = false })
  addEventListener("beforeunload", event => {
    if (!sent && saved !== undefined && written() !== saved) event.preventDefault()
  })
}
