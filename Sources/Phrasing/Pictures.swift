// Scalars that are seen, not said.

extension Unicode.Scalar {
    /// An emoji, or a symbol that is drawn like one.
    var isPicture: Bool {
        switch value {
        case 0x1F000...0x1FAFF, 0x2600...0x27BF, 0x231A, 0x231B, 0x23E9...0x23F3, 0x23F8...0x23FA, 0x25AA, 0x25AB,
            0x25B6, 0x25C0, 0x25CF, 0x25FB...0x25FE, 0x2B05...0x2B07, 0x2B1B, 0x2B1C, 0x2B50, 0x2B55, 0x3030, 0x303D,
            0x3297, 0x3299:
            true
        default: false
        }
    }

    /// Joins pictures to one: the zero-width joiner (which other scripts use between letters).
    var joinsPictures: Bool { value == 0x200D }

    /// Says how to draw, or nothing at all: variation selectors, the keycap's frame, flags' tags, direction marks, the
    /// byte order mark, the soft hyphen.
    var isInvisible: Bool {
        switch value {
        case 0xFE00...0xFE0F, 0x20E3, 0xE0000...0xE01EF, 0xFEFF, 0xAD, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2069,
            0x80...0x84, 0x86...0x9F, 0xFFFC:
            true
        default: false
        }
    }
}
