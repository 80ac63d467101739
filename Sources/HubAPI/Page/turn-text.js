/** How long a word may be that is lit, in UTF-16 units: a text without spaces is not one word. */
const longestWord = 80

const isSpace = (character) => /\s/u.test(character)
const isSpoken = (character) => /[\p{L}\p{N}]/u.test(character)

/**
 * One turn's text for the eye, and how far in it the voice is.
 *
 * Places come from the hub in Unicode scalars, and JavaScript's strings count UTF-16 units: this is the one place that knows both.
 */
export class TurnText {
  #text = ""
  #scalars = 0
  #heard = 0
  /** The last place whose two counts are known: what is heard only goes on, so it is found from here. */
  #known = { scalar: 0, unit: 0 }
  #word = null

  /** The whole text so far. */
  get text() {
    return this.#text
  }

  /** How much of it was heard, in Unicode scalars. */
  get heard() {
    return this.#heard
  }

  /**
   * Takes a piece of the text that begins at `start`. What is there already, as after a replay, is not taken twice.
   * False: something between was missed, and the piece was not taken.
   */
  append(start, piece) {
    const scalars = [...piece]
    if (start > this.#scalars) return false
    const fresh = scalars.slice(this.#scalars - start)
    this.#text += fresh.join("")
    this.#scalars += fresh.length
    if (fresh.length > 0) this.#place()
    return true
  }

  /** Marks what stands before `end` as heard; the voice never goes back. */
  hear(end) {
    if (end <= this.#heard) return
    this.#heard = end
    this.#place()
  }

  /** No word is being spoken any more. */
  silence() {
    this.#word = null
  }

  /** The text in the three parts that are shown: what was heard, the word that is being spoken, and what is to come. */
  get parts() {
    const from = this.#word?.from ?? this.#known.unit
    const to = this.#word?.to ?? this.#known.unit
    return { heard: this.#text.slice(0, from), current: this.#text.slice(from, to), ahead: this.#text.slice(to) }
  }

  #place() {
    const before = this.#known.unit
    let { scalar, unit } = this.#known
    while (scalar < this.#heard && unit < this.#text.length) {
      unit += this.#text.codePointAt(unit) > 0xffff ? 2 : 1
      scalar += 1
    }
    this.#known = { scalar, unit }
    if (unit > before) this.#word = this.#lastWord(before, unit) ?? this.#word
  }

  /** The last word that ends between `before` and `end`. */
  #lastWord(before, end) {
    let last = end
    while (last > before && !isSpoken(this.#characterBefore(last))) last -= this.#characterBefore(last).length
    if (last <= before) return null
    let from = last
    while (from > 0 && last - from < longestWord && !isSpace(this.#characterBefore(from))) {
      from -= this.#characterBefore(from).length
    }
    // Where words have no spaces between them, the word is what came since the one before.
    if (from < before) from = before
    let to = last
    while (to < end && !isSpace(this.#text[to])) to += 1
    return { from, to }
  }

  #characterBefore(unit) {
    const low = this.#text.charCodeAt(unit - 1)
    const isPair = low >= 0xdc00 && low <= 0xdfff && unit > 1
    return this.#text.slice(unit - (isPair ? 2 : 1), unit)
  }
}
