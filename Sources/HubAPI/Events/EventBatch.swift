internal import NIOCore
internal import SpeechFrames
internal import Supervision

/// Events that came at once, written once for all who get them.
struct EventBatch: Sendable {
    private struct Entry: Sendable {
        let number: UInt64
        let session: String?
        /// Where it ends in ``blocks`` and ``messages``.
        let blockEnd: Int
        let messageEnd: Int
    }

    private let entries: [Entry]
    /// The events as server-sent events, and as texts of a WebSocket, one behind the other.
    private let blocks: ByteBuffer
    private let messages: ByteBuffer

    /// A batch without events is a sign of life.
    init(_ events: [LoggedEvent] = []) {
        var blocks = ByteBuffer()
        var messages = ByteBuffer()
        entries = events.map { event in
            EventText.writeBlock(event, to: &blocks)
            EventText.writeMessage(event, to: &messages)
            return Entry(
                number: event.id.number,
                session: event.turn?.session,
                blockEnd: blocks.writerIndex,
                messageEnd: messages.writerIndex
            )
        }
        (self.blocks, self.messages) = (blocks, messages)
    }

    /// How much there is to be sent, in bytes.
    var size: Int { blocks.readableBytes }

    var isSignOfLife: Bool { entries.isEmpty }

    /// The number of the last event.
    var last: UInt64 { entries.last?.number ?? 0 }

    /// The events after one as server-sent events, as few pieces as can be; with a session, without those of others.
    func blocks(after number: UInt64, of session: String?) -> [ByteBuffer] {
        var pieces: [Range<Int>] = []
        for index in entries.indices where isWanted(index, number, session) {
            let start = index > 0 ? entries[index - 1].blockEnd : 0
            let end = entries[index].blockEnd
            if let last = pieces.last, last.upperBound == start {
                pieces[pieces.count - 1] = last.lowerBound..<end
            } else {
                pieces.append(start..<end)
            }
        }
        return pieces.compactMap { blocks.getSlice(at: $0.lowerBound, length: $0.count) }
    }

    /// The events after one as texts, each for itself; with a session, without those of others.
    func messages(after number: UInt64, of session: String?) -> [ByteBuffer] {
        entries.indices.filter { isWanted($0, number, session) }.compactMap { index in
            let start = index > 0 ? entries[index - 1].messageEnd : 0
            return messages.getSlice(at: start, length: entries[index].messageEnd - start)
        }
    }

    private func isWanted(_ index: Int, _ number: UInt64, _ session: String?) -> Bool {
        let entry = entries[index]
        return entry.number > number && (session == nil || entry.session == nil || entry.session == session)
    }
}
