import { TurnText } from "./turn-text.js"

/** The states in which a turn is over. `lost`: it ended while nobody was connected, and the hub no longer knows how. */
const over = new Set(["interrupted", "finished", "failed", "lost"])

/** How many turns are kept that are over; the oldest go first. Those under way are all kept: the hub limits them. */
const kept = 24

/** The latest turns of all sessions, as the hub's events tell them. */
export class Turns {
  #turns = new Map()
  #count = 0

  /** All that are known, the newest first. */
  get newestFirst() {
    return [...this.#turns.values()].sort((one, other) => other.order - one.order)
  }

  /** Those that are not over, the newest first. */
  get underWay() {
    return this.newestFirst.filter((turn) => !turn.isOver)
  }

  /**
   * Takes one of the hub's events. False: what it tells does not fit to what is known, so something was missed, and only a
   * snapshot helps.
   */
  take(event) {
    switch (event.type) {
      case "snapshot":
        this.#replace(event)
        return true
      case "turn":
        this.#open(event, event.text)
        return true
      case "token":
        return this.#write(event)
      case "heard":
        return this.#change(event, (turn) => {
          turn.text.hear(event.end)
          turn.ahead = event.ahead_ms
          turn.trouble = event.trouble ?? null
        })
      case "phrase":
        return this.#change(event, (turn) => {
          // The hub tells its own figure of this when the answer is over.
          if (event.phrase === 0 && !turn.isFromSnapshot) turn.latencies.first_phrase_ms ??= new Date(event.time) - turn.since
        })
      case "state":
        return this.#change(event, (turn) => enter(turn, event))
      case "interrupted":
        return this.#change(event, (turn) => {
          turn.heardWords = event.heard ?? turn.heardWords
          turn.silence = event.silence_ms ?? turn.silence
        })
      case "failed":
        return this.#change(event, (turn) => {
          turn.failures = [...turn.failures.slice(-4), event]
        })
      case "command":
        return this.#change(event, (turn) => {
          turn.command = event
        })
      default:
        return true
    }
  }

  #write({ session, turn: number, start, text }) {
    const turn = this.#turns.get(key(session, number))
    if (!turn) return false
    // The hub keeps only so much of a very long answer: what its own snapshot lacks comes by no other.
    if (turn.isFromSnapshot) turn.text.skip(start)
    return turn.text.append(start, text)
  }

  #find({ session, turn }) {
    return this.#turns.get(key(session, turn))
  }

  #change(event, change) {
    const turn = this.#find(event)
    // One that is not known any more ended long ago: nothing of its text is missed.
    if (turn) change(turn)
    return true
  }

  #open(event, asked) {
    const known = this.#find(event)
    if (known) return known
    const turn = {
      key: key(event.session, event.turn),
      session: event.session,
      turn: event.turn,
      kind: event.kind,
      asked: asked ?? "",
      output: event.output ?? null,
      order: (this.#count += 1),
      since: new Date(event.time ?? Date.now()),
      state: "waiting",
      isOver: false,
      reason: null,
      text: new TurnText(),
      isFromSnapshot: false,
      ahead: null,
      trouble: null,
      heardWords: null,
      silence: null,
      failures: [],
      command: null,
      latencies: {},
    }
    // No model writes it: what is to be said is the text, and the hub's tokens of it only repeat it.
    if (turn.kind === "say") turn.text.append(0, turn.asked)
    this.#turns.set(turn.key, turn)
    this.#forgetOldest()
    return turn
  }

  #replace(snapshot) {
    const named = new Set(snapshot.turns.map((turn) => key(turn.session, turn.turn)))
    for (const turn of this.#turns.values()) {
      if (!turn.isOver && !named.has(turn.key)) endUnseen(turn, snapshot.sessions)
    }
    for (const told of snapshot.turns) {
      const turn = this.#open(told, told.question ?? (told.kind === "say" ? told.text : undefined))
      // What was known may be from before a gap. But a hub that was restarted may know less than was seen here.
      if (!turn.text.text.startsWith(told.text)) turn.text = new TurnText()
      turn.text.append(0, told.text)
      turn.isFromSnapshot = true
      turn.text.hear(told.heard_end ?? 0)
      enter(turn, { state: told.state, reason: turn.trouble })
    }
  }

  #forgetOldest() {
    const ended = this.newestFirst.filter((turn) => turn.isOver)
    for (const turn of ended.slice(kept)) this.#turns.delete(turn.key)
  }
}

const key = (session, turn) => `${turn} ${session}`

function enter(turn, event) {
  turn.state = event.state
  turn.isOver = over.has(event.state)
  turn.reason = event.reason ?? null
  if (!turn.isOver) turn.trouble = event.reason ?? null
  for (const name of ["first_token_ms", "first_phrase_ms", "first_sound_ms"]) {
    if (event[name] !== undefined) turn.latencies[name] = event[name]
  }
  if (!turn.isOver) return
  turn.text.silence()
  turn.ahead = null
  turn.trouble = null
}

/** A turn ended while nobody listened: its session may still know how. */
function endUnseen(turn, sessions) {
  const session = sessions.find((one) => one.session === turn.session && one.turn === turn.turn)
  const isKnown = session && over.has(session.state)
  enter(turn, { state: isKnown ? session.state : "lost", reason: session?.reason })
  if (isKnown) turn.heardWords = session.heard ?? turn.heardWords
}
