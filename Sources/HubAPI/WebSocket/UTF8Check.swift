/// Whether bytes that come one by one are UTF-8 (Unicode 16, table 3-7): told at the first byte that makes it impossible.
struct UTF8Check {
    /// How many bytes of the present character are to come, and in which range the next one has to be.
    private var missing = 0
    private var range: ClosedRange<UInt8> = 0x80...0xBF

    /// Whether no character is cut off.
    var isWhole: Bool { missing == 0 }

    /// - Returns: whether it can still become UTF-8.
    mutating func take(_ byte: UInt8) -> Bool {
        if missing > 0 {
            guard range.contains(byte) else { return false }
            missing -= 1
            range = 0x80...0xBF
            return true
        }
        range = 0x80...0xBF
        switch byte {
        case 0x00...0x7F: break
        case 0xC2...0xDF: missing = 1
        case 0xE0: (missing, range) = (2, 0xA0...0xBF)
        case 0xED: (missing, range) = (2, 0x80...0x9F)
        case 0xE1...0xEF: missing = 2
        case 0xF0: (missing, range) = (3, 0x90...0xBF)
        case 0xF4: (missing, range) = (3, 0x80...0x8F)
        case 0xF1...0xF3: missing = 3
        default: return false
        }
        return true
    }
}
