import Captions
import Glibc
import Playback
import SpeechFrames

/// What the eye gets: one turn at a time on a terminal, or lines, and the report at each turn's end.
///
/// It only makes text; ``PlaybackTeller`` writes it.
struct TurnDisplay {
    /// What happened.
    enum Notice: Sendable {
        /// A frame came.
        case frame(Frame)
        /// Something was heard.
        case event(PlaybackEvent)
    }

    /// What to write where.
    struct Text {
        var captions = ""
        var report = ""
    }

    private struct Turn {
        var text = VisibleText()
        var report = TurnReport()
    }

    private let options: DisplayOptions
    private var turns: [TurnID: Turn] = [:]
    private var lines = CaptionLines()
    private var screen: CaptionScreen?
    /// The turn that the terminal shows.
    private var shown: TurnID?

    /// Shows on the terminal that `descriptor` is, or in lines where it is none.
    init(_ options: DisplayOptions, on descriptor: Int32) {
        self.options = options
        if options.captions, isatty(descriptor) == 1 {
            var size = winsize()
            let known = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
            screen = CaptionScreen(width: known ? Int(size.ws_col) : 80, height: known ? Int(size.ws_row) : 24)
        }
    }

    mutating func take(_ notice: Notice) -> Text {
        guard options.captions || options.report else { return Text() }
        switch notice {
        case .frame(let frame): return take(frame)
        case .event(let event): return take(event)
        }
    }

    private mutating func take(_ frame: Frame) -> Text {
        guard let turn = frame.turnID else { return Text() }
        switch frame {
        case .begin, .token, .phrase: turns[turn, default: Turn()].report.note(frame)
        default: return Text()
        }
        if case .token(let token) = frame { turns[turn]?.text.append(token.text) }
        if case .phrase(let phrase) = frame {
            turns[turn]?.text.add(phrase)
            lines.add(phrase)
        }
        return Text(captions: redraw(turn))
    }

    private mutating func take(_ event: PlaybackEvent) -> Text {
        switch event {
        case .firstSound(let turn, let time):
            turns[turn]?.report.noteFirstSound(at: time)
        case .phraseStarted(let phrase, _, let gap):
            turns[phrase.turn]?.report.notePhrase(after: gap)
            return Text(captions: phrase.phrase > 0 ? close(phrase.phrase - 1, of: phrase.turn) : "")
        case .word(let phrase, let word, _, _):
            turns[phrase.turn]?.text.hear(word, of: phrase.phrase)
            return Text(captions: screen == nil ? line { $0.hear(word, of: phrase) } : redraw(phrase.turn))
        case .skipped(let phrase, _):
            turns[phrase.turn]?.report.noteSkipped()
        case .finished(let finished): return end(finished.turnID)
        case .interrupted(let interrupted): return end(interrupted.turnID)
        case .failed(let failed): return end(failed.turnID)
        default: break
        }
        return Text()
    }

    /// The phrase was heard to its end.
    private mutating func close(_ phrase: Int, of turn: TurnID) -> String {
        turns[turn]?.text.hear(phrase: phrase)
        return screen == nil ? line { $0.hear(PhraseID(turn: turn, phrase: phrase)) } : redraw(turn)
    }

    private mutating func end(_ id: TurnID) -> Text {
        guard var turn = turns.removeValue(forKey: id) else { return Text() }
        var text = Text(report: options.report ? turn.report.text : "")
        let last = turn.text.lastPhrase
        if let last { turn.text.hear(phrase: last) }
        if screen == nil {
            if let last { text.captions = line { $0.hear(PhraseID(turn: id, phrase: last)) } }
        } else if shown == id {
            text.captions = screen?.finish(turn.text) ?? ""
            shown = nil
        }
        return text
    }

    private mutating func line(_ make: (inout CaptionLines) -> String) -> String {
        options.captions ? make(&lines) : ""
    }

    private mutating func redraw(_ turn: TurnID) -> String {
        guard options.captions, screen != nil, let text = turns[turn]?.text else { return "" }
        shown = shown ?? turn
        return shown == turn ? screen?.draw(text) ?? "" : ""
    }
}
