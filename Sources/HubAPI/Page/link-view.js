import { setText, show } from "./dom.js"
import { clock } from "./format.js"

const byID = (id) => document.getElementById(id)

/** Says whether the page is connected, since when it is not, and when it tries again. */
export class LinkView {
  #pill = byID("link")
  #banner = byID("lost")
  #since = null
  #wasOpen = false
  #nextTry = 0
  #ticking = null

  update(link) {
    const isOpen = link.state === "open"
    document.body.dataset.link = link.state
    document.title = isOpen ? "Loquat" : "Loquat (not connected)"
    setText(this.#pill, isOpen ? "Live" : "Not connected")
    this.#pill.dataset.level = isOpen ? "good" : "bad"
    if (isOpen) this.#reconnected()
    else this.#lost(link)
  }

  #reconnected() {
    this.#wasOpen = true
    clearInterval(this.#ticking)
    this.#ticking = null
    this.#since = null
    setText(byID("lost-text"), "")
    show(this.#banner, false)
  }

  #lost({ problem, wait }) {
    this.#since ??= new Date()
    show(this.#banner, true)
    // Said once for each reason and not at each try: it is read aloud.
    const reason = problem.replace(/\.$/u, "")
    const told = this.#wasOpen
      ? `Not connected since ${clock(this.#since)}: ${reason}. What you see is from before.`
      : `Not connected: ${reason}.`
    setText(byID("lost-text"), told)
    this.#nextTry = Date.now() + wait
    this.#ticking ??= setInterval(() => this.#tick(), 500)
    this.#tick()
  }

  #tick() {
    const seconds = Math.ceil((this.#nextTry - Date.now()) / 1000)
    setText(byID("lost-next"), seconds > 0 ? `Trying again in ${seconds} s.` : "Trying again …")
  }
}
