/** How long a word may be that is lit, in UTF-16 units: a text without spaces is not one word. */
const longestWord = 80

const isSpace = (character) => /[\s\u200b]/u.test(character)
const isSpoken = (character) => /[\p{L}\p{N}]/u.test(character)
/** What goes on a word of letters, in scripts that put spaces between words. */
const goesOn = (character) =>
  /[\p{L}\p{M}\p{N}'’-]/u.test(character) && !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(character)

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
  /** Where the voice was before, in UTF-16 units: the word that is spoken lies behind it. */
  #before = 0
  #isSilent = true

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
    if (start > this.#scalars) return false
    const fresh = [...piece].slice(this.#scalars - start)
    this.#text += fresh.join("")
    this.#scalars += fresh.length
    if (this.#known.scalar < this.#heard) this.#place()
    return true
  }

  /** Leaves out what stands before `start` and never came, so that places behind it hold: it is shown as "…". */
  skip(start) {
    const missing = start - this.#scalars
    if (missing > 0) this.append(this.#scalars, "…".padEnd(missing, "\u200b"))
  }

  /** Marks what stands before `end` as heard; the voice never goes back. */
  hear(end) {
    if (end <= this.#heard) return
    this.#heard = end
    this.#isSilent = false
    this.#before = this.#known.unit
    this.#place()
  }

  /** No word is being spoken any more. */
  silence() {
    this.#isSilent = true
  }

  /** The text in the three parts that are shown: what was heard, the word that is being spoken, and what is to come. */
  get parts() {
    const end = this.#known.unit
    const { from, to } = (this.#isSilent ? null : this.#word(this.#before, end)) ?? { from: end, to: end }
    return { heard: this.#text.slice(0, from), current: this.#text.slice(from, to), ahead: this.#text.slice(to) }
  }

  #place() {
    let { scalar, unit } = this.#known
    while (scalar < this.#heard && unit < this.#text.length) {
      unit += this.#text.codePointAt(unit) > 0xffff ? 2 : 1
      scalar += 1
    }
    this.#known = { scalar, unit }
  }

  /** The last word that begins before `end`. */
  #word(before, end) {
    let last = end
    while (last > 0 && !isSpoken(this.#characterBefore(last))) last -= this.#characterBefore(last).length
    if (last === 0) return null
    let from = last
    while (from > 0 && last - from < longestWord && !isSpace(this.#characterBefore(from))) {
      from -= this.#characterBefore(from).length
    }
    // Where words have no spaces between them, the word is what came since the one before.
    if (from < before && before < last && !goesOn(this.#characterBefore(before))) from = before
    let to = last
    while (to < this.#text.length && to - from < longestWord && goesOn(this.#characterAt(to))) {
      to += this.#characterAt(to).length
    }
    while (to < end && !isSpace(this.#text[to])) to += 1
    return { from, to }
  }

  #characterBefore(unit) {
    const low = this.#text.charCodeAt(unit - 1)
    const isPair = low >= 0xdc00 && low <= 0xdfff && unit > 1
    return this.#text.slice(unit - (isPair ? 2 : 1), unit)
  }

  #characterAt(unit) {
    return String.fromCodePoint(this.#text.codePointAt(unit))
  }
}
