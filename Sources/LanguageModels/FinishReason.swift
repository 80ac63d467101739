/// Why a model stopped writing, in the server's own word.
package struct FinishReason: RawRepresentable, Sendable, Hashable {
    /// The answer was at its end.
    package static let stop = FinishReason(rawValue: "stop")

    /// The limit of tokens was reached: the answer is cut short.
    package static let length = FinishReason(rawValue: "length")

    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}
