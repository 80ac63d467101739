import { newSession, sessionPath } from "./api.js"
import { element, setText, show } from "./dom.js"
import { shortSession } from "./turn-view.js"

const byID = (id) => document.getElementById(id)

/** Where a person asks, and has something said. */
export class Composer {
  #api
  #form = byID("composer")
  #text = byID("text")
  #session = byID("session")
  #error = byID("composer-error")
  #send = byID("send")
  #known = []

  constructor(api) {
    this.#api = api
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.#submit()
    })
    this.#form.addEventListener("change", () => this.#fit())
    // What was refused is not what is being typed now.
    this.#form.addEventListener("input", () => setText(this.#error, ""))
    this.#text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return
      event.preventDefault()
      this.#form.requestSubmit()
    })
    this.#fit()
  }

  /** The sessions that can be gone on with. */
  offer(sessions) {
    const names = sessions.map((one) => one.session)
    // The one that was chosen stays, also where the hub has it no more: asking there begins it again.
    const chosen = this.#session.value
    if (chosen !== "" && !names.includes(chosen)) names.push(chosen)
    if (names.join("\n") === this.#known.join("\n")) return
    this.#known = names
    const options = names.map((name) => element("option", { value: name, textContent: shortSession(name) }))
    this.#session.replaceChildren(element("option", { value: "", textContent: "a new one" }), ...options)
    this.#session.value = chosen
  }

  /** Goes on in a session. */
  choose(session) {
    if (![...this.#session.options].some((option) => option.value === session)) this.offer([{ session }])
    this.#session.value = session
    this.#text.focus()
  }

  /** A session is gone: nothing goes on there. */
  leave(session) {
    if (this.#session.value === session) this.#session.value = ""
  }

  get #isSaying() {
    return this.#form.elements.mode.value === "say"
  }

  #fit() {
    const isSaying = this.#isSaying
    const isAnnouncing = isSaying && byID("priority").value === "announcement"
    setText(byID("text-label"), isSaying ? "What to say" : "Your question")
    this.#text.placeholder = isSaying ? "Say something as it stands" : "Ask something"
    setText(this.#send, isSaying ? "Say" : "Ask")
    for (const node of this.#form.querySelectorAll(".for-say")) show(node, isSaying)
    for (const node of this.#form.querySelectorAll(".for-announcement")) show(node, isAnnouncing)
  }

  async #submit() {
    const text = this.#text.value.trim()
    if (text === "" || this.#send.disabled) return
    this.#send.disabled = true
    setText(this.#error, "")
    try {
      if (this.#isSaying) await this.#say(text)
      // The next question is likely to be about this one's answer.
      else this.choose((await this.#ask(text)).session)
      if (this.#text.value.trim() === text) this.#text.value = ""
      this.#text.focus()
    } catch (refusal) {
      setText(this.#error, refusal.message)
      this.#text.focus()
    } finally {
      this.#send.disabled = false
    }
  }

  #ask(text) {
    const body = { text }
    if (this.#session.value !== "") body.session = this.#session.value
    return this.#api.send("POST", "sessions", body)
  }

  #say(text) {
    const body = { text, priority: byID("priority").value }
    if (body.priority === "announcement" && byID("manner").value !== "") body.manner = byID("manner").value
    return this.#api.send("POST", sessionPath(this.#session.value || newSession(), "/say"), body)
  }
}
