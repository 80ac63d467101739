/// Who waits to hear that words are gone from the disk.
///
/// At most ``limit`` wait; whoever comes on top is told at once that it is not known yet.
struct WipeQueue: Sendable {
    static let limit = 64

    struct Wipe: Sendable {
        let client: ClientID
        let sessions: [String]
    }

    let waiting: AsyncStream<Wipe>
    private let input: AsyncStream<Wipe>.Continuation

    init() {
        (waiting, input) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.limit))
    }

    /// - Returns: whether there was room.
    func add(_ wipe: Wipe) -> Bool {
        if case .enqueued = input.yield(wipe) { true } else { false }
    }
}
