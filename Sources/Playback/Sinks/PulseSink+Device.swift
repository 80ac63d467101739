internal import CPulse
private import Synchronization

/// What a sound server says of the device that a sink plays on.
package struct SinkDevice: Sendable, Equatable {
    /// As a person knows it.
    package var description: String
    package var isMuted: Bool
    /// In percent; 100 is neither louder nor quieter than what is played.
    package var volume: Int
}

/// The answer to one question, whenever it comes: libpulse never answers what was asked of a server that went away.
private final class DeviceAnswer: Sendable {
    let device = Mutex<SinkDevice?>(nil)
    let isThere = Wakeup()
}

private func deviceDidCome(
    _ context: OpaquePointer?,
    _ info: UnsafePointer<pa_sink_info>?,
    _ isLast: Int32,
    _ userdata: UnsafeMutableRawPointer?
) {
    guard let userdata else { return }
    let answer = Unmanaged<DeviceAnswer>.fromOpaque(userdata)
    if let info = info?.pointee, isLast == 0 {
        var volume = info.volume
        let percent = Int(pa_cvolume_max(&volume)) * 100 / Int(PA_VOLUME_NORM)
        let device = SinkDevice(
            description: String(cString: info.description),
            isMuted: info.mute != 0,
            volume: percent
        )
        answer.takeUnretainedValue().device.withLock { $0 = device }
    } else {
        answer.takeRetainedValue().isThere.signal()
    }
}

extension PulseSink {
    /// How long the server may take to answer, in microseconds.
    private static let deviceLimit = 2_000_000

    /// What the server says of the device; `nil` where it says nothing.
    package func device() async -> SinkDevice? {
        let answer = DeviceAnswer()
        let isAsked = loop.locked {
            guard let context = state.withLock({ $0.phase == .ready ? $0.context : nil }) else { return false }
            let name = name ?? "@DEFAULT_SINK@"
            // The callback gives it back; where it never comes, the few bytes stay.
            let userdata = Unmanaged.passRetained(answer).toOpaque()
            guard let operation = pa_context_get_sink_info_by_name(context.pointer, name, deviceDidCome, userdata)
            else {
                Unmanaged<DeviceAnswer>.fromOpaque(userdata).release()
                return false
            }
            pa_operation_unref(operation)
            return true
        }
        guard isAsked else { return nil }
        await answer.isThere.wait(until: time.microseconds + Self.deviceLimit, by: time)
        return answer.device.withLock { $0 }
    }
}
