/// A text made safe for the engine, scalar by scalar, so that positions in it are positions in the original.
///
/// The text is a model's output and may hold anything. espeak-ng takes control characters as commands (`^A` and a
/// parameter), a zero as the text's end and private-use characters as its own marks: all of them become spaces.
package struct SpeakableText: Sendable, Equatable {
    /// The longest text that is spoken, in Unicode scalars: a quarter of an hour. A phrase is a sentence; what is
    /// longer comes from a fault, and would hold its worker for that long.
    package static let maximumLength = 20_000

    /// The scalars that the engine gets, as many as the original has.
    package let scalars: [Unicode.Scalar]

    /// Whether there is anything to say: `. . .` is nothing.
    package let isSpeakable: Bool

    /// - Throws: ``SynthesisError`` with the code `text_too_long`.
    package init(_ text: String) throws(SynthesisError) {
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            guard scalars.count < Self.maximumLength else {
                throw SynthesisError(
                    .textTooLong,
                    "the text is longer than \(Self.maximumLength) characters: send it as several phrases"
                )
            }
            scalars.append(Self.isSafe(scalar) ? scalar : " ")
        }
        self.scalars = scalars
        self.isSpeakable = scalars.contains(where: Self.isSpoken)
    }

    /// The text in UTF-8 with the zero at its end that C needs.
    package var cString: [CChar] {
        var bytes: [CChar] = []
        bytes.reserveCapacity(scalars.count + 1)
        for scalar in scalars {
            for byte in Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter {
                bytes.append(CChar(bitPattern: byte))
            }
        }
        bytes.append(0)
        return bytes
    }

    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .privateUse, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }

    private static func isSpoken(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        case .decimalNumber, .letterNumber, .otherNumber: true
        case .mathSymbol, .currencySymbol, .otherSymbol: true
        default: scalar == "&" || scalar == "%" || scalar == "@"
        }
    }
}
