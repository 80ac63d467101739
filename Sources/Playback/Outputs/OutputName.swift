/// Where turns are played, in `audio-sequencer --output`'s form: `pulse[:SINK]`, `wav:FILE`, `pcm:FILE`, `pcm:-` or `null[:NAME]`.
///
/// `{session}` and `{turn}` in the part after the colon stand for the turn's own, so that several turns are kept apart.
package struct OutputName: Sendable, Hashable, CustomStringConvertible {
    /// What plays the sound.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A sink of a PulseAudio server (or PipeWire's); without a name the server's default.
        case pulse
        /// A WAV file.
        case wav
        /// Samples without a header, into a file, a FIFO or standard output (`-`).
        case pcm
        /// Nothing, in real time.
        case null

        /// Whether what was played can be there afterwards.
        var isFile: Bool { self == .wav || self == .pcm }

        /// Whether somebody may hear it at once, so that it cannot be taken back: samples may go to a FIFO.
        var isFinal: Bool { self == .pulse || self == .pcm }
    }

    /// What plays the sound.
    package let kind: Kind

    /// The sink, the file or the name; `nil` only where the kind needs none.
    package let target: String?

    private static let placeholders = ["{session}", "{turn}"]

    /// Reads an output's name.
    ///
    /// - Throws: ``OutputError`` with code `invalidName`, which says what would be right.
    package init(parsing text: String) throws(OutputError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let kind = parts.first.flatMap({ Kind(rawValue: String($0)) }) else {
            throw OutputError(
                .invalidName,
                "no output '\(text)': pulse, pulse:SINK, wav:FILE, pcm:FILE, pcm:- (standard output), null or null:NAME is known"
            )
        }
        let target = parts.count > 1 ? String(parts[1]) : nil
        if target == nil, kind == .wav || kind == .pcm {
            throw OutputError(.invalidName, "output '\(text)' names no file: \(kind.rawValue):FILE")
        }
        if let target, target.isEmpty || target.contains("\0") {
            throw OutputError(.invalidName, "output '\(text)' has nothing usable after the colon")
        }
        try Self.checkPlaceholders(of: target ?? "", in: text)
        self.init(kind: kind, target: target)
    }

    private init(kind: Kind, target: String?) {
        self.kind = kind
        self.target = target
    }

    /// Whether each turn has its own: the name holds `{turn}`.
    package var isPerTurn: Bool { target?.contains("{turn}") ?? false }

    /// Whether the name holds a placeholder, so that there is no output before there is a turn.
    package var isTemplate: Bool { Self.placeholders.contains { target?.contains($0) ?? false } }

    package var description: String { target.map { "\(kind.rawValue):\($0)" } ?? kind.rawValue }

    /// The output without placeholders: a part of the session's id that does not fit a file name is percent-encoded.
    package func resolved(session: String, turn: Int) -> OutputName {
        guard isTemplate, let target else { return self }
        // One pass over the template: a session called "{turn}" stays what it is.
        let pieces = target.split(separator: "{session}", omittingEmptySubsequences: false)
            .map { $0.replacing("{turn}", with: String(turn)) }
        return OutputName(kind: kind, target: pieces.joined(separator: Self.fileSafe(session)))
    }

    private static func checkPlaceholders(of target: String, in text: String) throws(OutputError) {
        for match in target.matches(of: /\{[A-Za-z]*\}/) where !placeholders.contains(String(match.output)) {
            throw OutputError(.invalidName, "output '\(text)' holds \(match.output): {session} and {turn} are known")
        }
    }

    private static func fileSafe(_ name: String) -> String {
        var safe = ""
        for scalar in name.unicodeScalars {
            let isPlain =
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || "-_".contains(Character(scalar))
            // A dot is kept only where it cannot make a hidden file, `.` or `..`.
            if isPlain || (scalar == "." && !safe.isEmpty) {
                safe.unicodeScalars.append(scalar)
            } else {
                for byte in String(scalar).utf8 {
                    safe += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
                }
            }
        }
        return safe
    }
}
