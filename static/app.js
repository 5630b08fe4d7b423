// What the pages need beside GOV.UK Frontend and htmx. Every page works without it.
import { initAll } from "./vendor/govuk-frontend-6.3.0/govuk-frontend.min.js"

document.body.classList.add("js-enabled", "govuk-frontend-supported")
initAll()

const form = document.querySelector("form.app-answer-form")
if (form) keepAnswers(form)
for (const box of document.querySelectorAll(".app-comment")) takeComments(box)
const search = document.querySelector("form.app-search")
if (search) keepSearching(search)

function keepAnswers(form) {
  const saved = document.getElementById("saved")
  const problem = document.getElementById("problem")
  const number = form.elements.change_number
  let submitted = 0
  let hasFreshToken = false

  // Numbers the changes, so that an older save that arrives late does not undo a newer one.
  // In the capture phase, before htmx reads the form.
  form.addEventListener("input", () => { number.value = Number(number.value) + 1 }, true)
  form.addEventListener("submit", () => { submitted = Number(number.value) })

  // Leaving in mid-sentence: what the server has not answered yet goes along.
  addEventListener("pagehide", () => {
    const answered = Number(saved.querySelector("input").dataset.change)
    if (Number(number.value) > Math.max(submitted, answered)) navigator.sendBeacon(form.action, new FormData(form))
  })

  const send = () => form.dispatchEvent(new Event("change"))
  // The line is replaced, and the hidden row version in it stays.
  const say = (text) => saved.replaceChildren(saved.querySelector("input"), text)

  // Heard on the form: a comment that is sent from below it says nothing about the answer.
  form.addEventListener("htmx:after:swap", (event) => {
    const { response } = event.detail.ctx
    if (!response.headers.has("HX-Retarget")) {
      hasFreshToken = false
      return problem.replaceChildren()
    }
    say("Not saved. Read the message at the top of this page.")
    // Signed in again in another tab: the token of that session comes with the refusal, and the change is sent again.
    const token = problem.querySelector("input[name=csrf_token]")
    if (response.status !== 400 || !token || hasFreshToken) return
    hasFreshToken = true
    form.elements.csrf_token.value = token.value
    send()
  })
  // Back from signing in, or from waiting: try again at once.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && problem.hasChildNodes()) send()
  })
  form.addEventListener("htmx:error", () => {
    say("Not saved: the server cannot be reached. Keep this page open; it tries again with your next change.")
  })
}

function takeComments(box) {
  const problem = document.getElementById("problem")
  const say = (...nodes) => box.querySelector("[role=alert]").replaceChildren(...nodes)

  box.addEventListener("htmx:after:swap", ({ target, detail }) => {
    if (!detail.ctx.response.headers.has("HX-Retarget")) {
      // An answer on the same page clears the message itself, once it is saved.
      if (!form) problem.replaceChildren()
      return initAll({ scope: box })
    }
    // A refusal is said where the person is, too, and what it brings for the next try goes into the form.
    const token = problem.querySelector("input[name=csrf_token]")
    if (token && target.elements) target.elements.csrf_token.value = token.value
    say(...[...problem.childNodes].map((node) => node.cloneNode(true)))
  })
  box.addEventListener("htmx:error", () => {
    say("The server cannot be reached. What you typed is still here: try again in a moment.")
  })
}

function keepSearching(search) {
  const problem = document.getElementById("problem")
  let isChanging = false

  // Beside what is found there is room for the filters; on a phone they stay folded away.
  if (matchMedia("(min-width: 40.0625em)").matches) search.querySelector("details").open = true
  // An answer that comes while somebody goes on changing is overtaken: it would undo the change.
  search.addEventListener("input", () => { isChanging = true })
  search.addEventListener("htmx:before:request", () => { isChanging = false })
  search.addEventListener("htmx:before:swap", (event) => { if (isChanging) event.preventDefault() })
  search.addEventListener("htmx:after:swap", ({ detail }) => {
    if (!detail.ctx?.response.headers.has("HX-Retarget")) problem.replaceChildren()
  })
  search.addEventListener("htmx:error", ({ detail }) => {
    // A request that a newer one replaces ends in an error of its own.
    if (detail.error?.name === "AbortError" || isChanging) return
    problem.replaceChildren("The server cannot be reached. Press “Search” to try again.")
  })
}
