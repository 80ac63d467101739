import { Backoff } from "./backoff.js"
import { ServerSentEvents } from "./sse.js"

/** The hub sends something every 15 seconds; twice that and a little more without a word, and the line is dead. */
const patience = 35_000

/** How long a connection must have held, in milliseconds, before the next one is tried without a long wait. */
const holding = 5_000

/**
 * The hub's events, over as many connections as it takes.
 *
 * Server-sent events and not the WebSocket: the hub numbers them and replays what was missed by `Last-Event-ID`, they pass
 * every proxy, and one way in is enough since whatever is asked goes by POST, where a refusal comes with its reason.
 */
export class HubStream {
  #request
  #onEvent
  #onLink
  #timers
  #backoff
  #lastID = ""
  #abort = null
  #wake = null
  #isStopped = false

  /**
   * - `request(path, options)`: as `fetch`, with the token.
   * - `onEvent(event)`: takes an event; false asks for a snapshot in its place.
   * - `onLink(link)`: `{state: "open"}`, or `{state: "lost", problem, wait}` with the milliseconds until the next try.
   * - `timers`, `random`: for tests.
   */
  constructor({ request, onEvent, onLink, timers = globalThis, random = Math.random }) {
    this.#request = request
    this.#onEvent = onEvent
    this.#onLink = onLink
    this.#timers = timers
    this.#backoff = new Backoff({ random })
  }

  /** Connects, and connects again, until `stop`. */
  async run() {
    while (!this.#isStopped) {
      const end = await this.#connect()
      if (this.#isStopped) return
      const wait = this.#backoff.next(end.atLeast)
      this.#onLink({ state: "lost", problem: end.problem, status: end.status, wait })
      if (!this.#isStopped) await this.#pause(wait)
    }
  }

  /** Does not wait any longer for the next try, as when the network came back or a token was given. */
  retryNow() {
    this.#wake?.()
  }

  /** Ends `run`. */
  stop() {
    this.#isStopped = true
    this.#abort?.abort()
    this.#wake?.()
  }

  /** One connection to its end; gives why it ended. */
  async #connect() {
    const abort = new AbortController()
    this.#abort = abort
    const watch = new Watch(this.#timers, patience, () => abort.abort())
    const hold = new Watch(this.#timers, holding, () => this.#backoff.reset())
    try {
      const headers = { Accept: "text/event-stream" }
      if (this.#lastID !== "") headers["Last-Event-ID"] = this.#lastID
      watch.restart()
      const response = await this.#request("events", { headers, signal: abort.signal, cache: "no-store" })
      if (!response.ok) return await refusal(response)
      return await this.#read(response.body, watch, hold)
    } catch (error) {
      if (error instanceof RangeError) return { problem: error.message }
      if (error instanceof SyntaxError) return { problem: "the hub sent something that is not JSON" }
      return { problem: watch.isOver ? "the hub went silent" : "the hub does not answer" }
    } finally {
      watch.stop()
      hold.stop()
      abort.abort()
    }
  }

  async #read(body, watch, hold) {
    const parser = new ServerSentEvents()
    const reader = body.pipeThrough(new TextDecoderStream()).getReader()
    let isOpen = false
    let farewell = null
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return { problem: farewell ?? "the hub closed the connection" }
      watch.restart()
      if (!isOpen) {
        isOpen = true
        hold.restart()
        this.#onLink({ state: "open" })
      }
      for (const event of parser.push(value)) {
        if (event.data === undefined) continue
        const told = JSON.parse(event.data)
        if (told.type === "dropped") farewell = `the hub cut this page off: ${told.reason}`
        if (this.#onEvent(told) === false) {
          this.#lastID = ""
          return { problem: "something was missed" }
        }
        this.#lastID = event.id
      }
    }
  }

  #pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = this.#timers.setTimeout(resolve, milliseconds)
      this.#wake = () => {
        this.#timers.clearTimeout(timer)
        resolve()
      }
    })
  }
}

/** Calls `onEnd` once so many milliseconds have passed since `restart`. */
class Watch {
  #timers
  #milliseconds
  #onEnd
  #timer = null
  isOver = false

  constructor(timers, milliseconds, onEnd) {
    this.#timers = timers
    this.#milliseconds = milliseconds
    this.#onEnd = onEnd
  }

  restart() {
    this.stop()
    this.#timer = this.#timers.setTimeout(() => {
      this.isOver = true
      this.#onEnd()
    }, this.#milliseconds)
  }

  stop() {
    if (this.#timer !== null) this.#timers.clearTimeout(this.#timer)
    this.#timer = null
  }
}

async function refusal(response) {
  const atLeast = Number(response.headers.get("Retry-After") ?? 0) * 1000 || 0
  let detail = null
  try {
    const problem = await response.json()
    detail = problem.detail ?? problem.title
  } catch {
    // Not the hub's own answer: its status has to do.
  }
  return { problem: detail ?? `the hub answers ${response.status}`, status: response.status, atLeast }
}
