/// A pattern as it was written.
indirect enum PatternNode: Sendable, Equatable {
    case word(String)
    case slot(name: String, kind: String)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// May be left out.
    case optional(PatternNode)
}

/// A pattern or a rule that cannot be used.
package struct RuleError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, and what would do.
    package let message: String

    package init(_ message: String) { self.message = message }

    package var description: String { message }
}
