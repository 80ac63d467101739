import { equal, test } from "./checks.js"
import { SentenceFeed } from "/sentences.js"

function fed(...texts) {
  const feed = new SentenceFeed()
  return texts.map((text) => feed.take(text, false))
}

test("a sentence is told once, when the next one begins", () => {
  equal(fed("The tea", "The tea is ready.", "The tea is ready. It", "The tea is ready. It is hot"), ["", "", "The tea is ready.", ""])
})

test("the rest is told at the end", () => {
  const feed = new SentenceFeed()
  equal([feed.take("One. Two", false), feed.take("One. Two", true), feed.take("One. Two", true)], ["One.", "Two", ""])
})

test("lines and full stops of other scripts end a sentence, too; a decimal point does not", () => {
  equal(fed("- milk\n- eggs"), ["- milk"])
  equal(fed("天空是蓝色的。因为"), ["天空是蓝色的。"])
  equal(fed("It is 3.5 degrees"), [""])
})

test("a long text without an end is told all the same", () => {
  equal(fed("word ".repeat(100))[0].length > 300, true)
})
