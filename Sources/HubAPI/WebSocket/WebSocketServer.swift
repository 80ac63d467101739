internal import NIOCore
internal import NIOWebSocket

/// Serves WebSockets: the events go out, and what the peer wants comes in.
struct WebSocketServer: Sendable {
    let gate: RequestGate
    let follower: EventFollower
    let commands: WebSocketCommands

    /// Serves one to its end.
    func serve(_ channel: WebSocketConnection.Channel, _ peer: HTTPPeer) async throws {
        let connection = WebSocketConnection(limit: gate.limits.message)
        try await channel.executeThenClose { frames, outbound in
            let sender = WebSocketSender(outbound)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await sendEvents(sender, connection.heard, until: channel.channel.closeFuture) }
                group.addTask {
                    try? await connection.take(frames, sender) { message, sender in
                        try await answer(message, sender, peer)
                    }
                }
                await group.next()
                group.cancelAll()
            }
        }
    }

    private func sendEvents(_ sender: WebSocketSender, _ heard: LastHeard, until closed: EventLoopFuture<Void>) async {
        do {
            try await follower.follow(after: nil, until: closed) { piece in
                switch piece {
                case .snapshot(let json, let id): try await sender.send([EventText.message(json, id: id)])
                case .events(let batch, let number): try await sender.send(batch.messages(after: number, of: nil))
                case .signOfLife:
                    guard heard.silence < gate.limits.silence else { throw EventSubscription.End.gone }
                    try await sender.ping()
                }
            }
        } catch let end as EventSubscription.End {
            if end != .gone { try? await sender.send(end.event) }
            await sender.close(end == .stopped ? .goingAway : .policyViolation, end.reason)
        } catch {
            await sender.close(.policyViolation, EventSubscription.End.tooSlow.reason)
        }
    }

    private func answer(
        _ message: WebSocketAssembler.Message,
        _ sender: WebSocketSender,
        _ peer: HTTPPeer
    ) async throws {
        switch message {
        case .text(let text):
            let problem = gate.refusal(ofOneMoreFrom: peer)
            try await sender.send(commands.answer(to: Array(text.utf8), from: peer, refusing: problem))
        case .binary: throw WebSocketAssembler.Fault(.unacceptableData, "only texts are taken here")
        case .ping, .pong, .close: return
        }
    }
}
