internal import SpeechFrames
private import Synchronization
internal import Tools

/// What was begun of people's requests, and what came of it, in a file: so a turn that is asked again after this process's death
/// does nothing twice.
///
/// It holds the last ``limit`` deeds; a file that cannot be written is told once, and costs only that certainty.
package final class DeedLog: Sendable {
    /// How many deeds are remembered: those of the turns that may be asked again are the last ones.
    package static let limit = 256

    /// One part of a request.
    struct Place: Sendable, Hashable, Codable {
        var session: String
        var turn: Int
        /// Which part it is, from 0.
        var step: Int
        /// Whether it is that part's taking back.
        var isUndo = false
    }

    /// What came of one part of a request.
    struct Result: Sendable, Equatable, Codable {
        var outcome: Command.Outcome?
        /// What is said about it.
        var spoken: String
    }

    private struct Deed: Sendable, Codable {
        var place: Place
        /// `nil`: it was begun.
        var result: Result?
    }

    private struct State {
        var deeds: [Deed]
        var isBroken = false
    }

    private let file: StateFile<[Deed]>
    private let state: Mutex<State>
    private let warn: @Sendable (String) -> Void

    /// A log in the file at `path`, with what a process before has written there. `warn` is told what is wrong with the file.
    package init(path: String, warn: @escaping @Sendable (String) -> Void = { _ in }) {
        // The turns end with the machine's power: nothing waits for the disk.
        file = StateFile(path: path, subject: "what was begun", waitsForDisk: false)
        self.warn = warn
        do throws(ToolError) {
            state = Mutex(State(deeds: try file.read() ?? []))
        } catch {
            warn(error.message)
            state = Mutex(State(deeds: []))
        }
    }

    /// Whether anything of a turn was begun.
    func knows(session: String, turn: Int) -> Bool {
        state.withLock { $0.deeds.contains { $0.place.session == session && $0.place.turn == turn } }
    }

    /// What is known of a part: nothing, that it was begun, or what came of it.
    func recall(_ place: Place) -> Result?? {
        state.withLock { state in state.deeds.last { $0.place == place }.map(\.result) }
    }

    /// A part is about to be done.
    func begin(_ place: Place) { note(Deed(place: place)) }

    /// A turn is new: what is known of an earlier one of the same name is forgotten.
    func forget(session: String, turn: Int) {
        guard knows(session: session, turn: turn) else { return }
        change { $0.removeAll { $0.place.session == session && $0.place.turn == turn } }
    }

    /// A part was done, or not.
    func end(_ place: Place, _ result: Result) { note(Deed(place: place, result: result)) }

    private func note(_ deed: Deed) {
        change { deeds in
            deeds.removeAll { $0.place == deed.place }
            deeds = (deeds + [deed]).suffix(Self.limit)
        }
    }

    private func change(_ body: (inout [Deed]) -> Void) {
        // The file is written under the lock: of two changes the later one is in it.
        let fault = state.withLock { state -> String? in
            body(&state.deeds)
            do throws(ToolError) {
                try file.write(state.deeds)
                state.isBroken = false
                return nil
            } catch {
                defer { state.isBroken = true }
                return state.isBroken ? nil : error.message
            }
        }
        if let fault { warn("\(fault): after a crash a command may be carried out twice") }
    }
}
