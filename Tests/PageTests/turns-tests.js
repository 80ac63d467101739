import { equal, test } from "./checks.js"
import { Turns } from "/turns.js"

const id = { session: "kitchen", turn: 1 }
const asked = { type: "turn", ...id, kind: "ask", text: "Why?", time: "2026-01-01T00:00:00.000Z" }
const token = (start, text) => ({ type: "token", ...id, start, text })
const state = (name, more = {}) => ({ type: "state", ...id, state: name, ...more })
const snapshot = (turns, sessions = []) => ({ type: "snapshot", time: asked.time, turns, sessions })
const pictured = (more) => ({ ...id, kind: "ask", question: "Why?", text: "", state: "speaking", heard_end: 0, phrases: [], ...more })

function told(...events) {
  const turns = new Turns()
  const fits = events.map((event) => turns.take(event))
  return { turns, fits, first: turns.newestFirst[0] }
}

test("a turn is followed from its question to its end", () => {
  const heard = { type: "heard", ...id, phrase: 0, end: 3, ahead_ms: 900 }
  const { first } = told(asked, state("thinking"), token(0, "Just because."), state("speaking", { first_sound_ms: 340 }), heard)
  equal([first.state, first.asked, first.ahead, first.text.parts.current], ["speaking", "Why?", 900, "Just"])
  equal(first.latencies, { first_sound_ms: 340 })
})

test("the first phrase is timed as it leaves, until the hub tells its own figure", () => {
  const phrase = { type: "phrase", ...id, phrase: 0, text: "Just", time: "2026-01-01T00:00:00.310Z" }
  const later = { ...phrase, phrase: 1, time: "2026-01-01T00:00:01.000Z" }
  equal(told(asked, phrase, later).first.latencies, { first_phrase_ms: 310 })
  equal(told(asked, phrase, state("finished", { first_phrase_ms: 305 })).first.latencies, { first_phrase_ms: 305 })
  equal(told(snapshot([pictured({})]), phrase).first.latencies, {})
})

test("a turn that is over has no word lit and no sound ahead", () => {
  const heard = { type: "heard", ...id, phrase: 0, end: 3, ahead_ms: 900 }
  const { first } = told(asked, token(0, "Just because."), heard, state("interrupted", { reason: "user_request" }))
  equal([first.isOver, first.ahead, first.text.parts.current, first.reason], [true, null, "", "user_request"])
})

test("what is said as it stands is its own text, and tokens that repeat it change nothing", () => {
  const { first } = told({ ...asked, kind: "say", text: "The tea is ready." }, token(0, "The tea is ready."))
  equal(first.text.text, "The tea is ready.")
})

test("a missed token asks for a snapshot, and so does a turn that nobody told of", () => {
  equal(told(asked, token(0, "Just "), token(9, "then")).fits, [true, true, false])
  equal(told(token(0, "Just")).fits, [false])
})

test("a late word about a turn that is forgotten asks for nothing", () => {
  equal(told(state("finished")).fits, [true])
})

test("a snapshot brings the turns under way with what was heard of them", () => {
  const { first } = told(snapshot([pictured({ text: "Just because.", heard_end: 4 })]))
  equal([first.state, first.asked, first.text.parts.current], ["speaking", "Why?", "Just"])
})

test("a snapshot fills what was missed", () => {
  const { first, fits } = told(asked, token(0, "Just "), snapshot([pictured({ text: "Just because" })]), token(12, "."))
  equal([first.text.text, fits.at(-1)], ["Just because.", true])
})

test("a hub that was restarted and knows less of a text takes nothing away", () => {
  const { first } = told(asked, token(0, "Just because."), snapshot([pictured({ text: "Just", question: undefined })]))
  equal([first.text.text, first.asked], ["Just because.", "Why?"])
})

test("what the hub itself does not keep of a long text is not asked for again and again", () => {
  const { first, fits } = told(snapshot([pictured({ text: "Once" })]), token(40, " and again"))
  equal([fits.at(-1), first.text.text.endsWith(" and again")], [true, true])
})

test("a turn that ended while nobody was connected ends as its session says", () => {
  const sessions = [{ ...id, state: "interrupted", reason: "user_request", heard: "Just" }]
  const { first } = told(asked, token(0, "Just because."), snapshot([], sessions))
  equal([first.state, first.reason, first.heardWords], ["interrupted", "user_request", "Just"])
})

test("a turn that ended unseen, and that no session knows, is said to be over and no more", () => {
  equal(told(asked, snapshot([])).first.state, "lost")
})

test("what is kept of turns that are over has a limit", () => {
  const turns = new Turns()
  for (let turn = 1; turn <= 100; turn += 1) {
    turns.take({ ...asked, turn })
    turns.take({ ...state("finished"), turn })
  }
  equal([turns.newestFirst.length <= 25, turns.newestFirst[0].turn], [true, 100])
})

test("a turn under way is kept however many have ended since", () => {
  const turns = new Turns()
  turns.take({ ...asked, session: "bath" })
  for (let turn = 1; turn <= 100; turn += 1) {
    turns.take({ ...asked, turn })
    turns.take({ ...state("finished"), turn })
  }
  equal(turns.underWay.map((turn) => turn.session), ["bath"])
})
