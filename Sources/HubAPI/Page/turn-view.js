import { element, keyed, setText, show } from "./dom.js"
import { clock, duration } from "./format.js"

const stateNames = {
  waiting: "Waiting",
  thinking: "Thinking",
  speaking: "Speaking",
  interrupted: "Stopped",
  finished: "Finished",
  failed: "Failed",
  lost: "Ended",
}

/** How much sound fills the bar, in milliseconds: as much as the hub makes ahead, unless it is told otherwise. */
const fullBuffer = 10_000

/** A turn as it goes on: what was asked, the answer with the voice in it, and what there is to know. */
export class TurnView {
  #turn
  #state = element("span", { className: "chip" })
  #asked = element("h3", { className: "asked", dir: "auto", tabIndex: -1 })
  #answer = new AnswerText()
  #notes = element("ul", { className: "notes" })
  #facts = element("p", { className: "facts" })
  #buffer = new BufferBar()
  #stop

  constructor(turn, { onStop }) {
    this.#stop = element("button", { type: "button", className: "quiet", textContent: "Stop" })
    this.#stop.addEventListener("click", () => onStop(this.#turn))
    const id = `turn-${turn.order}`
    this.#asked.id = id
    const meta = element("p", { className: "meta" }, this.#state, element("span", { textContent: origin(turn) }))
    this.node = element(
      "article",
      { className: "turn", "aria-labelledby": id },
      element("header", {}, meta, this.#stop),
      this.#asked,
      this.#answer.node,
      this.#buffer.node,
      this.#notes,
      this.#facts,
    )
  }

  update(turn) {
    this.#turn = turn
    this.node.dataset.state = turn.state
    setText(this.#state, stateNames[turn.state])
    setText(this.#asked, turn.kind === "say" ? "To be said as it stands" : turn.asked || "A question from before")
    this.#answer.update(turn)
    this.#buffer.update(turn)
    showNotes(this.#notes, turn)
    setText(this.#facts, facts(turn))
    show(this.#facts, this.#facts.textContent !== "")
    this.#stop.setAttribute("aria-label", `Stop: ${turn.asked || turn.session}`)
    // Who has just stopped it by the keyboard goes on from here, and not from the top of the page.
    if (turn.isOver && document.activeElement === this.#stop) this.#asked.focus()
    show(this.#stop, !turn.isOver)
  }

  /** Keeps the word that is being spoken in sight. */
  follow() {
    this.#answer.follow()
  }
}

/** A turn that is over, in one line that opens. */
export class PastTurnView {
  #title = element("span", { className: "title", dir: "auto" })
  #state = element("span", { className: "chip" })
  #answer = new AnswerText()
  #notes = element("ul", { className: "notes" })
  #facts = element("p", { className: "facts" })

  constructor() {
    this.node = element(
      "details",
      { className: "past" },
      element("summary", {}, this.#title, this.#state),
      this.#answer.node,
      this.#notes,
      this.#facts,
    )
  }

  update(turn) {
    this.node.dataset.state = turn.state
    setText(this.#title, turn.asked || "A question from before")
    setText(this.#state, stateNames[turn.state])
    this.#answer.update(turn)
    showNotes(this.#notes, turn)
    setText(this.#facts, [origin(turn), facts(turn)].filter(Boolean).join(" · "))
  }
}

/** The answer in three pieces: heard, being heard, and to come. */
class AnswerText {
  #heard = element("span", { className: "heard" })
  #word = element("mark", {})
  #ahead = element("span", { className: "ahead" })
  #isFollowed = true
  #lastTop = 0

  constructor() {
    this.node = element("p", { className: "answer", dir: "auto" }, this.#heard, this.#word, this.#ahead)
    // Who scrolls back reads there: the page follows again from where the voice is in sight.
    this.node.addEventListener("scroll", () => {
      if (this.node.scrollTop < this.#lastTop - 4) this.#isFollowed = false
      else if (this.#isInSight()) this.#isFollowed = true
      this.#lastTop = this.node.scrollTop
    })
  }

  update(turn) {
    const { heard, current, ahead } = turn.text.parts
    setText(this.#heard, heard)
    setText(this.#word, current)
    show(this.#word, current !== "")
    setText(this.#ahead, ahead)
    show(this.node, turn.text.text !== "")
    // Only what can be scrolled is a stop on the keyboard's way.
    const scrolls = this.node.scrollHeight > this.node.clientHeight + 1
    if (scrolls === (this.node.tabIndex === 0)) return
    if (scrolls) {
      this.node.tabIndex = 0
      this.node.setAttribute("role", "region")
      this.node.setAttribute("aria-label", "The answer")
    } else {
      this.node.removeAttribute("tabindex")
      this.node.removeAttribute("role")
      this.node.removeAttribute("aria-label")
    }
  }

  follow() {
    // A turned tablet scrolls, too: the voice itself comes back into sight.
    if (!this.#isFollowed && this.#isInSight()) this.#isFollowed = true
    if (!this.#isFollowed || this.node.scrollHeight <= this.node.clientHeight + 1) return
    const word = this.#place()
    const room = this.node.clientHeight
    if (word.bottom > room * 0.8 || word.top < 0) this.node.scrollTop += word.top - room * 0.35
    this.#lastTop = this.node.scrollTop
  }

  #place() {
    const anchor = this.#word.hidden ? this.#heard : this.#word
    const box = this.node.getBoundingClientRect()
    const word = anchor.getClientRects()
    const last = word[word.length - 1] ?? box
    return { top: last.top - box.top, bottom: last.bottom - box.top }
  }

  #isInSight() {
    const { top, bottom } = this.#place()
    return top >= 0 && bottom <= this.node.clientHeight
  }
}

/** The sound that is there and not heard yet. */
class BufferBar {
  #bar = element("span", { className: "fill" })
  #text = element("span", { className: "ahead-of-ear" })

  constructor() {
    this.node = element(
      "p",
      { className: "buffer" },
      element("span", { className: "track", "aria-hidden": "true" }, this.#bar),
      this.#text,
    )
  }

  update(turn) {
    const ahead = turn.ahead
    show(this.node, ahead !== null)
    if (ahead === null) return
    this.#bar.style.setProperty("width", `${Math.min(100, (ahead / fullBuffer) * 100).toFixed(1)}%`)
    setText(this.#text, `${duration(ahead)} of sound ready`)
  }
}

function showNotes(list, turn) {
  const notes = notesOf(turn)
  keyed(list, notes, (note) => note, (note) => {
    const node = element("li", { textContent: note, dir: "auto" })
    return { node, update() {} }
  })
  show(list, notes.length > 0)
}

function notesOf(turn) {
  const notes = turn.failures.map((failure) => failure.message)
  if (turn.trouble) notes.push(turn.trouble)
  if (turn.command) notes.push(commandNote(turn.command))
  if (turn.state === "interrupted") notes.push(interruptNote(turn))
  if (turn.state === "failed" && turn.failures.length === 0) notes.push(`It failed: ${turn.reason ?? "no reason was given"}.`)
  if (turn.state === "lost") notes.push("It ended while this page was not connected.")
  return [...new Set(notes)]
}

function commandNote(command) {
  const told = (command.steps ?? [command]).map(({ intent, entities, outcome }) => {
    const what = [intent, ...Object.values(entities ?? {})].join(" ")
    return outcome ? `${what} (${outcome})` : what
  })
  return `Understood as a command: ${told.join(", ")}.`
}

const interruptReasons = {
  new_command: "by a new question",
  timeout: "because it took too long",
  error: "by a fault",
  shutdown: "because the hub was stopped",
}

function interruptNote(turn) {
  const by = interruptReasons[turn.reason] ? ` ${interruptReasons[turn.reason]}` : ""
  const silence = turn.silence === null ? "" : `, silent after ${duration(turn.silence)}`
  const words = (turn.heardWords ?? "").trim().split(/\s+/u).slice(-6).join(" ")
  return `Stopped${by}${silence}. ${words === "" ? "Nothing was heard." : `Heard up to “${words}”.`}`
}

function origin(turn) {
  const output = turn.output ? ` → ${turn.output}` : ""
  return `${turn.kind === "say" ? "Said in" : "Asked in"} ${shortSession(turn.session)}${output}, ${clock(turn.since)}`
}

function facts(turn) {
  const names = { first_token_ms: "first token", first_phrase_ms: "first phrase", first_sound_ms: "first sound" }
  return Object.entries(names)
    .filter(([name]) => turn.latencies[name] !== undefined)
    .map(([name, label]) => `${label} ${duration(turn.latencies[name])}`)
    .join(" · ")
}

/** A session's name for people: an id that the hub made is told by its beginning. */
export function shortSession(session) {
  return /^[0-9a-f]{32}$/u.test(session) ? session.slice(0, 6) : session
}
