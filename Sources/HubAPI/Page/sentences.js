/** Where a sentence or a line is over: behind it something else has begun, so that "3.5" and "Dr." at the very end are waited for. */
const sentenceEnd = /[.!?…][)"'”’»\]*_]*(?=\s)|[。！？]|\n/gu

/** The longest text that waits for its end, in UTF-16 units: a list without full stops is told, too. */
const longest = 400

/** Gives out a growing text by whole sentences, for a voice that should not be told every token. */
export class SentenceFeed {
  #told = 0

  /** What is new in `text` up to its last whole sentence; all of it where the text `isComplete`. */
  take(text, isComplete) {
    const rest = text.slice(this.#told)
    const length = isComplete ? rest.length : wholeLength(rest)
    this.#told += length
    return rest.slice(0, length).trim()
  }
}

function wholeLength(text) {
  let end = 0
  for (const match of text.matchAll(sentenceEnd)) end = match.index + match[0].length
  if (end === 0 && text.length > longest) end = text.lastIndexOf(" ") + 1
  return end
}
