internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTPTypes

/// Answers the requests of one connection, one after the other.
struct HTTPExchange: Sendable {
    typealias Channel = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
    typealias Writer = NIOAsyncChannelOutboundWriter<HTTPResponsePart>

    let gate: RequestGate
    let responder: RouterResponder<APIContext>
    let logger: Logger

    /// Serves until the peer has had enough, does not keep to HTTP, or the task is cancelled.
    ///
    /// - Throws: what the connection throws.
    func serve(_ channel: Channel, _ peer: HTTPPeer) async throws {
        try await channel.executeThenClose { inbound, outbound in
            var parts = inbound.makeAsyncIterator()
            let source = APIContext.Source(logger: logger, peer: peer, stream: StreamWriter(channel, outbound))
            while let part = try await parts.next() {
                guard case .head(let head) = part else { return }
                let goesOn = try await answer(head, &parts, source, outbound)
                guard goesOn, !Task.isCancelled else { return await end(channel.channel) }
            }
        }
    }

    /// Ends what is sent once the peer has taken all of it, or has had its time: closing at once would throw the rest away.
    private func end(_ channel: any NIOCore.Channel) async {
        let deadline = channel.eventLoop.scheduleTask(in: gate.limits.reading) { channel.close(promise: nil) }
        await withTaskCancellationHandler {
            try? await channel.close(mode: .output).get()
        } onCancel: {
            channel.close(promise: nil)
        }
        deadline.cancel()
    }

    /// - Returns: whether the connection can have another request.
    private func answer(
        _ head: HTTPRequest,
        _ parts: inout RequestReader.Parts,
        _ source: APIContext.Source,
        _ outbound: Writer
    ) async throws -> Bool {
        let reader = RequestReader(limit: gate.limits.body)
        let wantsEnd = Self.wantsEnd(head)
        if let problem = gate.refusal(of: head, from: source.peer) ?? reader.refusal(of: head) {
            try await write(problem.response, to: head, isLast: wantsEnd, outbound)
            return try await RequestReader.discardRest(&parts) && !wantsEnd
        }
        if head.headerFields[.expect]?.lowercased() == "100-continue" {
            try await outbound.write(.head(HTTPResponse(status: .continue)))
        }
        let body: ByteBuffer
        do {
            body = try await reader.body(&parts)
        } catch let problem as Problem {
            try await write(problem.response, to: head, isLast: true, outbound)
            _ = try await RequestReader.discardRest(&parts)
            return false
        }
        let request = Request(head: head, body: RequestBody(buffer: body))
        let response = await response(to: request, APIContext(source: source))
        let isLast = wantsEnd || response.headers[.connection] == "close"
        try await write(response, to: head, isLast: isLast, outbound)
        return !isLast
    }

    /// Whether the connection is to end with the request.
    private static func wantsEnd(_ head: HTTPRequest) -> Bool {
        let options = head.headerFields[values: .connection].flatMap { $0.split(separator: ",") }
        return options.contains { $0.filter { $0 != " " }.lowercased() == "close" }
    }

    private func response(to request: Request, _ context: APIContext) async -> Response {
        do {
            return try await responder.respond(to: request, context: context)
        } catch let problem as Problem {
            return problem.response
        } catch {
            logger.error("a request failed: \(error)")
            let detail = "the hub failed at this request, and has written down why"
            return Problem(.internalServerError, "internal", detail).response
        }
    }

    private func write(_ response: Response, to head: HTTPRequest, isLast: Bool, _ outbound: Writer) async throws {
        var response = response
        SecurityHeaders.add(to: &response.headers)
        response.headers[.date] = HTTPDate.now
        if isLast { response.headers[.connection] = "close" }
        if response.status == .noContent || response.status == .notModified { response.headers[.contentLength] = nil }
        let writer = ResponseWriter(outbound: outbound)
        guard head.method != .head else { return try await writer.writeResponse(response.head) }
        try await writer.write(response: response.head, body: response.body)
    }
}
