private import FrameTransport

/// Sockets that a service manager holds for the stage that is its unit: it starts the stage when somebody connects, and starts it
/// again when it dies.
package enum UnitSocket {
    /// Whether systemd listens at `path`. Looking makes it start the unit.
    package static func isHeld(at path: String) -> Bool {
        guard let process = UnixAddress.listener(at: path) else { return false }
        return ProcessFacts.name(of: process) == "systemd"
    }
}
