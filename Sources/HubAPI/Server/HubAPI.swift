private import Clocks
private import FrameTransport
package import Logging
internal import NIOCore
package import Settings
private import Supervision
private import Synchronization

/// Serves HTTP for the hub.
package final class HubAPI: Sendable {
    /// How long streams have at the end to say so.
    private static let lastWords = Duration.milliseconds(300)

    private let addresses: [HTTPAddress]
    private let inherited: [Int32]
    private let listeners = Mutex<[HTTPListener]>([])
    private let server: ConnectionServer
    private let broadcast: EventBroadcast
    private let listenTroubles: ListenTroubles
    private let logger: Logger

    /// Serves at `addresses`, and at the sockets `inherited` that systemd has made.
    ///
    /// - Throws: ``HTTPSetupFault`` where that would let in more than was meant.
    package init(
        addresses: [HTTPAddress],
        inherited: [Int32] = [],
        token: BearerToken?,
        hosts: [String] = [],
        limits: HTTPLimits = HTTPLimits(),
        sources: HubAPISources,
        page: [PageFile] = [],
        version: String,
        logger: Logger
    ) throws(HTTPSetupFault) {
        let all = addresses + inherited.map(HTTPListener.address(ofInherited:))
        if token == nil, let open = all.first(where: { !$0.isLocal }) { throw HTTPSetupFault(openTo: open) }
        self.addresses = addresses
        self.inherited = inherited
        self.logger = logger
        let troubles = ListenTroubles()
        broadcast = EventBroadcast(sources, trouble: { troubles.sentences }, limits: limits)
        listenTroubles = troubles
        let health = { @Sendable in sources.health(troubles.sentences) }
        let follower = EventFollower(broadcast: broadcast) {
            let picture = sources.picture()
            return (HubSnapshot.json(picture, health: health().json, version: version), picture.last)
        }
        let rules = AccessRules(
            token: token,
            addresses: all,
            names: hosts,
            openPaths: Set(page.map(\.path))
        )
        let gate = RequestGate(rules: rules, limits: limits)
        let table = HubRoutes.table(sources, health, follower, page: page)
        let commands = WebSocketCommands(sources: sources)
        let webSockets = WebSocketServer(gate: gate, follower: follower, commands: commands)
        server = ConnectionServer(
            exchange: HTTPExchange(gate: gate, responder: table.responder, logger: logger),
            serveWebSocket: webSockets.serve,
            tasks: ConnectionTasks(limit: limits.connections)
        )
    }

    /// Where it is served just now, with the ports that the system has chosen.
    package var served: [HTTPAddress] { listeners.withLock { $0.map(\.address) } }

    /// Where it could not be served yet, for people; it is tried again.
    package var troubles: [String] { listenTroubles.sentences }

    /// The name of its sockets for systemd.
    package static var socketName: String { HTTPListener.inheritedName }

    /// How many streams of events there are.
    package var streams: Int { broadcast.count }

    /// How many connections are open, streams and all others.
    package var connections: Int { server.tasks.count }

    /// Serves until the task is cancelled: then streams are ended, and it returns when nothing is open any more.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            let events = Task { await broadcast.run() }
            for address in addresses { group.addTask { await self.listen(at: address) } }
            for descriptor in inherited { group.addTask { await self.listen(inherited: descriptor) } }
            await group.waitForAll()
            await untilCancelled()
            events.cancel()
            await events.value
        }
        let open = listeners.withLock { listeners in
            defer { listeners = [] }
            return listeners
        }
        for listener in open { await listener.close() }
        await server.tasks.stop(after: Self.lastWords)
    }

    /// Tries until it listens, or the task is cancelled: the hub works without, too.
    private func listen(at address: HTTPAddress) async {
        var backoff = LinkBackoff()
        while !Task.isCancelled {
            do {
                let listener = try await HTTPListener.open(address, server.prepare)
                listenTroubles.clear(address)
                return note(listener)
            } catch {
                let advice = "the hub works without, and tries again: free the address, or name another in `http`"
                if let sentence = listenTroubles.note(address, "\(error)") { logger.warning("\(sentence); \(advice)") }
            }
            try? await SteadyClock().sleep(for: backoff.next() * 8)
        }
    }

    private func listen(inherited descriptor: Int32) async {
        do {
            note(try await HTTPListener.open(inherited: descriptor, server.prepare))
        } catch {
            logger.error("HTTP is not served at the socket that systemd has made: \(error)")
        }
    }

    private func note(_ listener: HTTPListener) {
        listeners.withLock { $0.append(listener) }
        logger.notice("HTTP is served at \(listener.address.url)")
    }

    private func untilCancelled() async {
        let (stream, end) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await withTaskCancellationHandler {
            for await _ in stream {}
        } onCancel: {
            end.finish()
        }
    }
}

extension HTTPAddress {
    /// For people to open.
    fileprivate var url: String {
        switch self {
        case .tcp: "http://\(self)/"
        case .unix: description
        }
    }
}
