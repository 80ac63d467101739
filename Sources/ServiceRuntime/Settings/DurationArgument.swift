internal import ArgumentParser
private import Settings

/// A duration on the command line that is no setting: `50ms`, `2s`, `1.5min`.
package struct DurationArgument: ExpressibleByArgument, Sendable, Equatable {
    package var value: Duration

    package init(_ value: Duration) {
        self.value = value
    }

    /// Reads `text`; `nil` where it is no duration.
    package init?(argument text: String) {
        guard let value = DurationText.parse(text) else { return nil }
        self.value = value
    }

    package var defaultValueDescription: String { DurationText.write(value) }
}
