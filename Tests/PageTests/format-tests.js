import { equal, test } from "./checks.js"
import { bytes, counted, duration, percent } from "/format.js"

test("lengths of time are told as people tell them", () => {
  const told = [4.4, 85, 999, 1234, 9960, 42_000, 245_000, 7_500_000, 200_000_000].map(duration)
  equal(told, ["4 ms", "85 ms", "999 ms", "1.2 s", "10.0 s", "42 s", "4 min", "2 h 5 min", "2 days"])
})

test("sizes are told in powers of ten", () => {
  equal([12, 1500, 21_300_000, 999_900_000, 3e9].map(bytes), ["12 B", "1.5 kB", "21 MB", "1.0 GB", "3.0 GB"])
})

test("shares are told in percent", () => {
  equal([0, 0.004, 0.025, 0.31, 1].map(percent), ["0 %", "0.4 %", "2.5 %", "31 %", "100 %"])
})

test("one is not many", () => {
  equal([counted(0, "restart"), counted(1, "restart"), counted(2, "restart")], ["0 restarts", "1 restart", "2 restarts"])
})
