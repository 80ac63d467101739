import ArgumentParser
import CommandOptions
import Logging
import ServiceRuntime
import SpeechFrames

struct ArmsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "arms",
        abstract:
            "Shows an experiment's arms: how their turns ended, and how long they took, since the hub was started.",
        discussion: """
            Times are median / 95 in 100 / 99 in 100 of the turns that came so far, from the moment that the model was asked: \
            to the first token, to the first phrase's leaving for its voice, to the first sound, and to the last one of what \
            was heard to its end.
            """
    )

    @Flag(help: "Show the hub's frame, one JSON object a line.")
    var json = false

    func run() async throws {
        try await Program.run("loquat", logger: .standardError(name: "loquat", verbose: false)) {
            try await HubClient().exchange(.query(Query(.arms))) { frame in
                switch frame {
                case .refused(let refused): throw refused.failure
                case .arms(let arms):
                    if json {
                        try StandardOutput.write(frame)
                    } else {
                        try StandardOutput.write(table(arms))
                    }
                    return false
                default: return true
                }
            }
        }
    }

    private func table(_ arms: Arms) -> String {
        var table = TextTable([
            "ARM", "WEIGHT", "TURNS", "FINISHED", "INTERRUPTED", "FAILED", "FIRST TOKEN", "FIRST PHRASE", "FIRST SOUND",
            "COMPLETION",
        ])
        for arm in arms.arms {
            table.append([
                arm.arm, arm.weight.map { "\($0)" } ?? "-", "\(arm.turns)", "\(arm.finished)", "\(arm.interrupted)",
                "\(arm.failed)", times(arm.firstToken), times(arm.firstPhrase), times(arm.firstSound),
                times(arm.completion),
            ])
        }
        return "experiment: \(arms.experiment)\n" + table.text
    }

    private func times(_ latency: ArmStatus.Latency?) -> String {
        guard let latency else { return "-" }
        return [latency.median, latency.p95, latency.p99].map { ShortTime(milliseconds: Int($0.rounded())).text }
            .joined(separator: " / ")
    }
}
