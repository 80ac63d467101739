internal import CPulse

/// One of libpulse's objects, as a number that may be kept anywhere. It is used only while the loop's lock is held.
struct PulseHandle: Sendable, Equatable {
    private let bits: UInt

    init?(_ pointer: OpaquePointer?) {
        guard let pointer else { return nil }
        bits = UInt(bitPattern: pointer)
    }

    /// The object. A handle is never made of a null pointer.
    var pointer: OpaquePointer? { OpaquePointer(bitPattern: bits) }
}

/// libpulse's threaded main loop: one thread, and the lock that every call outside its callbacks needs. The lock is recursive.
final class PulseLoop: Sendable {
    private let handle: PulseHandle

    /// Starts the thread.
    ///
    /// - Throws: ``OutputError`` when there is no memory or no thread to be had.
    init() throws(OutputError) {
        guard let handle = PulseHandle(pa_threaded_mainloop_new()) else {
            throw OutputError(.unavailable, "no memory for a connection to PulseAudio")
        }
        self.handle = handle
        pa_threaded_mainloop_set_name(handle.pointer, "playback-pulse")
        if pa_threaded_mainloop_start(handle.pointer) < 0 {
            pa_threaded_mainloop_free(handle.pointer)
            throw OutputError(.unavailable, "no thread for a connection to PulseAudio")
        }
    }

    /// The loop's functions; valid until ``stop()``.
    var api: UnsafeMutablePointer<pa_mainloop_api>? { pa_threaded_mainloop_get_api(handle.pointer) }

    /// Runs `body` while no callback runs.
    func locked<Value>(_ body: () throws -> Value) rethrows -> Value {
        pa_threaded_mainloop_lock(handle.pointer)
        defer { pa_threaded_mainloop_unlock(handle.pointer) }
        return try body()
    }

    /// Ends the thread and gives everything back. Not from a callback; nothing may be called after it.
    func stop() {
        pa_threaded_mainloop_stop(handle.pointer)
        pa_threaded_mainloop_free(handle.pointer)
    }
}
