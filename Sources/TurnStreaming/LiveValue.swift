private import Synchronization

/// A value that may change while others read it.
final class LiveValue<Value: Sendable>: Sendable {
    private let value: Mutex<Value>

    init(_ value: Value) {
        self.value = Mutex(value)
    }

    var current: Value { value.withLock { $0 } }

    func change(_ body: (Value) -> Value) {
        value.withLock { $0 = body($0) }
    }
}
