/// A look at whether a server is well, by a request that costs it nothing.
struct ServerCheck: Sendable {
    /// A server that is well answers at once.
    private static let patience = Duration.seconds(5)

    let server: ChatServer
    let transport: CurlTransport
    let timeouts: ModelTimeouts

    /// Returns if `url` answers with anything but a failure of the server; a key that is wrong is no matter of health.
    func run(_ url: String, headers: [String] = []) async throws(ModelError) {
        let request = HTTPRequest(
            url: url,
            headers: headers,
            timeouts: ModelTimeouts(
                connect: min(timeouts.connect, Self.patience),
                firstByte: min(timeouts.firstByte, Self.patience),
                stall: min(timeouts.stall, Self.patience)
            ),
            avoidsProxies: server.url.isLoopback
        )
        try await transport.withTransfer(for: request) { transfer throws(ModelError) in
            var bytes: [UInt8] = []
            do throws(TransferFailure) {
                _ = try await transfer.read(into: &bytes)
            } catch {
                throw server.error(for: error, hasBegun: false)
            }
            guard transfer.head.status < 500, transfer.head.status != 429 else {
                throw server.error(for: transfer.head, body: bytes, model: "")
            }
        }
    }
}
