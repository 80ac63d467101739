/// One question on the wire and its answer, the same for every chat protocol over HTTP.
struct ChatExchange: Sendable {
    /// Bytes of an error's body that are read for its message.
    static let errorBodyLimit = 65_536

    let server: ChatServer
    let transport: CurlTransport
    let request: HTTPRequest
    let model: String

    /// Posts the question and passes the events on until the answer's end.
    func run(
        _ decoder: some AnswerDecoder,
        _ receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        try await transport.withTransfer(for: request) { transfer throws(ModelError) in
            var bytes: [UInt8] = []
            var isOpen = try await read(transfer, into: &bytes, hasBegun: false)
            guard (200..<300).contains(transfer.head.status) else {
                throw try await rejection(transfer, startingWith: bytes)
            }
            var decoder = decoder
            while true {
                if isOpen { decoder.append(bytes) } else { decoder.finish() }
                while let event = try decoder.next() {
                    if Task.isCancelled { throw .cancelled }
                    do { try await receive(event) } catch { throw ModelError(thrownByReceiver: error) }
                    if case .finished = event { return }
                }
                isOpen = try await read(transfer, into: &bytes, hasBegun: true)
            }
        }
    }

    private func rejection(
        _ transfer: Transfer,
        startingWith start: [UInt8]
    ) async throws(ModelError) -> ModelError {
        var body = start
        var bytes: [UInt8] = []
        while body.count < Self.errorBodyLimit, try await read(transfer, into: &bytes, hasBegun: false) {
            body.append(contentsOf: bytes)
        }
        return server.error(for: transfer.head, body: Array(body.prefix(Self.errorBodyLimit)), model: model)
    }

    private func read(
        _ transfer: Transfer,
        into bytes: inout [UInt8],
        hasBegun: Bool
    ) async throws(ModelError) -> Bool {
        do {
            return try await transfer.read(into: &bytes)
        } catch {
            throw server.error(for: error, hasBegun: hasBegun)
        }
    }
}
