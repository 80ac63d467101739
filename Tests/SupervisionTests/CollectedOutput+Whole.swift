import TestSupport

extension CollectedOutput {
    /// All of the text, once the program has ended: its last piece may be read only after its end was seen.
    func whole() async -> String { String(decoding: await end(), as: UTF8.self) }
}
