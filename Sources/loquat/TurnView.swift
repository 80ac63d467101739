import CommandOptions
import SpeechFrames

/// What of a turn is shown on the terminal, and what the command ends with.
struct TurnView: Sendable {
    /// Something to be written.
    enum Output: Sendable, Equatable {
        case text(String)
        /// A note for the person beside the answer.
        case note(String)
    }

    private var endsLine = true
    private var failure: Failed?
    /// How much of the visible text was shown, in Unicode scalars.
    private(set) var shown = 0

    /// The command's exit code, once the turn has ended.
    private(set) var exit: Int32?

    /// A turn that was cut off ends as a program does that SIGINT ended.
    static let interrupted: Int32 = 130

    mutating func take(_ frame: Frame) -> [Output] {
        switch frame {
        case .token(let token): return take(token)
        case .failed(let failed): return take(failed)
        case .refused(let refused):
            exit = Exit.unavailable.rawValue
            return [.note(refused.message)]
        case .interrupted(let interrupted):
            exit = failure == nil ? Self.interrupted : Exit.unavailable.rawValue
            let heard = interrupted.heard.map {
                $0.isEmpty ? ": nothing was heard" : ": heard up to \"\(Self.ending(of: $0))\""
            }
            return closeLine() + [.note("interrupted\(heard ?? "")")]
        case .finished:
            exit = failure == nil ? 0 : Exit.unavailable.rawValue
            return closeLine()
        default: return []
        }
    }

    /// After a lost connection text comes that was shown already.
    private mutating func take(_ token: Token) -> [Output] {
        let text = token.text(after: shown) ?? token.text
        shown += text.unicodeScalars.count
        guard let last = text.last else { return [] }
        endsLine = last.isNewline
        return [.text(text)]
    }

    private mutating func take(_ failed: Failed) -> [Output] {
        let note = Output.note("\(failed.stage): \(failed.message)")
        guard failed.phrase == nil else { return closeLine() + [note] }
        failure = failed
        // The hub does not know the turn: nothing more will come.
        if failed.code == "turn_lost" { exit = Exit.unavailable.rawValue }
        return closeLine() + [note]
    }

    /// The last words of a text, which fit on a line; `…` stands for those before.
    private static func ending(of text: String) -> String {
        guard text.count > 40 else { return text }
        let end = text.suffix(40)
        return "…\(end[(end.firstIndex(of: " ") ?? end.startIndex)...])"
    }

    private mutating func closeLine() -> [Output] {
        defer { endsLine = true }
        return endsLine ? [] : [.text("\n")]
    }
}
