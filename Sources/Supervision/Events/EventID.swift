/// Names an event for ever: which run of the hub it belongs to, and its number in that run, from 1. Written as `0f3a99c2.17`.
package struct EventID: Sendable, Equatable, LosslessStringConvertible {
    /// A number that is drawn anew at each start of the hub.
    package var run: UInt32
    package var number: UInt64

    package init(run: UInt32, number: UInt64) {
        self.run = run
        self.number = number
    }

    package init?(_ description: String) {
        let parts = description.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 8, let run = UInt32(parts[0], radix: 16),
            let number = UInt64(parts[1])
        else { return nil }
        self.init(run: run, number: number)
    }

    package var description: String {
        let digits = String(run, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits + ".\(number)"
    }
}
