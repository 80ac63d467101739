package import SpeechFrames

/// What a person is told of the hub in a line: what its sessions do, and which stages do not work.
package struct HubSummary: Sendable {
    private let sessions: [SessionStatus.State]
    private let processes: [ProcessStatus]

    package init(sessions: [SessionStatus.State], processes: [ProcessStatus]) {
        self.sessions = sessions
        self.processes = processes
    }

    /// For example "2 sessions speak, 1 waits; stages up".
    package var text: String { "\(doings); \(stages)" }

    private var doings: String {
        let counts = [
            (count(of: .speaking), "speaks", "speak"), (count(of: .thinking), "thinks", "think"),
            (count(of: .waiting), "waits", "wait"),
        ]
        .filter { $0.0 > 0 }
        guard let first = counts.first else { return "nobody is spoken to" }
        let head = "\(first.0) session\(first.0 == 1 ? "" : "s") \(first.0 == 1 ? first.1 : first.2)"
        return ([head] + counts.dropFirst().map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }).joined(separator: ", ")
    }

    private var stages: String {
        let troubled = processes.filter { $0.state != .up || $0.trouble != nil }
            .map { "\($0.name)\($0.trouble.map { ": \($0)" } ?? " \($0.state.rawValue)")" }
        return troubled.isEmpty ? "stages up" : troubled.joined(separator: ", ")
    }

    private func count(of state: SessionStatus.State) -> Int { sessions.count { $0 == state } }
}
