import Logging
import Synchronization

/// Remembers what was logged from `notice` on.
final class WarningLog: Sendable {
    private struct Handler: LogHandler {
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.notice
        let log: WarningLog

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            log.noted.withLock { $0.append("\(event.message)") }
        }
    }

    private let noted = Mutex<[String]>([])

    var messages: [String] { noted.withLock { $0 } }

    var count: Int { messages.count }

    var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }
}
