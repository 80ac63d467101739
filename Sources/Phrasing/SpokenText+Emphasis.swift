// Runs of stars, tildes and backticks; underscores around words.

extension SpokenText {
    /// A run this long decorates.
    private static let longestPlainRun = 8

    mutating func beginOrGrowRun(_ scalar: Unicode.Scalar) {
        if emphasis.run == nil {
            emphasis.run = Emphasis.Run(mark: scalar, start: position, count: 0, previous: previous)
        }
        emphasis.run?.count += 1
    }

    /// Says what the run before `position` means, now that the next scalar is known.
    mutating func settleRun(next: Unicode.Scalar?, into sink: inout some SpokenTextSink) {
        guard let run = emphasis.run else { return }
        emphasis.run = nil
        switch run.mark {
        case "`":
            emphasis.takeBackticks(run.count)
            close(run, unless: emphasis.isCode, into: &sink)
        case "#":
            // A heading may be closed: "## Title ##".
            let isClosing = (next ?? "\n") == "\n" && run.previous.map(\.isBlank) ?? true
            isClosing ? close(run, unless: false, into: &sink) : speak(run, &sink)
        case "~":
            let isEdge = run.previous.map(\.isBlank) ?? true && next.map(\.isBlank) ?? true
            run.count == 2 && !isEdge
                ? close(run, unless: next.map { !$0.isBlank } ?? false, into: &sink) : speak(run, &sink)
        default:
            switch emphasis.meaning(of: run, before: next) {
            case .opens: break
            case .closes: close(run, unless: false, into: &sink)
            case .plain: speak(run, &sink)
            }
        }
    }

    private func close(_ run: Emphasis.Run, unless opens: Bool, into sink: inout some SpokenTextSink) {
        if !opens {
            sink.extend(to: run.start + run.count)
        }
    }

    private func speak(_ run: Emphasis.Run, _ sink: inout some SpokenTextSink) {
        guard run.count <= Self.longestPlainRun else { return }
        for offset in 0..<run.count {
            sink.speak(run.mark, from: (run.start + offset)..<(run.start + offset + 1))
        }
    }

    /// Follows words with underscores. They are passed on with the word and silenced at its end if they were marks,
    /// which costs no time: no phrase ends inside a word.
    mutating func followIdentifier(_ scalar: Unicode.Scalar) {
        var word = emphasis.identifier ?? Emphasis.Identifier(start: position, previous: previous)
        if scalar == "_" {
            word.leading += word.hasLetters ? 0 : 1
            word.trailing += word.hasLetters ? 1 : 0
        } else {
            word.hasInnerUnderscores = word.hasInnerUnderscores || word.trailing > 0
            word.trailing = 0
            word.hasLetters = true
            word.isLowercase = word.isLowercase && (("a"..."z").contains(scalar) || scalar.isASCIIDigit)
        }
        emphasis.identifier = word
    }

    /// `snake_case`, `_private_name` and `__init__` are whole; `_said_` and `__Said so__` lose their marks.
    mutating func settleUnderscores(next: Unicode.Scalar?, into sink: inout some SpokenTextSink) {
        guard let word = emphasis.identifier else { return }
        emphasis.identifier = nil
        guard word.leading + word.trailing > 0 else { return }
        let leading = word.start..<(word.start + word.leading)
        let trailing = (position - word.trailing)..<position
        guard word.hasLetters else {
            settleLoneUnderscores(word, before: next, into: &sink)
            return
        }
        if word.leading == 0 {
            if emphasis.openUnderscores > 0 {
                emphasis.openUnderscores -= 1
                sink.silence(trailing)
            }
        } else if word.trailing > 0 {
            if word.leading != 2 || word.trailing != 2 || !word.isLowercase {
                sink.silence(leading)
                sink.silence(trailing)
            }
        } else if !word.hasInnerUnderscores {
            emphasis.openUnderscores += 1
            sink.silence(leading)
        }
    }

    /// Underscores beside punctuation: `_"so"_`.
    private mutating func settleLoneUnderscores(
        _ word: Emphasis.Identifier,
        before next: Unicode.Scalar?,
        into sink: inout some SpokenTextSink
    ) {
        guard word.leading <= 3 else { return }
        let opens = (word.previous?.isBlank ?? true) && !(next?.isBlank ?? true)
        let closes = !(word.previous?.isBlank ?? true) && emphasis.openUnderscores > 0
        guard opens || closes else { return }
        emphasis.openUnderscores += opens ? 1 : -1
        sink.silence(word.start..<(word.start + word.leading))
    }
}
