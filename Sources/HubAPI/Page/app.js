import { API, sessionPath } from "./api.js"
import { Composer } from "./composer.js"
import { keyed, setText, show } from "./dom.js"
import { duration } from "./format.js"
import { AdviceView, HealthView, ProcessesView } from "./hub-view.js"
import { HubStream } from "./hub-stream.js"
import { LatencyChart } from "./latency-chart.js"
import { LinkView } from "./link-view.js"
import { Reader } from "./reader.js"
import { SessionsView } from "./sessions-view.js"
import { TokenDialog } from "./token-dialog.js"
import { PastTurnView, TurnView } from "./turn-view.js"
import { Turns } from "./turns.js"

const byID = (id) => document.getElementById(id)

/** How many turns are drawn at once, under way and past; a hub with more is better watched by its metrics. */
const drawnNow = 8
const drawnEarlier = 12
const drawnBars = 10

/** How often the figures are asked for that come by no event, in milliseconds. */
const refreshInterval = 10_000

const api = new API()
const turns = new Turns()
const link = new LinkView()
const health = new HealthView()
const processes = new ProcessesView()
const advice = new AdviceView()
const reader = new Reader()
const chart = new LatencyChart(byID("latency-figure"), byID("latency-rows"))
const composer = new Composer(api)
const sessionsView = new SessionsView({
  onContinue: (session) => composer.choose(session),
  onStop: (session) => act("POST", sessionPath(session, "/interrupt"), {}),
  onForget: askToForget,
})
let sessions = []
let timed = []
let forgetting = null
let needsToken = false

const token = new TokenDialog((text) => {
  api.token = text
  stream.retryNow()
})

const stream = new HubStream({ request: api.request, onEvent: take, onLink: linkChanged })

function linkChanged(now) {
  link.update(now)
  needsToken = now.status === 401
  if (needsToken) token.ask({ again: api.hasToken, isWrong: api.hasToken })
  if (now.state === "open") refreshSoon()
}

/** Takes an event of the hub; false where only a snapshot helps. */
function take(event) {
  if (event.type === "snapshot") {
    health.update(event.health)
    processes.update(event.health.processes ?? [])
    sessions = event.sessions
  }
  if (event.type === "health") health.update(event)
  if (event.type === "processes") processes.update(event.processes)
  if (["turn", "state", "processes"].includes(event.type)) refreshSoon()
  const fits = turns.take(event)
  drawSoon()
  return fits
}

// Drawing: once a frame, however many events came.

let isDrawing = false

function drawSoon() {
  if (isDrawing) return
  isDrawing = true
  requestAnimationFrame(() => {
    isDrawing = false
    draw()
  })
}

function draw() {
  const all = turns.newestFirst
  const underWay = all.filter((turn) => !turn.isOver)
  const now = (underWay.length > 0 ? underWay : all.slice(0, 1)).slice(0, drawnNow)
  const earlier = all.filter((turn) => turn.isOver && !now.includes(turn)).slice(0, drawnEarlier)
  const views = keyed(byID("now"), now, (turn) => turn.key, (turn) => new TurnView(turn, { onStop: stopTurn }))
  for (const view of views) view.follow()
  keyed(byID("earlier-list"), earlier, (turn) => turn.key, () => new PastTurnView())
  show(byID("nothing"), all.length === 0)
  show(byID("earlier"), earlier.length > 0)
  reader.update(now[0] ?? null)
  drawSound(underWay)
  drawChart(all)
  sessionsView.update(sessions.map((session) => asHeard(session, underWay)))
  composer.offer(sessions)
}

/** A session as its turn under way is just now: the list is asked for seldom, and the voice goes on. */
function asHeard(session, underWay) {
  const turn = underWay.find((one) => one.session === session.session && one.turn === session.turn)
  if (!turn) return session
  const { heard, current } = turn.text.parts
  return { ...session, state: turn.state, heard: heard + current, buffered_ms: turn.ahead ?? undefined }
}

function drawSound(underWay) {
  const ahead = underWay.map((turn) => turn.ahead).filter((milliseconds) => milliseconds !== null)
  setText(byID("figure-ahead"), ahead.length === 0 ? "–" : duration(Math.min(...ahead)))
}

function drawChart(all) {
  const own = all
    .filter((turn) => turn.latencies.first_sound_ms !== undefined)
    .map((turn) => ({ session: turn.session, turn: turn.turn, at: turn.since.toISOString(), ...turn.latencies }))
  const seen = new Set(own.map((turn) => `${turn.turn} ${turn.session}`))
  const before = timed.filter((turn) => !seen.has(`${turn.turn} ${turn.session}`))
  const bars = [...own, ...before.map((turn) => ({ ...turn, at: turn.start_time }))].slice(0, drawnBars)
  chart.update(bars)
  show(byID("latency-none"), bars.length === 0)
  for (const id of ["latency-legend", "latency-details"]) show(byID(id), bars.length > 0)
}

// What comes by no event: the sessions' list, and what was measured.

let refreshing = null

function refreshSoon() {
  refreshing ??= setTimeout(refresh, 300)
}

async function refresh() {
  refreshing = null
  if (document.body.dataset.link !== "open" || document.hidden) return
  try {
    const [list, state, metrics] = await Promise.all(["sessions", "health", "metrics"].map((path) => api.get(path)))
    sessions = list.sessions
    health.update(state)
    timed = (metrics?.recent_sessions ?? []).filter((turn) => turn.first_sound_ms !== undefined)
    advice.update(metrics?.recommended_settings ?? [])
    setText(byID("figure-underruns"), String(metrics?.summary?.underruns ?? "–"))
    drawSoon()
  } catch {
    // The stream says what is wrong; these figures only stay as they are.
  }
}

// What a person does.

async function act(method, path, body) {
  setText(byID("act-error"), "")
  try {
    await api.send(method, path, body)
    return true
  } catch (refusal) {
    setText(byID("act-error"), refusal.message)
    return false
  } finally {
    refreshSoon()
  }
}

function stopTurn({ session, turn }) {
  return act("POST", sessionPath(session, "/interrupt"), { turn })
}

function askToForget(session) {
  forgetting = session
  setText(byID("forget-name"), session)
  byID("forget").showModal()
}

byID("forget-cancel").addEventListener("click", () => byID("forget").close())
byID("forget-form").addEventListener("submit", async (event) => {
  event.preventDefault()
  byID("forget").close()
  if (!(await act("DELETE", sessionPath(forgetting)))) return
  sessions = sessions.filter((one) => one.session !== forgetting)
  composer.leave(forgetting)
  drawSoon()
})

byID("stop-all").addEventListener("click", () => act("POST", "interrupt", {}))

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || document.querySelector("dialog[open]")) return
  const [first] = turns.underWay
  if (first) stopTurn(first)
})

byID("retry").addEventListener("click", () => {
  if (needsToken) token.ask({ again: true, isWrong: api.hasToken })
  else stream.retryNow()
})

window.addEventListener("online", () => stream.retryNow())
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return
  stream.retryNow()
  refreshSoon()
})
setInterval(refreshSoon, refreshInterval)
stream.run()
