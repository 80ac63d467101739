import ArgumentParser
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
                    // On a terminal a watch is one picture that changes; in a pipe, pictures with an empty line between.
                    let clear = StandardOutput.isTerminal ? "\u{1B}[H\u{1B}[2J" : ""
                    try StandardOutput.write(watch ? clear + table(sessions) + "\n" : table(sessions))
                }
                return watch
            }
        }
    }

    private func table(_ sessions: Sessions) -> String {
        guard !sessions.sessions.isEmpty else { return "no sessions\n" }
        var table = TextTable(["SESSION", "TURN", "STATE", "AGE", "FIRST TOKEN", "FIRST SOUND", "REASON", "HEARD"])
        for session in sessions.sessions {
            table.append([
                session.session, "\(session.turn)", session.state.rawValue,
                ShortTime(milliseconds: session.ageMilliseconds).text,
                session.firstTokenMilliseconds.map { ShortTime(milliseconds: $0).text } ?? "-",
                session.firstSoundMilliseconds.map { ShortTime(milliseconds: $0).text } ?? "-",
                session.reason ?? "-", heard(session),
            ])
        }
        return table.text
    }

    private func heard(_ session: SessionStatus) -> String {
        guard let heard = session.heard else { return session.phrase.map { "phrase \($0)" } ?? "-" }
        let line = heard.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > 40 ? "…" + line.suffix(39) : line
    }
}
