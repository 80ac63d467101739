/** How long to wait before the next try: doubling, with a share of chance so that many pages do not come back at once. */
export class Backoff {
  #first
  #longest
  #random
  #tries = 0

  /** `first` and `longest` in milliseconds; `random` gives numbers from 0 up to 1. */
  constructor({ first = 500, longest = 15_000, random = Math.random } = {}) {
    this.#first = first
    this.#longest = longest
    this.#random = random
  }

  /** The next wait, in milliseconds; not shorter than `atLeast`, which the hub asked for. */
  next(atLeast = 0) {
    const whole = Math.min(this.#longest, this.#first * 2 ** Math.min(this.#tries, 30))
    this.#tries += 1
    return Math.max(atLeast, whole / 2 + (whole / 2) * this.#random())
  }

  /** It worked: the next wait is short again. */
  reset() {
    this.#tries = 0
  }
}
