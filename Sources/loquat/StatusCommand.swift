import ArgumentParser
import CommandOptions
import Logging
import ServiceRuntime
import SpeechFrames

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows the hub's processes: whether they answer, since when, and how often they were started again."
    )

    @Flag(help: "Show them again whenever something changes, and each second, until Ctrl-C.")
    var watch = false

    @Flag(help: "Show the hub's frame, one JSON object a line.")
    var json = false

    func run() async throws {
        try await Program.run("loquat", logger: .standardError(name: "loquat", verbose: false)) {
            try await HubClient().exchange(.query(Query(.status, watch: watch))) { frame in
                guard case .status(let status) = frame else { return true }
                if json {
                    try StandardOutput.write(frame)
                } else {
                    try StandardOutput.write(picture: table(status), isOneOfMany: watch)
                }
                return watch
            }
        }
    }

    private func table(_ status: Status) -> String {
        var table = TextTable(["PROCESS", "STATE", "PID", "UPTIME", "RESTARTS", "MEMORY", "CACHE HITS", "LAST DEATH"])
        for process in status.processes {
            table.append([
                process.name, process.state.rawValue, process.pid.map { "\($0)" } ?? "-",
                process.uptimeMilliseconds.map { ShortTime(milliseconds: $0).text } ?? "-", "\(process.restarts)",
                process.memoryBytes.map { "\(($0 + (1 << 19)) >> 20) MiB" } ?? "-",
                process.cache.map { "\($0.hits) of \($0.hits + $0.misses)" } ?? "-", process.lastDeath ?? "-",
            ])
        }
        let troubles = status.processes.compactMap { process in process.trouble.map { "\(process.name): \($0)\n" } }
        return table.text + troubles.joined()
    }
}
