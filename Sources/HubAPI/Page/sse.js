/** The longest line or event that is taken, in UTF-16 units: a snapshot of many long answers is below it. */
const longest = 1 << 24

/**
 * Reads `text/event-stream` as the HTML standard says, in pieces as they come.
 *
 * Not the browser's EventSource: that can send no token, and tells nothing of why it was refused.
 */
export class ServerSentEvents {
  #rest = ""
  #data = []
  #size = 0
  #type = ""
  #id = ""
  #isFirst = true

  /**
   * Takes the next piece of text, and gives the events that it completes: `{id, type, data}`, and `{retry}` in milliseconds.
   * Throws a RangeError where an event is too long.
   */
  push(piece) {
    if (this.#isFirst && piece !== "") {
      piece = piece.replace(/^\ufeff/u, "")
      this.#isFirst = false
    }
    const text = this.#rest + piece
    const events = []
    let from = 0
    for (const match of text.matchAll(/\r\n|\n|\r/gu)) {
      // The other half of this line's end may still come.
      if (match[0] === "\r" && match.index === text.length - 1) break
      const event = this.#line(text.slice(from, match.index))
      if (event) events.push(event)
      from = match.index + match[0].length
    }
    this.#rest = text.slice(from)
    if (this.#rest.length + this.#size > longest) throw new RangeError("the hub sent an event that is too long")
    return events
  }

  #line(line) {
    if (line === "") return this.#dispatch()
    const colon = line.indexOf(":")
    if (colon === 0) return null
    const name = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /u, "")
    if (name === "data") {
      this.#data.push(value)
      this.#size += value.length
    } else if (name === "event") {
      this.#type = value
    } else if (name === "id" && !value.includes("\0")) {
      this.#id = value
    } else if (name === "retry" && /^\d+$/u.test(value)) {
      return { retry: Number(value) }
    }
    return null
  }

  #dispatch() {
    const data = this.#data
    const type = this.#type || "message"
    this.#data = []
    this.#size = 0
    this.#type = ""
    return data.length === 0 ? null : { id: this.#id, type, data: data.join("\n") }
  }
}
