private import Synchronization

/// How loud each output is, in percent, kept in a file where there is a folder for it.
package final class VolumeDial: Sendable {
    private struct State: Codable {
        /// By the output's name; empty for the sequencer's own setting. One that is not here is at 100.
        var levels: [String: Int] = [:]
        /// The outputs that are silent until they are put on again.
        var muted: Set<String> = []
    }

    private let directory: String?
    private let file: StateFile<State>?
    private let state: Mutex<State>

    /// A dial whose positions are in `volume.json` in `directory`; without one they last as long as it does.
    ///
    /// - Throws: ``ToolError`` where there is a file that cannot be used.
    package init(directory: String? = nil) throws(ToolError) {
        self.directory = directory
        let file = directory.map { StateFile<State>(path: "\($0)/volume.json", subject: "the volume") }
        self.file = file
        state = Mutex(try file?.read() ?? State())
    }

    /// How loud an output is, from 0 to 100; `nil` where nobody has changed it.
    package func level(of output: String?) -> Int? {
        state.withLock { state in
            let name = output ?? ""
            return state.muted.contains(name) ? 0 : state.levels[name]
        }
    }

    /// What a dial is told.
    enum Turn: Sendable {
        case to(Int)
        case by(Int)
        case mute
        case unmute
    }

    /// Turns it.
    ///
    /// - Returns: how loud the output is then, as if it were not muted.
    /// - Throws: ``ToolError`` where the file cannot be written; it is turned all the same.
    func turn(_ output: String?, _ turn: Turn) throws(ToolError) -> Int {
        let name = output ?? ""
        // The file is written under the lock: of two turns the later one is in it.
        let result = state.withLock { state -> Result<Int, ToolError> in
            var level = state.levels[name] ?? 100
            switch turn {
            case .to(let wanted): level = wanted
            case .by(let step): level += step
            case .mute, .unmute: break
            }
            if case .mute = turn { state.muted.insert(name) } else { state.muted.remove(name) }
            level = min(100, max(0, level))
            state.levels[name] = level == 100 ? nil : level
            do throws(ToolError) {
                try save(state)
            } catch {
                return .failure(error)
            }
            return .success(level)
        }
        return try result.get()
    }

    private func save(_ state: State) throws(ToolError) {
        guard let directory, let file else { return }
        try StateDirectory.make(directory)
        try file.write(state)
    }
}
