private import HTTPTypes
internal import NIOCore
private import NIOWebSocket
internal import SpeechFrames

/// What a WebSocket's peer may want, and what it is told.
struct WebSocketCommands: Sendable {
    /// What all messages have, or may have.
    private struct Envelope: RequestMembers {
        static let names = ["type", "ref"]
        var type: String
        var ref: String?
    }

    let sources: HubAPISources

    /// The answer to one message, in JSON; `problem`: it is refused for that, whatever it is.
    ///
    /// - Throws: ``WebSocketAssembler/Fault`` where it is no JSON.
    func answer(
        to message: [UInt8],
        from peer: HTTPPeer,
        refusing problem: Problem?
    ) throws(WebSocketAssembler.Fault) -> [UInt8] {
        var ref: String?
        do throws(Problem) {
            let envelope = try Envelope(
                json: message,
                besides: AskMembers.names + SayMembers.names + InterruptMembers.names + ["session"]
            )
            ref = envelope.ref
            if let problem { throw problem }
            return try answer(envelope.type, message, peer, ref)
        } catch {
            if error.code == "bad_json" {
                throw WebSocketAssembler.Fault(.dataInconsistentWithMessage, "this is no JSON")
            }
            let isOurs = ["unknown_member", "bad_member", "nothing_asked"].contains(error.code)
            return Self.named(ref, "refused")
                .adding("code", isOurs ? "bad_message" : error.code)
                .adding("message", error.detail)
                .bytes
        }
    }

    private func answer(_ type: String, _ message: [UInt8], _ peer: HTTPPeer, _ ref: String?) throws(Problem) -> [UInt8]
    {
        let frame: Frame
        let common = ["type", "ref", "session"]
        switch type {
        case "ask": frame = try AskMembers(json: message, besides: common).frame()
        case "say": frame = try SayMembers(json: message, besides: common).frame()
        case "interrupt": frame = try InterruptMembers(json: message, besides: common).frame
        default: throw Problem(.badRequest, "bad_member", "`type` is ask, say or interrupt")
        }
        for answer in sources.request(frame, peer.credentials) {
            switch answer {
            case .accepted(let accepted):
                return Self.named(ref, "accepted")
                    .adding("session", accepted.session)
                    .adding("turn", accepted.turn)
                    .bytes
            case .refused(let refused): throw Problem(refused)
            default: continue
            }
        }
        throw Problem(.serviceUnavailable, "not_ready", "the hub did not take it up: try again")
    }

    private static func named(_ ref: String?, _ type: String) -> JSONObject {
        let object = JSONObject().adding("type", type)
        return ref.map { object.adding("ref", $0) } ?? object
    }
}
