import { equal, test } from "./checks.js"
import { TurnText } from "/turn-text.js"

function written(text, heard) {
  const turn = new TurnText()
  turn.append(0, text)
  for (const end of heard) turn.hear(end)
  return turn.parts
}

test("tokens are joined where they start", () => {
  const turn = new TurnText()
  equal([turn.append(0, "Good "), turn.append(5, "morning")], [true, true])
  equal(turn.text, "Good morning")
})

test("a token that comes again is not written twice, and one that overlaps only as far as it is new", () => {
  const turn = new TurnText()
  turn.append(0, "Good morning")
  equal([turn.append(5, "morning"), turn.append(5, "morning, all")], [true, true])
  equal(turn.text, "Good morning, all")
})

test("a token behind a gap is refused", () => {
  const turn = new TurnText()
  turn.append(0, "Good")
  equal(turn.append(5, "morning"), false)
  equal(turn.text, "Good")
})

test("what never comes is left out so that the places behind it hold", () => {
  const turn = new TurnText()
  turn.append(0, "Good ")
  turn.skip(8)
  equal(turn.append(8, "ning, all"), true)
  turn.hear(12)
  equal(turn.parts.current, "ning")
})

test("the word that is spoken is lit, with what was heard before it and what is to come", () => {
  equal(written("The tea is ready.", [3, 7]), { heard: "The ", current: "tea", ahead: " is ready." })
})

test("a word is lit whole, wherever in it the place lies", () => {
  equal(written("The kettle sings.", [6]), { heard: "The ", current: "kettle", ahead: " sings." })
})

test("signs behind a word do not put it out", () => {
  equal(written("It sings. Now", [8, 9, 10]).current, "sings.")
})

test("places count scalars, not UTF-16 units", () => {
  equal(written("🫖🫖 tea 👩‍🍳 cake", [6]), { heard: "🫖🫖 ", current: "tea", ahead: " 👩‍🍳 cake" })
})

test("a text without spaces is lit from the place before", () => {
  equal(written("天空是蓝色的", [2, 3]), { heard: "天空", current: "是", ahead: "蓝色的" })
})

test("the voice never goes back", () => {
  equal(written("One two three", [7, 3]).heard, "One ")
})

test("text that is heard before it came is marked when it comes", () => {
  const turn = new TurnText()
  turn.append(0, "One ")
  turn.hear(7)
  turn.append(4, "two three")
  equal(turn.parts, { heard: "One ", current: "two", ahead: " three" })
})

test("no word is lit before the first is heard, nor when it is over", () => {
  equal(written("One two", []), { heard: "", current: "", ahead: "One two" })
  const turn = new TurnText()
  turn.append(0, "One two")
  turn.hear(3)
  turn.silence()
  equal(turn.parts, { heard: "One", current: "", ahead: " two" })
})
