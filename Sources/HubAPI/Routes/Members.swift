private import HTTPTypes

/// What holds for members that several have.
enum Members {
    /// What a session's name may have, in bytes.
    static let sessionLengths = 1...256
    /// Words a minute.
    static let rates = 80...450

    static func check(text: String) throws(Problem) {
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw Problem(.badRequest, "nothing_asked", "`text` is empty: write what is to be asked or said")
        }
    }

    static func check(session: String?) throws(Problem) {
        guard let session else { return }
        let isText = session.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard sessionLengths.contains(session.utf8.count), isText else {
            let most = sessionLengths.upperBound
            throw Problem(
                .badRequest,
                "bad_member",
                "a session's name has 1 to \(most) bytes, and no control characters"
            )
        }
    }

    /// A file is not written for whoever asks by HTTP: who may is not known as it is at the hub's own socket.
    static func check(output: String?) throws(Problem) {
        guard let output else { return }
        let parts = output.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        switch parts[0] {
        case "pulse", "null":
            guard parts.count == 1 || !parts[1].isEmpty else { break }
            return
        case "wav", "pcm":
            throw Problem(
                .forbidden,
                "file_refused",
                "`output` is a file, which is not written by HTTP: `loquat ask --output` on the hub's machine does"
            )
        default: break
        }
        throw Problem(.badRequest, "bad_member", "`output` has to be pulse, pulse:SINK, null or null:NAME")
    }

    static func check(rate: Int?) throws(Problem) {
        guard let rate, !rates.contains(rate) else { return }
        let span = "\(rates.lowerBound) to \(rates.upperBound)"
        throw Problem(.badRequest, "bad_member", "`rate` is \(rate): it has to be \(span) words a minute")
    }
}
