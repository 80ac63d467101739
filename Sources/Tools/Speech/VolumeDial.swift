private import Synchronization

/// How loud each output is, in percent, kept in a file where there is a folder for it.
///
/// It knows at most ``limit`` outputs; of more, one that is at 100 is forgotten first.
package final class VolumeDial: Sendable {
    /// More outputs than a house has.
    package static let limit = 64

    private struct Positions: Codable {
        /// By the output's name; empty for the sequencer's own setting. Nobody has changed one that is not here.
        var levels: [String: Int] = [:]
        /// The outputs that are silent until they are put on again.
        var muted: Set<String> = []

        func level(of name: String) -> Int? { muted.contains(name) ? 0 : levels[name] }

        /// How loud each is that was changed.
        var effective: [String: Int] { levels.merging(muted.map { ($0, 0) }) { $1 } }

        mutating func forgetOne(but name: String) {
            let others = levels.keys.filter { $0 != name }
            guard let least = others.min(by: { (levels[$0] == 100 ? 0 : 1, $0) < (levels[$1] == 100 ? 0 : 1, $1) })
            else { return }
            levels[least] = nil
            muted.remove(least)
        }
    }

    private struct State {
        var positions: Positions
        var changed: @Sendable ([String: Int]) -> Void = { _ in }
    }

    private let directory: String?
    private let file: StateFile<Positions>?
    private let state: Mutex<State>

    /// A dial whose positions are in `volume.json` in `directory`; without one they last as long as it does.
    ///
    /// - Throws: ``ToolError`` where there is a file that cannot be used.
    package init(directory: String? = nil) throws(ToolError) {
        self.directory = directory
        let file = directory.map { StateFile<Positions>(path: "\($0)/volume.json", subject: "the volume") }
        self.file = file
        state = Mutex(State(positions: try file?.read() ?? Positions()))
    }

    /// How loud an output is, from 0 to 100; `nil` where nobody has changed it.
    package func level(of output: String?) -> Int? {
        state.withLock { $0.positions.level(of: output ?? "") }
    }

    /// How loud each output is that somebody has changed, from 0 to 100; by its name, empty for the sequencer's own setting.
    package var levels: [String: Int] { state.withLock { $0.positions.effective } }

    /// From now on `changed` is told of all levels at each change. It must not block, and not call back.
    package func observe(_ changed: @escaping @Sendable ([String: Int]) -> Void) {
        state.withLock { $0.changed = changed }
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
            var level = state.positions.levels[name] ?? 100
            switch turn {
            case .to(let wanted): level = wanted
            case .by(let step): level += step
            case .mute, .unmute: break
            }
            if case .mute = turn { state.positions.muted.insert(name) } else { state.positions.muted.remove(name) }
            level = min(100, max(0, level))
            state.positions.levels[name] = level
            if state.positions.levels.count > Self.limit { state.positions.forgetOne(but: name) }
            // Under the lock: of two turns the later one is told last.
            state.changed(state.positions.effective)
            do throws(ToolError) {
                try save(state.positions)
            } catch {
                return .failure(error)
            }
            return .success(level)
        }
        return try result.get()
    }

    private func save(_ positions: Positions) throws(ToolError) {
        guard let directory, let file else { return }
        try StateDirectory.make(directory)
        try file.write(positions)
    }
}
