private import CommandOptions
private import Glibc
package import Logging

/// Log lines for standard error: plain for a person, with journald's priorities (`<4>`, sd-daemon(3)) under systemd.
package struct StandardErrorLogHandler: LogHandler {
    package var logLevel: Logger.Level = .warning
    package var metadata: Logger.Metadata = [:]

    private let name: String
    fileprivate let forJournal: Bool

    /// Logs as the program `name`.
    package init(name: String) {
        self.name = name
        // systemd sets it where standard error is the journal itself.
        forJournal = getenv("JOURNAL_STREAM") != nil
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let details = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        let level = event.level >= .warning || logLevel < .info ? "\(event.level): " : ""
        let prefix = forJournal ? "<\(event.level.journalPriority)>" : "\(name): \(level)"
        // One entry is one line.
        let message = "\(event.message)".split(whereSeparator: \.isNewline).joined(separator: " ")
        StandardError.write("\(prefix)\(message)\(details)\n")
    }
}

extension Logger {
    /// A logger that writes to standard error as the program `name`: at `debug` and above when `verbose`, else at `notice`, or at
    /// `info` where it is the journal, which can leave out what nobody wants to see.
    package static func standardError(name: String, verbose: Bool) -> Logger {
        Logger(label: name) { _ in
            var handler = StandardErrorLogHandler(name: name)
            handler.logLevel = verbose ? .debug : handler.forJournal ? .info : .notice
            return handler
        }
    }
}

extension Logger.Level {
    fileprivate var journalPriority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
