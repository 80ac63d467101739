/// A setting that cannot be taken, in one line that says where it stands, what is wrong and what would do.
package struct SettingsError: Error, Sendable, Equatable {
    /// Where the value comes from, which decides a program's exit code.
    package enum Source: Sendable, Equatable {
        case file, environment, commandLine
    }

    package var source: Source

    /// `/etc/loquat/loquat.yaml:12: max_buffer_time: '2 parsecs' is no duration; write …`
    package var message: String

    package init(_ source: Source, _ message: String) {
        self.source = source
        self.message = message
    }

    /// The fault of a value that is called `name` at `place`.
    init(_ source: Source, _ place: String, _ name: String, _ fault: SettingFault) {
        let advice = fault.advice.isEmpty ? "" : "; \(fault.advice)"
        self.init(source, "\(place): \(name)\(fault.path): \(fault.problem)\(advice)")
    }
}
