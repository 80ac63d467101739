package import SpeechFrames

/// Writes frames to a descriptor, in the order of the calls; see ``ByteOutput`` for how it waits.
package struct FrameOutput: Sendable {
    private let bytes: ByteOutput
    private let framing: Framing

    /// Writes to `descriptor`, which messages call `name`.
    package init(descriptor: Int32, name: String, framing: Framing) {
        bytes = ByteOutput(descriptor: descriptor, name: name)
        self.framing = framing
    }

    /// Writes one frame.
    ///
    /// - Throws: `FrameError` when it is too long, ``TransportError`` as ``ByteOutput/write(_:)`` does.
    package func write(_ frame: Frame) async throws {
        var encoded: [UInt8] = []
        try frame.encode(as: framing, into: &encoded)
        try await bytes.write(encoded)
    }

    /// Passes one frame on as it came.
    ///
    /// - Throws: ``TransportError``, as ``ByteOutput/write(_:)`` does.
    package func write(_ frame: RawFrame) async throws {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(frame.body.count + 5)
        frame.encode(as: framing, into: &encoded)
        try await bytes.write(encoded)
    }

    /// Returns when all that was written has reached the descriptor.
    ///
    /// - Throws: ``TransportError``, as ``ByteOutput/write(_:)`` does.
    package func flush() async throws {
        try await bytes.flush()
    }

    /// Gives up what waits: a reader that never reads must not hold up the end.
    package func abandon() {
        bytes.abandon()
    }
}
