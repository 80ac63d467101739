/// A text's words, as patterns compare them.
package enum SpokenWords {
    /// The words of `text`, in small letters and without punctuation; each character of a script without spaces is one.
    package static func of(_ text: String) -> [String] { Tokenizer().words(of: text)?.map(\.text) ?? [] }
}
