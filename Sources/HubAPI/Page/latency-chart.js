import { drawn, element } from "./dom.js"
import { clock, duration } from "./format.js"
import { shortSession } from "./turn-view.js"

/** The three times of a turn, each counted from the question, and what each piece of the bar says. */
const pieces = [
  { name: "first_token_ms", className: "token", label: "first token" },
  { name: "first_phrase_ms", className: "phrase", label: "first phrase" },
  { name: "first_sound_ms", className: "sound", label: "first sound" },
]

const rowHeight = 22
const axisHeight = 20
/** How far the longest bar reaches, in percent: its time is written behind it. */
const reach = 80

/** How long the last turns took until something was heard: a bar each, and the same as a table. */
export class LatencyChart {
  #figure
  #table
  #shown = ""

  constructor(figure, table) {
    this.#figure = figure
    this.#table = table
  }

  /** `turns`: the newest first, each with `session`, `turn`, `at` and the three times. */
  update(turns) {
    const shown = JSON.stringify(turns)
    if (shown === this.#shown) return
    this.#shown = shown
    this.#figure.replaceChildren(...(turns.length === 0 ? [] : [chart(turns)]))
    this.#table.replaceChildren(...turns.map(tableRow))
  }
}

/** The smallest round number of milliseconds that is not below `value`. */
export function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)))
  return [1, 2, 5, 10].map((step) => step * power).find((round) => round >= value)
}

/** A turn's bar in pieces, from left to right, in milliseconds; a time that is missing has none. */
export function stack(turn) {
  let from = 0
  const stacked = []
  for (const piece of pieces) {
    const to = turn[piece.name]
    if (to === undefined) continue
    stacked.push({ ...piece, from, to: Math.max(from, to) })
    from = Math.max(from, to)
  }
  return stacked
}

function chart(turns) {
  const longest = Math.max(...turns.map(total))
  const scale = reach / Math.max(longest, 1)
  const height = turns.length * rowHeight
  const svg = drawn("svg", {
    class: "latency",
    width: "100%",
    height: height + axisHeight,
    role: "img",
    "aria-label": summary(turns),
  })
  const step = roundUp(longest / 4)
  for (let tick = 0; tick <= longest * 1.15; tick += step) {
    const x = `${tick * scale}%`
    svg.append(drawn("line", { class: "tick", x1: x, x2: x, y1: 0, y2: height + 3 }))
    svg.append(drawn("text", { class: "axis", x, y: height + 16 }, tick === 0 ? "0" : duration(tick)))
  }
  turns.forEach((turn, row) => svg.append(...bar(turn, row, scale)))
  return svg
}

function bar(turn, row, scale) {
  const y = row * rowHeight + 4
  const rects = stack(turn).map(({ from, to, className }) =>
    drawn("rect", { class: className, x: `${from * scale}%`, width: `${(to - from) * scale}%`, y, height: rowHeight - 8 }),
  )
  const label = drawn("text", { class: "total", x: `${total(turn) * scale}%`, dx: 6, y: y + 11 }, duration(total(turn)))
  return [...rects, label]
}

function total(turn) {
  return stack(turn).at(-1)?.to ?? 0
}

function summary(turns) {
  const totals = turns.map(total).sort((one, other) => one - other)
  const middle = totals[Math.floor((totals.length - 1) / 2)]
  return `The last ${turns.length} turns: first sound after ${duration(middle)} in the middle, ${duration(totals.at(-1))} at the longest.`
}

function tableRow(turn) {
  const cells = pieces.map(({ name }) => element("td", { textContent: turn[name] === undefined ? "–" : duration(turn[name]) }))
  const name = `${shortSession(turn.session)} ${turn.turn ?? ""}`.trim()
  const time = turn.at ? `, ${clock(new Date(turn.at))}` : ""
  return element("tr", {}, element("th", { scope: "row", textContent: name + time }), ...cells)
}
