import FrameTransport
import SpeechFrames

/// A link in a simulation: what is under way on it, both ways.
struct SimulatedLink {
    /// Whether the greetings were exchanged.
    var isUp = false
    private var down: [RawFrame] = []
    private var up: [RawFrame] = []

    mutating func sendDown(_ frame: RawFrame) {
        if isUp { down.append(frame) }
    }

    mutating func sendUp(_ frame: RawFrame) {
        if isUp { up.append(frame) }
    }

    mutating func takeDown() -> RawFrame? { down.isEmpty ? nil : down.removeFirst() }

    mutating func takeUp() -> RawFrame? { up.isEmpty ? nil : up.removeFirst() }

    /// The link ends. What is under way reaches a living end in part: a process's last bytes may never leave it.
    mutating func end(_ random: inout SeededRandomness) -> (down: [RawFrame], up: [RawFrame]) {
        defer { self = SimulatedLink() }
        return (
            Array(down.prefix(.random(in: 0...down.count, using: &random.generator))),
            Array(up.prefix(.random(in: 0...up.count, using: &random.generator)))
        )
    }
}
