// Go to the first field of a form of the admin that was refused, and to the others by their links.

const links = [...document.querySelectorAll(".form-errors a")]

// What one sees of a field: select2 hides a select and stands behind it.
const shown = (field) => field.parentElement.querySelector(".select2-selection") ?? field

function goTo(link) {
  const field = document.getElementById(link.hash.slice(1))
  if (!field) return
  for (let box = field.closest("details"); box; box = box.parentElement.closest("details")) box.open = true
  shown(field).scrollIntoView({ block: "center" })
  shown(field).focus({ preventScroll: true })
}

for (const link of links) {
  link.addEventListener("click", (event) => {
    event.preventDefault()
    goTo(link)
  })
}

// After the scripts that set up fields.
const begin = () => goTo(links[0])
if (document.readyState === "complete") begin()
else addEventListener("load", () => setTimeout(begin))
