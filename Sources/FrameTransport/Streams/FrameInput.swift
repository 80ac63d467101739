package import SpeechFrames

/// The frames of a descriptor as they come.
package struct FrameInput: AsyncSequence {
    package typealias Element = RawFrame

    private let bytes: ByteInput
    private let splitter: FrameSplitter

    /// Reads frames from `descriptor`, which messages call `name`; a type that is not in `accepted` is an error.
    package init(descriptor: Int32, name: String, framing: Framing, accepting accepted: Set<FrameType>) {
        bytes = ByteInput(descriptor: descriptor, name: name)
        splitter = FrameSplitter(framing: framing, accepting: accepted)
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(bytes: bytes.makeAsyncIterator(), splitter: splitter)
    }

    package struct Iterator: AsyncIteratorProtocol {
        var bytes: ByteInput.Iterator
        var splitter: FrameSplitter
        var ended = false

        /// - Throws: `FrameError` for a bad frame, ``TransportError`` where reading fails. Both are final.
        package mutating func next() async throws -> RawFrame? {
            while !ended {
                if let frame = try splitter.next() { return frame }
                guard let more = try await bytes.next() else {
                    ended = true
                    break
                }
                splitter.append(more)
            }
            // A half frame is no fault where it was we who stopped reading.
            return Task.isCancelled ? nil : try splitter.finish()
        }
    }
}
