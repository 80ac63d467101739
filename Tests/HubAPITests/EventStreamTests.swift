import HubAPI
import NIOCore
import SpeechFrames
import Supervision
import TestSupport
import Testing

/// What streams of events bring, and when they end.
@Suite(.timeLimit(.minutes(3)))
struct EventStreamTests {
    private static let get = "GET /api/streaming/events HTTP/1.1\r\nHost: localhost\r\n"

    @Test("a stream begins with how the hub is, and goes on with what happens")
    func live() async throws {
        try await TestServer.with { server in
            try await RawConnection.with(server.address) { connection in
                try await connection.send("\(Self.get)\r\n")
                let start = try await connection.read { $0.contains("\"turns\":[]") }
                #expect(start.contains("Content-Type: text/event-stream"))
                #expect(start.contains("retry: 1000\n\n"))
                #expect(start.contains("id: \(server.hub.events.last)\nevent: snapshot\n"))
                server.hub.events.note([NoteEvent(session: "s", text: "hello")])
                let text = try await connection.read { $0.contains("hello") }
                #expect(text.contains("id: \(server.hub.events.last)\nevent: note\ndata: {"))
            }
            #expect(await eventually { server.api.streams == 0 })
        }
    }

    @Test("who was away gets what it has missed, and no snapshot")
    func replay() async throws {
        try await TestServer.with { server in
            server.hub.events.note([NoteEvent(text: "one")])
            let seen = server.hub.events.last
            server.hub.events.note([NoteEvent(text: "two"), NoteEvent(text: "three")])
            try await RawConnection.with(server.address) { connection in
                try await connection.send("\(Self.get)Last-Event-ID: \(seen)\r\n\r\n")
                _ = try await connection.read { $0.contains("three") }
                server.hub.events.note([NoteEvent(text: "four")])
                let text = try await connection.read { $0.contains("four") }
                #expect(!text.contains("snapshot") && !text.contains("\"one\""))
                #expect(text.split(separator: "event: note").count == 4)
            }
        }
    }

    @Test("what cannot be replayed begins anew", arguments: ["00000000.1", "nonsense", "", "ffffffff.99999"])
    func unknown(id: String) async throws {
        try await TestServer.with { server in
            try await RawConnection.with(server.address) { connection in
                try await connection.send("\(Self.get)Last-Event-ID: \(id)\r\n\r\n")
                _ = try await connection.read { $0.contains("event: snapshot") }
            }
        }
    }

    @Test("a stream of one session has no other's events")
    func filtered() async throws {
        try await TestServer.with { server in
            try await RawConnection.with(server.address) { connection in
                let get = "GET /api/streaming/events?session=a HTTP/1.1\r\nHost: localhost\r\n\r\n"
                try await connection.send(get)
                _ = try await connection.read { $0.contains("snapshot") }
                let notes = [NoteEvent(session: "b", text: "theirs"), NoteEvent(session: "a", text: "ours")]
                server.hub.events.note(notes + [NoteEvent(text: "for all")])
                let text = try await connection.read { $0.contains("for all") }
                #expect(text.contains("ours") && !text.contains("theirs"))
            }
        }
    }

    @Test("every reader gets every event once, whenever it has come")
    func many() async throws {
        try await TestServer.with { server in
            try await withThrowingTaskGroup(of: Void.self) { group in
                let talking = Task {
                    for number in 0..<500 {
                        server.hub.events.note([NoteEvent(text: "n\(number);")])
                        if number % 50 == 0 { await Task.yield() }
                    }
                }
                for _ in 0..<20 {
                    group.addTask {
                        try await RawConnection.with(server.address) { connection in
                            let id = EventID(run: server.hub.events.run, number: 0)
                            try await connection.send("\(Self.get)Last-Event-ID: \(id)\r\n\r\n")
                            let text = try await connection.read { $0.contains("n499;") }
                            let numbers = text.split(separator: "\"text\":\"n").dropFirst().compactMap { piece in
                                Int(piece.prefix { $0.isNumber })
                            }
                            #expect(numbers == Array(0..<500))
                        }
                    }
                }
                try await group.waitForAll()
                await talking.value
            }
        }
    }

    @Test("a question's own stream ends with its turn")
    func turn() async throws {
        try await TestServer.with { server in
            server.hub.set {
                $0.answers = [.accepted(Accepted(session: "s", turn: 2))]
                $0.onRequest = { _ in
                    server.hub.events.note([
                        MovedEvent(session: "s", turn: 1, state: "finished"),
                        MovedEvent(session: "s", turn: 2, state: "thinking"),
                        MovedEvent(session: "s", turn: 2, state: "finished"),
                        MovedEvent(session: "s", turn: 2, state: "idle"),
                    ])
                }
            }
            let line = "POST /api/streaming/sessions"
            let answer = try await server.ask(line, "Accept: text/event-stream", body: #"{"text":"a"}"#)
            #expect(answer.status == 200)
            #expect(answer.headers["location"] == "/api/streaming/sessions/s")
            #expect(answer.body.contains("thinking") && answer.body.contains("finished"))
            #expect(!answer.body.contains("\"turn\":1") && !answer.body.contains("idle"))
        }
    }

    @Test("a quiet stream has signs of life")
    func keepAlive() async throws {
        try await TestServer.with(limits: { limits in
            limits.keepAlive = .milliseconds(20)
        }) { server in
            try await RawConnection.with(server.address) { connection in
                try await connection.send("\(Self.get)\r\n")
                _ = try await connection.read {
                    $0.split(separator: ":\n\n", omittingEmptySubsequences: false).count > 2
                }
            }
        }
    }

    @Test("a reader that is too slow is cut off, told why, and holds nobody up")
    func slowReader() async throws {
        try await TestServer.with(limits: { limits in
            limits.backlog = 200_000
            limits.reading = .seconds(150)
        }) { server in
            try await RawConnection.with(server.address) { slow in
                try await slow.send("\(Self.get)\r\n")
                _ = try await slow.read { $0.contains("snapshot") }
                try await RawConnection.with(server.address) { quick in
                    try await quick.send("\(Self.get)\r\n")
                    _ = try await quick.read { $0.contains("snapshot") }
                    let text = String(repeating: "x", count: 100_000)
                    var count = 0
                    // Until more waits than the sockets of both sides hold, and the server does.
                    while server.api.streams == 2, count < 1_000 {
                        quick.forget()
                        server.hub.events.note([NoteEvent(text: text), NoteEvent(text: "\(count);")])
                        _ = try await quick.read { $0.contains("\"\(count);\"") }
                        count += 1
                    }
                    #expect(count < 1_000)
                }
                let rest = try await slow.readToEnd()
                #expect(rest.contains("event: dropped\ndata: {") && rest.contains("too slow"))
            }
        }
    }

    @Test("a reader that takes nothing at all is let go, and nothing of it is kept")
    func deafReader() async throws {
        try await TestServer.with(limits: { limits in
            limits.backlog = 200_000
            limits.reading = .milliseconds(200)
        }) { server in
            try await RawConnection.with(server.address) { connection in
                try await connection.send("\(Self.get)\r\n")
                _ = try await connection.read { $0.contains("snapshot") }
                let text = String(repeating: "x", count: 100_000)
                let isLetGo = await eventually {
                    if server.api.streams > 0 { server.hub.events.note([NoteEvent(text: text)]) }
                    return server.api.connections == 0
                }
                #expect(isLetGo)
                #expect(server.api.streams == 0)
            }
        }
    }

    @Test("health is looked at when a turn ends and when the processes are told, and not at each step between")
    func healthChecks() async throws {
        try await TestServer.with { server in
            try await RawConnection.with(server.address) { connection in
                try await connection.send("\(Self.get)\r\n")
                _ = try await connection.read { $0.contains("snapshot") }
                server.hub.events.note([MovedEvent(session: "s", turn: 1, state: "speaking")])
                _ = try await connection.read { $0.contains("speaking") }
                server.hub.events.note([MovedEvent(session: "s", turn: 1, state: "finished")])
                _ = try await connection.read { $0.contains("health 1") }
                server.hub.events.note([ProcessesEvent(processes: [])])
                _ = try await connection.read { $0.contains("health 2") }
            }
        }
    }

    @Test("a server that stops says so on its streams, and is gone soon")
    func stop() async throws {
        let texts = Texts()
        try await withThrowingTaskGroup(of: Void.self) { group in
            try await TestServer.with { server in
                for _ in 0..<5 {
                    group.addTask {
                        try await RawConnection.with(server.address) { connection in
                            try await connection.send("\(Self.get)\r\n")
                            _ = try await connection.read { $0.contains("snapshot") }
                            texts.add(try await connection.readToEnd())
                        }
                    }
                }
                #expect(await eventually { server.api.streams == 5 })
            }
            try await group.waitForAll()
        }
        #expect(texts.all.count == 5)
        #expect(texts.all.allSatisfy { $0.contains("event: dropped\ndata: {") && $0.contains("the hub stops") })
    }
}
