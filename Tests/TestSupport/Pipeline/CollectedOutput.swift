private import Dispatch
private import Glibc
private import Synchronization

/// What a program wrote so far, for those who wait for more.
package final class CollectedOutput: Sendable {
    private struct Waiter {
        let isMet: @Sendable ([UInt8]) -> Bool
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var bytes: [UInt8] = []
        var isOver = false
        var waiters: [Waiter] = []
    }

    private let state = Mutex(State())

    /// Reads `descriptor` to its end on a thread of its own, and closes it.
    init(reading descriptor: Int32) {
        DispatchQueue(label: "output").async {
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = read(descriptor, &buffer, buffer.count)
                if count > 0 {
                    self.add(buffer[..<count])
                } else if count == 0 || errno != EINTR {
                    break
                }
            }
            close(descriptor)
            self.finish()
        }
    }

    package var bytes: [UInt8] { state.withLock { $0.bytes } }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Suspends until what was written meets the condition. False: it ended before.
    @discardableResult
    package func wait(until isMet: @escaping @Sendable ([UInt8]) -> Bool) async -> Bool {
        await withCheckedContinuation { continuation in
            let answer: Bool? = state.withLock { state in
                if isMet(state.bytes) { return true }
                if state.isOver { return false }
                state.waiters.append(Waiter(isMet: isMet, continuation: continuation))
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// Suspends until `text` was written. False: the output ended without it.
    @discardableResult
    package func wait(for text: String) async -> Bool {
        await wait { String(decoding: $0, as: UTF8.self).contains(text) }
    }

    /// Everything, once nobody can write any more.
    package func end() async -> [UInt8] {
        await wait { _ in false }
        return bytes
    }

    private func add(_ more: ArraySlice<UInt8>) {
        let met = state.withLock { state in
            state.bytes += more
            let met = state.waiters.filter { $0.isMet(state.bytes) }
            if !met.isEmpty { state.waiters.removeAll { $0.isMet(state.bytes) } }
            return met
        }
        met.forEach { $0.continuation.resume(returning: true) }
    }

    private func finish() {
        let left = state.withLock { state in
            state.isOver = true
            defer { state.waiters = [] }
            return state.waiters
        }
        left.forEach { $0.continuation.resume(returning: false) }
    }
}
