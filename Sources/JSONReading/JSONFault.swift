/// Text that is not JSON: what was expected, and where.
package struct JSONFault: Error, Equatable, CustomStringConvertible {
    /// What would have been right.
    let expected: String
    /// In bytes from the start.
    let position: Int
    /// In bytes.
    let length: Int
    /// How the text begins.
    let excerpt: String

    package var description: String { "expected \(expected) at byte \(position) of \(length), in: \(excerpt)" }
}
