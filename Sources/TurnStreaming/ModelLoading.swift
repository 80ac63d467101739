private import Synchronization

/// Which models' loading is waited for, by how many answers.
package final class ModelLoading: Sendable {
    private struct State {
        var waiting: [String: Int] = [:]
        var changed: @Sendable (String?) -> Void = { _ in }

        var name: String? { waiting.keys.min() }
    }

    private let state = Mutex(State())

    package init() {}

    /// The name of one that is loaded now; `nil` where none is.
    var name: String? { state.withLock { $0.name } }

    /// From now on `changed` is told the name, whenever it is another. It must not block, and not call back.
    func observe(_ changed: @escaping @Sendable (String?) -> Void) { state.withLock { $0.changed = changed } }

    /// Tells the name again, for what else is told with it.
    func tell() { state.withLock { $0.changed($0.name) } }

    /// An answer waits for a model.
    package func begin(_ name: String) { change { $0[name, default: 0] += 1 } }

    /// It does so no more.
    package func end(_ name: String) {
        change { waiting in
            let rest = (waiting[name] ?? 1) - 1
            waiting[name] = rest > 0 ? rest : nil
        }
    }

    private func change(_ body: (inout [String: Int]) -> Void) {
        state.withLock { state in
            let before = state.name
            body(&state.waiting)
            // Under the lock: what is told last is how it is.
            if state.name != before { state.changed(state.name) }
        }
    }
}
