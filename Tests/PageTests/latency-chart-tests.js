import { equal, test } from "./checks.js"
import { roundUp, stack } from "/latency-chart.js"

const pieces = (turn) => stack(turn).map(({ className, from, to }) => [className, from, to])

test("each piece of a bar begins where the one before ends", () => {
  const turn = { first_token_ms: 100, first_phrase_ms: 300, first_sound_ms: 340 }
  equal(pieces(turn), [["token", 0, 100], ["phrase", 100, 300], ["sound", 300, 340]])
})

test("a time that is missing has no piece, and one that is too early none that goes back", () => {
  equal(pieces({ first_phrase_ms: 3, first_sound_ms: 40 }), [["phrase", 0, 3], ["sound", 3, 40]])
  equal(pieces({ first_token_ms: 50, first_phrase_ms: 40, first_sound_ms: 90 }), [["token", 0, 50], ["phrase", 50, 50], ["sound", 50, 90]])
})

test("the axis has round numbers", () => {
  equal([0, 1, 37, 130, 260, 700, 1300].map(roundUp), [1, 1, 50, 200, 500, 1000, 2000])
})
