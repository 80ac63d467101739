import { equal, test } from "./checks.js"
import { HubStream } from "/hub-stream.js"

/** A clock that stands still until it is told to ring. */
class Timers {
  set = []

  setTimeout(ring, milliseconds) {
    const timer = { ring, milliseconds }
    this.set.push(timer)
    return timer
  }

  clearTimeout(timer) {
    this.set = this.set.filter((one) => one !== timer)
  }

  /** Rings the one that was set for so long. */
  ring(milliseconds) {
    const timer = this.set.find((one) => one.milliseconds === milliseconds)
    this.clearTimeout(timer)
    timer.ring()
  }
}

const event = (id, told) => `id: ${id}\nevent: ${told.type}\ndata: ${JSON.stringify(told)}\n\n`
const sent = (...events) => new Response(events.map(([id, told]) => event(id, told)).join(""))

/** Runs a stream over prepared answers to its last; gives what it asked and told. */
async function streamed(answers, onEvent = () => true) {
  const timers = new Timers()
  const seen = { requests: [], events: [], links: [] }
  const stream = new HubStream({
    timers,
    random: () => 1,
    request: async (path, options) => {
      seen.requests.push(options.headers["Last-Event-ID"] ?? null)
      const answer = answers.shift()
      if (answer instanceof Error) throw answer
      return answer
    },
    onEvent: (told) => {
      seen.events.push(told.type)
      return onEvent(told)
    },
    onLink: (link) => {
      seen.links.push(link)
      if (link.state !== "lost") return
      if (answers.length === 0) stream.stop()
      queueMicrotask(() => stream.retryNow())
    },
  })
  await stream.run()
  return seen
}

test("a stream that ends is gone on with behind the last event", async () => {
  const first = sent(["a.1", { type: "snapshot" }], ["a.2", { type: "turn" }])
  const seen = await streamed([first, sent(["a.3", { type: "token" }])])
  equal([seen.requests, seen.events], [[null, "a.2"], ["snapshot", "turn", "token"]])
})

test("where something was missed a snapshot is asked for, and not what follows", async () => {
  const first = sent(["a.1", { type: "snapshot" }], ["a.9", { type: "token" }])
  const seen = await streamed([first, sent(["a.9", { type: "snapshot" }])], (told) => told.type !== "token")
  equal(seen.requests, [null, null])
})

test("a refusal is told in the hub's own words, and its wait is kept", async () => {
  const refusal = new Response(JSON.stringify({ detail: "too many watch" }), { status: 503, headers: { "Retry-After": "7" } })
  const [link] = (await streamed([refusal])).links
  equal([link.problem, link.status, link.wait], ["too many watch", 503, 7000])
})

test("a hub that is not there is tried again with longer and longer waits", async () => {
  const nobody = () => new TypeError("Failed to fetch")
  const { links } = await streamed([nobody(), nobody(), nobody()])
  equal(links.map((link) => link.wait), [500, 1000, 2000])
})

test("a stream that only opens and ends does not make the waits short", async () => {
  const { links } = await streamed([sent(["a.1", { type: "snapshot" }]), sent(["a.2", { type: "turn" }]), sent()])
  equal(links.filter((link) => link.state === "lost").map((link) => link.wait), [500, 1000, 2000])
})

test("why the hub cut the page off is told", async () => {
  const { links } = await streamed([sent(["a.1", { type: "dropped", reason: "too_slow" }])])
  equal(links.at(-1).problem, "the hub cut this page off: too_slow")
})

test("a line that goes dead is given up", async () => {
  const timers = new Timers()
  const links = []
  let isOpen
  const opened = new Promise((resolve) => (isOpen = resolve))
  const stream = new HubStream({
    timers,
    random: () => 1,
    request: async (path, { signal }) => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(": \n\n"))
          signal.addEventListener("abort", () => controller.error(signal.reason))
        },
      })
      return new Response(body)
    },
    onEvent: () => true,
    onLink: (link) => {
      links.push(link)
      if (link.state === "open") isOpen()
      else stream.stop()
    },
  })
  const run = stream.run()
  await opened
  timers.ring(35_000)
  await run
  equal(links.at(-1).problem, "the hub went silent")
})
