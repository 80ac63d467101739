private import Synchronization

/// The timers that are set, in memory and in their file.
package final class TimerStore: Sendable {
    /// How many there may be. Policy: one more is refused in words.
    package static let limit = 100

    private struct Content: Codable {
        var timers: [TimerEntry]
    }

    private let file: StateFile<Content>
    private let directory: String
    private let timers: Mutex<[TimerEntry]>
    private let changed: @Sendable () -> Void

    /// The timers of the file `timers.json` in `directory`, which is made with the first timer. `changed` is called after
    /// each change.
    ///
    /// - Throws: ``ToolError`` where there is a file that cannot be used.
    package init(directory: String, changed: @escaping @Sendable () -> Void = {}) throws(ToolError) {
        self.directory = directory
        self.changed = changed
        file = StateFile(path: "\(directory)/timers.json", subject: "timers")
        timers = Mutex(try file.read()?.timers ?? [])
    }

    /// All timers, the next one first.
    package var all: [TimerEntry] { timers.withLock { $0.sorted { ($0.due, $0.id) < ($1.due, $1.id) } } }

    /// The next one.
    package var next: TimerEntry? { all.first }

    /// Notes a timer, in place of one with the same id. It is in the file when this returns.
    ///
    /// - Throws: ``ToolError`` where there are too many, or the file cannot be written: then it is not set.
    package func add(_ timer: TimerEntry) throws(ToolError) {
        try change { (timers) throws(ToolError) in
            timers.removeAll { $0.id == timer.id }
            guard timers.count < Self.limit else {
                throw ToolError(
                    .unavailable,
                    "there are \(Self.limit) timers already",
                    spoken: "There are \(Self.limit) timers already: cancel one first."
                )
            }
            timers.append(timer)
        }
    }

    /// Takes timers away.
    ///
    /// - Throws: ``ToolError`` where the file cannot be written: then they stay.
    package func remove(_ ids: Set<String>) throws(ToolError) {
        try change { (timers) throws(ToolError) in timers.removeAll { ids.contains($0.id) } }
    }

    /// Takes a timer that was spoken away: from memory in any case, for nobody wants to hear it again.
    ///
    /// - Throws: ``ToolError`` where the file cannot be written: then a restart would bring it back.
    package func take(_ id: String) throws(ToolError) {
        do throws(ToolError) {
            try remove([id])
        } catch {
            timers.withLock { $0.removeAll { $0.id == id } }
            throw error
        }
    }

    private func change(_ body: (inout [TimerEntry]) throws(ToolError) -> Void) throws(ToolError) {
        let result = timers.withLock { timers -> Result<Void, ToolError> in
            do throws(ToolError) {
                var next = timers
                try body(&next)
                try StateDirectory.make(directory)
                try file.write(Content(timers: next))
                timers = next
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
        changed()
    }
}
