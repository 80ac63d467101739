import ArgumentParser
import CommandOptions
import Logging
import ServiceRuntime
import SpeechFrames

struct SessionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions",
        abstract: "Shows the sessions, what each is doing, and how far its last answer was heard."
    )

    @Flag(help: "Show them again whenever something changes, until Ctrl-C.")
    var watch = false

    @Flag(help: "Show the hub's frame, one JSON object a line.")
    var json = false

    func run() async throws {
        try await Program.run("loquat", logger: .standardError(name: "loquat", verbose: false)) {
            try await HubClient().exchange(.query(Query(.sessions, watch: watch))) { frame in
                guard case .sessions(let sessions) = frame else { return true }
                if json {
                    try StandardOutput.write(frame)
                } else {
                    try StandardOutput.write(picture: table(sessions), isOneOfMany: watch)
                }
                return watch
            }
        }
    }

    private func table(_ sessions: Sessions) -> String {
        guard !sessions.sessions.isEmpty else { return "no sessions\n" }
        var table = TextTable([
            "SESSION", "TURN", "STATE", "PHRASE", "BUFFERED", "FIRST TOKEN", "FIRST SOUND", "AGE", "TALK", "OUTPUT",
            "REASON", "HEARD",
        ])
        for session in sessions.sessions {
            table.append([
                session.session, "\(session.turn)", session.state.rawValue, session.phrase.map { "\($0)" } ?? "-",
                time(session.bufferedMilliseconds), time(session.firstTokenMilliseconds),
                time(session.firstSoundMilliseconds), time(session.ageMilliseconds),
                session.utterances.map { "\($0)" } ?? "-", session.output ?? "-", session.reason ?? "-", heard(session),
            ])
        }
        return table.text
    }

    private func time(_ milliseconds: Int?) -> String {
        milliseconds.map { ShortTime(milliseconds: $0).text } ?? "-"
    }

    private func heard(_ session: SessionStatus) -> String {
        guard let heard = session.heard else { return "-" }
        let line = heard.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > 40 ? "…" + line.suffix(39) : line
    }
}
