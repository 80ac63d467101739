/// Walks over JSON text (RFC 8259) without building anything: it checks the grammar and tells where values stand.
///
/// It exists because a frame's `type` must be known before the frame can be decoded, because a stage that only relays
/// sound must not decode it, and because a token's line is read thirty times a second for each answer. Nesting is bounded,
/// so that hostile input cannot use up the stack.
package struct JSONCursor {
    let bytes: [UInt8]
    private(set) var position = 0

    static let maximumDepth = 64

    /// Stands before `bytes`.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Visits each member of the one object that the text is: the ranges of the key, without its quotes, and of the value.
    ///
    /// Where the text turns out to be no object, what stands before the fault has been visited.
    ///
    /// - Throws: ``JSONFault`` where the text is not one JSON object.
    package mutating func scanObject(
        _ visit: (_ key: Range<Int>, _ value: Range<Int>) -> Void
    ) throws(JSONFault) {
        skipSpace()
        guard peek() == UInt8(ascii: "{") else { throw malformed("a JSON object, starting with {") }
        try scanMembers(depth: 1, visit)
        skipSpace()
        guard position == bytes.count else { throw malformed("nothing after the object") }
    }

    private mutating func scanMembers(
        depth: Int,
        _ visit: (_ key: Range<Int>, _ value: Range<Int>) -> Void
    ) throws(JSONFault) {
        position += 1
        skipSpace()
        if take(UInt8(ascii: "}")) { return }
        repeat {
            skipSpace()
            let key = try scanString()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw malformed("a colon after the member's name") }
            skipSpace()
            let start = position
            try scanValue(depth: depth)
            visit(key, start..<position)
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw malformed("a comma or } after a member") }
    }

    private mutating func scanValue(depth: Int) throws(JSONFault) {
        guard depth < Self.maximumDepth else { throw malformed("at most \(Self.maximumDepth) levels of nesting") }
        switch peek() {
        case UInt8(ascii: "\""): _ = try scanString()
        case UInt8(ascii: "{"): try scanMembers(depth: depth + 1) { _, _ in }
        case UInt8(ascii: "["): try scanElements(depth: depth + 1)
        case UInt8(ascii: "t"): try scanWord("true")
        case UInt8(ascii: "f"): try scanWord("false")
        case UInt8(ascii: "n"): try scanWord("null")
        default: try scanNumber()
        }
    }

    private mutating func scanElements(depth: Int) throws(JSONFault) {
        position += 1
        skipSpace()
        if take(UInt8(ascii: "]")) { return }
        repeat {
            skipSpace()
            try scanValue(depth: depth)
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw malformed("a comma or ] after an element") }
    }

    private mutating func scanString() throws(JSONFault) -> Range<Int> {
        guard take(UInt8(ascii: "\"")) else { throw malformed("a string in double quotes") }
        let start = position
        while true {
            position = plainEnd()
            guard position < bytes.count else { break }
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                return start..<position - 1
            }
            guard byte >= 0x20 else { throw malformed("an escape in place of a control character") }
            position += 1
            if byte == UInt8(ascii: "\\") { try scanEscape() }
        }
        throw malformed("a closing quote")
    }

    /// Where the next byte of a string stands that needs a look: a quote, a backslash or a control character.
    ///
    /// Eight bytes at a time, for nearly all of an `audio` frame is one string. A byte is zero where taking one from each
    /// byte borrows into a high bit that was not set (Mycroft's test); a borrow can only mark too much, above a true
    /// mark, and the lowest mark is always true.
    private func plainEnd() -> Int {
        bytes.withUnsafeBytes { raw in
            var index = position
            while index + 8 <= raw.count {
                let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                let marks =
                    Self.zeros(word ^ (Self.ones * 0x22)) | Self.zeros(word ^ (Self.ones * 0x5C))
                    | ((word &- Self.ones * 0x20) & ~word & Self.highs)
                if marks != 0 { return index + marks.trailingZeroBitCount / 8 }
                index += 8
            }
            while index < raw.count, raw[index] >= 0x20, raw[index] != 0x22, raw[index] != 0x5C { index += 1 }
            return index
        }
    }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }

    private mutating func scanEscape() throws(JSONFault) {
        guard let kind = peek() else { throw malformed("a character after the backslash") }
        position += 1
        switch kind {
        case UInt8(ascii: "u"):
            for _ in 0..<4 {
                guard let digit = peek(), isHexadecimal(digit) else { throw malformed("four hexadecimal digits") }
                position += 1
            }
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            break
        default: throw malformed("one of \" \\ / b f n r t u after a backslash")
        }
    }

    private mutating func scanNumber() throws(JSONFault) {
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try scanDigits() }
        if take(UInt8(ascii: ".")) { try scanDigits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try scanDigits()
        }
    }

    private mutating func scanDigits() throws(JSONFault) {
        let start = position
        while let byte = peek(), byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        guard position > start else { throw malformed("a value") }
    }

    private mutating func scanWord(_ word: StaticString) throws(JSONFault) {
        for offset in 0..<word.utf8CodeUnitCount {
            guard take(word.utf8Start[offset]) else { throw malformed("true, false or null") }
        }
    }

    private func peek() -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }

    private func malformed(_ expected: String) -> JSONFault {
        let excerpt = String(decoding: bytes.prefix(40), as: UTF8.self)
        return JSONFault(expected: expected, position: position, length: bytes.count, excerpt: excerpt)
    }
}
