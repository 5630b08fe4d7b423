// What the pages need beside GOV.UK Frontend and htmx. Every page works without it.
import { initAll } from "./vendor/govuk-frontend-6.3.0/govuk-frontend.min.js"

document.body.classList.add("js-enabled", "govuk-frontend-supported")
initAll()

const form = document.querySelector("form.app-answer-form")
if (form) keepAnswers(form)

function keepAnswers(form) {
  const saved = document.getElementById("saved")
  let isUnsent = false

  // Numbers the changes, so that an older save that arrives late does not undo a newer one.
  // In the capture phase, before htmx reads the form.
  const count = () => {
    form.elements.change_number.value = Number(form.elements.change_number.value) + 1
    isUnsent = true
  }
  form.addEventListener("input", count, true)
  form.addEventListener("submit", () => { isUnsent = false })

  // Leaving in mid-sentence: what is typed and not yet sent goes along.
  addEventListener("pagehide", () => {
    if (isUnsent) navigator.sendBeacon(form.action, new FormData(form))
  })

  document.addEventListener("htmx:after:swap", () => { isUnsent = false })
  document.addEventListener("htmx:error", () => {
    saved.textContent = "Not saved: the server cannot be reached. Keep this page open; it tries again with your next change."
  })
}
