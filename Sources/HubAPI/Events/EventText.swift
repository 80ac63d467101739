internal import NIOCore
internal import Supervision

/// Events as they are written: server-sent events (WHATWG HTML, 9.2), and messages of a WebSocket.
enum EventText {
    /// What a stream begins with: how long a reader waits before it comes again.
    static let preamble = ByteBuffer(string: "retry: 1000\n\n")

    /// A comment, which readers pass over.
    static let signOfLife = ByteBuffer(string: ":\n\n")

    /// With `id` and `event`; JSON has no line end in it.
    static func writeBlock(_ event: LoggedEvent, to buffer: inout ByteBuffer) {
        buffer.writeImmutableBuffer(block(event.type, event.json, id: event.id))
    }

    /// With the member `id`.
    static func writeMessage(_ event: LoggedEvent, to buffer: inout ByteBuffer) {
        buffer.writeImmutableBuffer(message(event.json, id: event.id))
    }

    /// One event in JSON as a server-sent event.
    static func block(_ type: String, _ json: [UInt8], id: EventID? = nil) -> ByteBuffer {
        var buffer = ByteBuffer()
        if let id { buffer.writeString("id: \(id)\n") }
        buffer.writeString("event: \(type)\ndata: ")
        buffer.writeBytes(json)
        buffer.writeString("\n\n")
        return buffer
    }

    /// One event in JSON as a WebSocket's text.
    static func message(_ json: [UInt8], id: EventID) -> ByteBuffer {
        var buffer = ByteBuffer(string: "{\"id\":\"\(id)\",")
        buffer.writeBytes(json.dropFirst())
        return buffer
    }
}
