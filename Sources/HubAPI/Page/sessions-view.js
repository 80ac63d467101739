import { element, keyed, setText, show } from "./dom.js"
import { duration } from "./format.js"
import { shortSession } from "./turn-view.js"

const underWay = new Set(["waiting", "thinking", "speaking"])
const levels = { failed: "bad", interrupted: "unknown", idle: "unknown" }

/** Every session that the hub knows, with what can be done about it. */
export class SessionsView {
  #list = document.getElementById("sessions")
  #none = document.getElementById("sessions-none")
  #actions

  /** `actions`: `onContinue(session)`, `onStop(session)` and `onForget(session)`. */
  constructor(actions) {
    this.#actions = actions
  }

  update(sessions) {
    keyed(this.#list, sessions, (one) => one.session, (one) => new SessionRow(one.session, this.#actions))
    show(this.#none, sessions.length === 0)
  }
}

class SessionRow {
  #state = element("span", { className: "state" })
  #heard = element("p", { className: "heard", dir: "auto" })
  #detail = element("p", { className: "detail" })
  #stop

  constructor(session, { onContinue, onStop, onForget }) {
    const short = shortSession(session)
    const name = element("span", { className: "name", textContent: short, title: session })
    const button = (label, action) => {
      const node = element("button", { type: "button", className: "quiet", textContent: label })
      node.setAttribute("aria-label", `${label}: session ${short}`)
      node.addEventListener("click", () => action(session))
      return node
    }
    this.#stop = button("Stop", onStop)
    const actions = element(
      "div",
      { className: "actions" },
      button("Go on in it", onContinue),
      this.#stop,
      button("Forget", onForget),
    )
    const head = element("div", { className: "head" }, name, this.#state)
    this.node = element("li", {}, head, this.#heard, this.#detail, actions)
  }

  update(session) {
    const isUnderWay = underWay.has(session.state)
    this.node.dataset.level = levels[session.state] ?? "good"
    setText(this.#state, session.state)
    setText(this.#heard, session.heard ? `“${ending(session.heard)}”` : "")
    setText(this.#detail, facts(session))
    show(this.#heard, Boolean(session.heard))
    show(this.#stop, isUnderWay)
  }
}

function facts(session) {
  const facts = [session.turn === 0 ? "no turn yet" : `turn ${session.turn}`, `${duration(session.age_ms)} old`]
  if (session.buffered_ms !== undefined) facts.push(`${duration(session.buffered_ms)} of sound ready`)
  if (session.arm !== undefined) facts.push(`arm ${session.arm}`)
  if (session.output !== undefined) facts.push(`→ ${session.output}`)
  if (session.reason !== undefined) facts.push(session.reason)
  return facts.join(" · ")
}

function ending(heard) {
  const words = heard.trim()
  const scalars = [...words]
  return scalars.length > 90 ? `… ${scalars.slice(-88).join("").replace(/^\S*\s/u, "")}` : words
}
