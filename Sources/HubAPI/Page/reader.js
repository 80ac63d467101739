import { element } from "./dom.js"
import { SentenceFeed } from "./sentences.js"

/** How many sentences stay in the live region; a screen reader has read the older ones. */
const kept = 6

/** Tells a screen reader the newest answer by whole sentences, and how it ended. */
export class Reader {
  #region = document.getElementById("reader")
  #key = null
  #feed = null
  #wasOver = true

  /** `turn`: the one that is shown first, or null. */
  update(turn) {
    if (turn === null) return
    if (turn.key !== this.#key) {
      this.#key = turn.key
      this.#feed = new SentenceFeed()
      // What was over before the page saw it is no news.
      this.#wasOver = turn.isOver
      if (turn.isOver) this.#feed.take(turn.text.text, true)
    }
    this.#tell(this.#feed.take(turn.text.text, turn.isOver))
    if (turn.isOver && !this.#wasOver) this.#tell(endings[turn.state] ?? "")
    this.#wasOver = turn.isOver
  }

  #tell(text) {
    if (text === "") return
    this.#region.append(element("p", { textContent: text }))
    while (this.#region.children.length > kept) this.#region.firstElementChild.remove()
  }
}

const endings = { finished: "The answer is finished.", interrupted: "Stopped.", lost: "It ended unseen." }
