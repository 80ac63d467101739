import { equal, test } from "./checks.js"
import { ServerSentEvents } from "/sse.js"

const whole = 'retry: 1000\n\n: \n\nid: 0f3a99c2.7\nevent: token\ndata: {"text":\ndata:  "a"}\n\n'

test("an event is read however it is cut into pieces, whatever its lines end with", () => {
  const expected = [{ retry: 1000 }, { id: "0f3a99c2.7", type: "token", data: '{"text":\n "a"}' }]
  for (const end of ["\n", "\r\n", "\r"]) {
    const text = whole.replaceAll("\n", end)
    for (let cut = 0; cut <= text.length; cut += 1) {
      const parser = new ServerSentEvents()
      const events = [...parser.push(text.slice(0, cut)), ...parser.push(text.slice(cut)), ...parser.push("x: y\n")]
      equal(events, expected)
    }
  }
})

test("an event that is not whole is not told", () => {
  equal(new ServerSentEvents().push("id: 1\ndata: {}\n"), [])
})

test("an id holds until the next one", () => {
  const events = new ServerSentEvents().push("id: 7\ndata: a\n\ndata: b\n\n")
  equal(events.map((event) => event.id), ["7", "7"])
})

test("an event without an end is given up before it fills the memory", () => {
  const parser = new ServerSentEvents()
  let fault = null
  try {
    for (let piece = 0; piece < 40; piece += 1) parser.push("data: " + "x".repeat(1 << 19))
  } catch (error) {
    fault = error.name
  }
  equal(fault, "RangeError")
})
