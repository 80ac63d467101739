internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Supervision

/// `GET events`: what happens, as server-sent events.
struct EventRoutes: Sendable {
    static let mediaType = "text/event-stream"

    let follower: EventFollower

    func events(_ request: Request, _ context: APIContext) throws -> Response {
        try Acceptance.check(request, Self.mediaType)
        let last = request.headers[.lastEventID].flatMap(EventID.init)
        let session = request.uri.queryParameters["session"].map(String.init)
        return Self.stream(context) { stream in
            try await stream.write([EventText.preamble])
            try await follower.follow(after: last, until: stream.closed) { piece in
                switch piece {
                case .snapshot(let json, let id): try await stream.write([EventText.block("snapshot", json, id: id)])
                case .events(let batch, let number): try await stream.write(batch.blocks(after: number, of: session))
                case .signOfLife: try await stream.write([EventText.signOfLife])
                }
            }
        }
    }

    /// An answer that is written as long as `write` runs; where that ends by ``EventSubscription/End``, the peer is told why.
    ///
    /// The connection ends with it: whoever is cut off holds nothing any more.
    static func stream(
        _ context: APIContext,
        _ write: @escaping @Sendable (StreamWriter) async throws -> Void
    ) -> Response {
        let body = context.stream.body { stream in
            do {
                try await write(stream)
            } catch let end as EventSubscription.End {
                try await stream.write([EventText.block("dropped", end.event)])
            } catch is EventLog.TooSlow {
                try await stream.write([EventText.block("dropped", EventSubscription.End.tooSlow.event)])
            }
        }
        let headers: HTTPFields = [.contentType: mediaType, .cacheControl: "no-store", .connection: "close"]
        return Response(status: .ok, headers: headers, body: body)
    }
}

extension EventSubscription.End {
    /// Why, for people.
    var reason: String {
        switch self {
        case .tooSlow: "too slow: more events were waiting than are kept; come again for how things are now"
        case .stopped: "the hub stops"
        case .gone: "the connection is gone"
        }
    }

    /// The last event of a stream, in JSON.
    var event: [UInt8] {
        JSONObject().adding("type", "dropped").adding("time", EventTime.now).adding("reason", reason).bytes
    }
}

extension HTTPField.Name {
    /// `Last-Event-ID` (WHATWG HTML, 9.2).
    static var lastEventID: Self { constant("Last-Event-ID") }
}
