import { equal, test } from "./checks.js"
import { Backoff } from "/backoff.js"

const five = (backoff) => Array.from({ length: 7 }, () => backoff.next())

test("waits double up to the longest", () => {
  equal(five(new Backoff({ random: () => 1 })), [500, 1000, 2000, 4000, 8000, 15000, 15000])
})

test("chance takes at most half of a wait", () => {
  equal(five(new Backoff({ random: () => 0 })), [250, 500, 1000, 2000, 4000, 7500, 7500])
})

test("what the hub asks for is the least", () => {
  const backoff = new Backoff({ random: () => 1 })
  equal([backoff.next(3000), backoff.next(3000), backoff.next()], [3000, 3000, 2000])
})

test("after it worked the wait is short again", () => {
  const backoff = new Backoff({ random: () => 1 })
  five(backoff)
  backoff.reset()
  equal(backoff.next(), 500)
})
