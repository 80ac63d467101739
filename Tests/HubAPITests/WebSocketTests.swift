import HubAPI
import SpeechFrames
import Supervision
import TestSupport
import Testing

/// The WebSocket as a program uses it.
@Suite(.timeLimit(.minutes(3)))
struct WebSocketTests {
    @Test("the events come as texts, each with its id")
    func events() async throws {
        try await TestServer.with { server in
            try await WebSocketClient.with(server.address) { client in
                let snapshot = try await client.nextJSON()
                #expect(snapshot["type"]?.string == "snapshot")
                #expect(snapshot["id"]?.string == "\(server.hub.events.last)")
                server.hub.events.note([NoteEvent(session: "s", text: "hello")])
                let note = try await client.nextJSON()
                #expect(note["type"]?.string == "note" && note["text"]?.string == "hello")
                #expect(note["id"]?.string == "\(server.hub.events.last)")
            }
            #expect(await eventually { server.api.streams == 0 })
        }
    }

    @Test("ask, say and interrupt are done, and answered with their ref")
    func commands() async throws {
        try await TestServer.with { server in
            server.hub.set { $0.answers = [.accepted(Accepted(session: "s", turn: 3))] }
            try await WebSocketClient.with(server.address) { client in
                _ = try await client.nextJSON()
                for type in ["ask", "say"] {
                    try await client.send(text: #"{"type":"\#(type)","text":"hi","session":"s","ref":"\#(type)1"}"#)
                    let answer = try await client.nextJSON()
                    #expect(answer["type"]?.string == "accepted" && answer["ref"]?.string == "\(type)1")
                    #expect(answer["session"]?.string == "s" && answer["turn"]?.number == 3)
                }
                try await client.send(text: #"{"type":"interrupt"}"#)
                #expect(try await client.nextJSON()["type"]?.string == "accepted")
            }
            #expect(server.hub.requests.map(\.type) == [.ask, .say, .interrupt])
        }
    }

    @Test("what the hub refuses, and what is no message of ours, is told, and the connection stays")
    func refused() async throws {
        try await TestServer.with { server in
            server.hub.set { $0.answers = [.refused(Refused(code: "output_busy", message: "wait"))] }
            try await WebSocketClient.with(server.address) { client in
                _ = try await client.nextJSON()
                let messages = [
                    (#"{"type":"ask","text":"hi","ref":"a"}"#, "output_busy"),
                    (#"{"type":"dance","ref":"a"}"#, "bad_message"),
                    (#"{"type":"ask","ref":"a"}"#, "bad_message"),
                    (#"{"type":"ask","text":"a","x":1,"ref":"a"}"#, "bad_message"),
                    ("[]", "bad_message"), ("{}", "bad_message"),
                ]
                for (message, code) in messages {
                    try await client.send(text: message)
                    let answer = try await client.nextJSON()
                    #expect(answer["type"]?.string == "refused")
                    #expect(answer["code"]?.string == code, "\(message)")
                    #expect(answer["message"]?.string?.isEmpty == false)
                }
            }
        }
    }

    @Test("what is no JSON ends the connection with 1007, bytes with 1003, what is too long with 1009")
    func closes() async throws {
        try await TestServer.with { server in
            let ends: [(UInt8, [UInt8], UInt16)] = [
                (1, Array("{".utf8), 1_007), (1, [0xFF], 1_007), (2, [1, 2], 1_003),
                (1, [UInt8](repeating: 0x20, count: 300 << 10), 1_009),
            ]
            for (opcode, payload, code) in ends {
                try await WebSocketClient.with(server.address) { client in
                    _ = try await client.nextJSON()
                    try await client.send(opcode, payload)
                    #expect(try await client.closeCode() == code)
                }
            }
        }
    }

    @Test("pages of others, other names and those without the token get no WebSocket")
    func guarded() async throws {
        try await TestServer.with { server in
            let foreign = try await server.ask(
                "GET /api/streaming/ws",
                WebSocketClient.upgrade,
                "Origin: http://evil.example"
            )
            #expect(foreign.status == 403 && foreign.code == "wrong_origin")
            let renamed = try await server.ask("GET /api/streaming/ws", WebSocketClient.upgrade, host: "evil.example")
            #expect(renamed.status == 403 && renamed.code == "wrong_host")
            let old = WebSocketClient.upgrade.replacing("Version: 13", with: "Version: 8")
            let outdated = try await server.ask("GET /api/streaming/ws", old)
            #expect(outdated.status == 426 && outdated.headers["sec-websocket-version"] == "13")
            let elsewhere = try await server.ask("GET /health/live", WebSocketClient.upgrade)
            #expect(elsewhere.status == 200)
            #expect(server.api.streams == 0)
        }
        try await TestServer.with(token: "0123456789abcdef") { server in
            let answer = try await server.ask("GET /api/streaming/ws", WebSocketClient.upgrade)
            #expect(answer.status == 401)
        }
    }

    @Test("a peer that answers no ping is ended")
    func silence() async throws {
        try await TestServer.with(limits: { limits in
            limits.keepAlive = .milliseconds(20)
            limits.silence = .milliseconds(400)
        }) { server in
            try await WebSocketClient.with(server.address) { client in
                _ = try await client.nextJSON()
                #expect(try await client.closeCode() == 1_008)
            }
        }
    }

    @Test("a server that stops says 1001")
    func stop() async throws {
        let texts = Texts()
        try await withThrowingTaskGroup(of: Void.self) { group in
            try await TestServer.with { server in
                group.addTask {
                    try await WebSocketClient.with(server.address) { client in
                        _ = try await client.nextJSON()
                        texts.add("open")
                        #expect(try await client.nextJSON()["type"]?.string == "dropped")
                        #expect(try await client.closeCode() == 1_001)
                        texts.add("closed")
                    }
                }
                #expect(await eventually { texts.all == ["open"] })
            }
            try await group.waitForAll()
        }
        #expect(texts.all == ["open", "closed"])
    }
}
