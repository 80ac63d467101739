// Marks inside a line.

extension SpokenText {
    mutating func readText(_ scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        if let run = emphasis.run {
            if run.mark == scalar {
                beginOrGrowRun(scalar)
                return
            }
            settleRun(next: scalar, into: &sink)
        }
        if !emphasis.isCode, scalar == "_" || scalar.isAlphanumeric {
            followIdentifier(scalar)
        } else {
            settleUnderscores(next: scalar, into: &sink)
        }
        if scalar == "\n" {
            endLine(into: &sink)
        } else if scalar.value < 0x80 {
            readASCII(scalar, into: &sink)
            previous = scalar
        } else {
            readOther(scalar, into: &sink)
        }
    }

    private mutating func readASCII(_ scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        switch scalar {
        case "`":
            beginOrGrowRun(scalar)
        case "a"..."z", "A"..."Z", "0"..."9", " ":
            readPlain(scalar, into: &sink)
        case _ where emphasis.isCode:
            speak(scalar, into: &sink)
        case "*", "~":
            beginOrGrowRun(scalar)
        case "#" where isHeading:
            beginOrGrowRun(scalar)
        case "[":
            scheme = AddressStart()
            brackets.open(at: position, isImage: previous == "!", isFirst: previous == nil)
            speak(scalar, into: &sink)
        case "^":
            brackets.markFootnote(at: position)
            speak(scalar, into: &sink)
        case "]" where brackets.isOpen && !isReplaying:
            wait(with: scalar, as: .bracket)
        case "<" where !isReplaying:
            wait(with: scalar, as: .tag)
        case "&" where !isReplaying:
            wait(with: scalar, as: .entity)
        case "\\" where !isReplaying:
            wait(with: scalar, as: .escape)
        case "\0"..."\u{1F}" where !scalar.isBlank, "\u{7F}":
            break
        default:
            readPlain(scalar, into: &sink)
        }
    }

    /// A scalar that is spoken, unless an address begins with it.
    private mutating func readPlain(_ scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        speak(scalar, into: &sink)
        guard !emphasis.isCode, let start = scheme.take(scalar, at: position), !isReplaying else { return }
        sink.silence((scheme.isBracketed ? start - 1 : start)..<(position + 1))
        mode = .address(WebAddress(start: position + 1, isBracketed: scheme.isBracketed))
        scheme = AddressStart()
        emphasis.identifier = nil
    }

    private mutating func readOther(_ scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        _ = scheme.take(scalar, at: position)
        if scalar.isPicture || (scalar.joinsPictures && previous?.isPicture ?? false) {
            sink.speak(" ", from: position..<(position + 1))
            previous = scalar.isPicture ? scalar : previous
        } else if scalar.isInvisible {
            return
        } else {
            speak(scalar, into: &sink)
            previous = scalar
        }
    }

    mutating func wait(with scalar: Unicode.Scalar, as mode: Mode) {
        held = [scalar]
        self.mode = mode
    }

    /// Gives up what waited, and reads `scalar` after it.
    mutating func release(before scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        releaseHeld(into: &sink)
        readText(scalar, into: &sink)
    }

    // MARK: Escapes and entities

    mutating func readEscape(_ scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        guard scalar.value < 0x80, !scalar.isAlphanumeric, !scalar.isBlank else {
            release(before: scalar, into: &sink)
            return
        }
        sink.speak(scalar, from: heldStart..<(position + 1))
        previous = scalar
        held = []
        mode = .text
    }

    mutating func readEntity(_ scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        if scalar == ";", let meaning = HTMLEntities.meaning(of: held.dropFirst().text) {
            sink.speak(meaning, from: heldStart..<(position + 1))
            previous = meaning
            held = []
            mode = .text
        } else if held.count < HTMLEntities.maximumLength, scalar.isASCIILetter || scalar.isASCIIDigit || scalar == "#"
        {
            held.append(scalar)
        } else {
            release(before: scalar, into: &sink)
        }
    }

    // MARK: Tags

    mutating func readTag(_ scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        switch HTMLTag.verdict(on: held, next: scalar) {
        case .undecided:
            held.append(scalar)
        case .text:
            release(before: scalar, into: &sink)
        case .tag(let breaks):
            sink.extend(to: position + 1)
            held = []
            mode = .text
            if breaks {
                settle(next: "\n", into: &sink)
                sink.breakLine(.hard, at: position..<(position + 1))
                beginLine()
            }
        }
    }
}
