/// A trace's name: 128 random bits, not all of them 0.
package struct TraceID: Sendable, Hashable {
    private let high: UInt64
    private let low: UInt64

    /// Makes a new one.
    package init() {
        high = .random(in: 1 ... .max)
        low = .random(in: 0 ... .max)
    }

    /// Reads 32 hexadecimal digits in lower case; `nil`: it is something else, or 0.
    init?(hexadecimal text: some StringProtocol) {
        guard text.utf8.count == 32, let high = HexadecimalText.number(text.prefix(16)),
            let low = HexadecimalText.number(text.suffix(16)), high | low != 0
        else { return nil }
        (self.high, self.low) = (high, low)
    }

    /// 32 hexadecimal digits.
    package var text: String { HexadecimalText.of(high) + HexadecimalText.of(low) }
}

/// A span's name within its trace: 64 random bits, not all of them 0.
package struct SpanID: Sendable, Hashable {
    private let bits: UInt64

    /// Makes a new one.
    package init() { bits = .random(in: 1 ... .max) }

    /// Reads 16 hexadecimal digits in lower case; `nil`: it is something else, or 0.
    init?(hexadecimal text: some StringProtocol) {
        guard text.utf8.count == 16, let bits = HexadecimalText.number(text), bits != 0 else { return nil }
        self.bits = bits
    }

    /// 16 hexadecimal digits.
    package var text: String { HexadecimalText.of(bits) }
}

/// Numbers of 64 bits as 16 hexadecimal digits.
enum HexadecimalText {
    static func of(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// `nil`: it has other characters than digits and `a` to `f`.
    static func number(_ text: some StringProtocol) -> UInt64? {
        let isPlain = text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        return isPlain ? UInt64(text, radix: 16) : nil
    }
}
