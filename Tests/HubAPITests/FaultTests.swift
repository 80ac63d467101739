import HubAPI
import NIOCore
import SpeechFrames
import Testing

/// What is refused, and how it is said.
@Suite(.timeLimit(.minutes(3)))
struct FaultTests {
    private static let sessions = "/api/streaming/sessions"

    @Test("a path that is not there is 404, and says where all of them stand")
    func notFound() async throws {
        try await TestServer.with { server in
            let answer = try await server.ask("GET /nothing")
            #expect(answer.status == 404)
            #expect(answer.headers["content-type"] == "application/problem+json")
            let problem = try answer.json
            #expect(problem["type"]?.string == "urn:loquat:not_found")
            #expect(problem["title"]?.string == "Not Found")
            #expect(problem["status"]?.number == 404)
            #expect(problem["detail"]?.string?.contains("openapi.json") == true)
        }
    }

    @Test(
        "another method is 405, with those that do; OPTIONS tells them, too",
        arguments: [
            ("PUT", "/api/streaming/health", "GET, HEAD, OPTIONS"), ("POST", "/metrics", "GET, HEAD, OPTIONS"),
            ("PATCH", "/api/streaming/sessions", "GET, HEAD, POST, OPTIONS"),
            ("POST", "/api/streaming/sessions/a", "GET, HEAD, DELETE, OPTIONS"),
            ("GET", "/api/streaming/interrupt", "POST, OPTIONS"), ("BREW", "/health/live", "GET, HEAD, OPTIONS"),
        ]
    )
    func methods(method: String, path: String, allowed: String) async throws {
        try await TestServer.with { server in
            let answer = try await server.ask("\(method) \(path)", "Content-Length: 0")
            // What is no method of HTTP at all is told by the parser.
            if answer.status != 400 {
                #expect(answer.status == 405)
                #expect(answer.headers["allow"] == allowed)
                #expect(answer.code == "method_not_allowed")
            }
            let options = try await server.ask("OPTIONS \(path)")
            #expect(options.status == 204)
            #expect(options.headers["allow"] == allowed)
        }
    }

    @Test("HEAD has the head of GET, and no body")
    func head() async throws {
        try await TestServer.with { server in
            let get = try await server.ask("GET /health/live")
            let head = try await server.ask("HEAD /health/live")
            #expect(head.status == 200 && head.body.isEmpty)
            #expect(head.headers["content-length"] == get.headers["content-length"])
            let stream = try await server.ask("HEAD /api/streaming/events")
            #expect(stream.status == 200 && stream.headers["content-type"] == "text/event-stream")
            #expect(server.api.streams == 0)
        }
    }

    @Test("every answer forbids browsers what they need not do")
    func headers() async throws {
        try await TestServer.with { server in
            for line in ["GET /health/live", "GET /nothing", "PUT /metrics"] {
                let headers = try await server.ask(line, "Content-Length: 0").headers
                let policy = try #require(headers["content-security-policy"])
                #expect(policy.hasPrefix("default-src 'none'; script-src 'self';") && !policy.contains("unsafe"))
                #expect(headers["x-content-type-options"] == "nosniff")
                #expect(headers["referrer-policy"] == "no-referrer")
                #expect(headers["access-control-allow-origin"] == nil)
                #expect(headers["date"]?.hasSuffix(" GMT") == true)
            }
        }
    }

    @Test(
        "an answer that is not taken is 406",
        arguments: ["/health/live", "/metrics", "/api/streaming/events", "/api/streaming/sessions"]
    )
    func notAcceptable(path: String) async throws {
        try await TestServer.with { server in
            let refused = try await server.ask("GET \(path)", "Accept: image/png")
            #expect(refused.status == 406)
            let taken = try await server.ask("HEAD \(path)", "Accept: image/png, */*;q=0.1")
            #expect(taken.status == 200)
        }
    }

    @Test(
        "a body that is not as it has to be is told by its code, and the hub hears of none",
        arguments: [
            ("", "body_needed"), ("{", "bad_json"), ("[]", "bad_member"), ("{}", "bad_member"),
            (#"{"text":1}"#, "bad_member"), (#"{"text":"a","cache":null}"#, "bad_member"),
            (#"{"text":""}"#, "nothing_asked"), (#"{"text":"a","txt":1}"#, "unknown_member"),
            (#"{"text":"a","rate":79}"#, "bad_member"), (#"{"text":"a","session":""}"#, "bad_member"),
            (#"{"text":"a","session":"\u0000"}"#, "bad_member"), ("\u{FF}", "bad_json"),
            (#"{"text":"a","output":""}"#, "bad_member"), (#"{"text":"a","output":"pulse:"}"#, "bad_member"),
            (#"{"text":"a","output":"speaker"}"#, "bad_member"),
        ]
    )
    func badBodies(body: String, code: String) async throws {
        try await TestServer.with { server in
            let answer = try await server.ask("POST \(Self.sessions)", body: body)
            #expect(answer.status == 400)
            #expect(answer.code == code, "\(answer.body)")
            #expect(server.hub.requests.isEmpty)
        }
    }

    @Test(
        "no file is written for whoever asks by HTTP",
        arguments: ["wav:/etc/passwd", "pcm:-", "wav:{session}.wav", "pcm"]
    )
    func files(output: String) async throws {
        try await TestServer.with { server in
            let asked = try await server.ask("POST \(Self.sessions)", body: #"{"text":"a","output":"\#(output)"}"#)
            let said = try await server.ask("POST \(Self.sessions)/s/say", body: #"{"text":"a","output":"\#(output)"}"#)
            for answer in [asked, said] {
                #expect(answer.status == 403)
                #expect(answer.code == "file_refused", "\(answer.body)")
            }
            #expect(server.hub.requests.isEmpty)
        }
    }

    @Test("a misspelt member is told what was meant")
    func misspelt() async throws {
        try await TestServer.with { server in
            let answer = try await server.ask("POST \(Self.sessions)", body: #"{"text":"a","sesion":"b"}"#)
            #expect(try answer.json["detail"]?.string?.contains("did you mean `session`?") == true)
        }
    }

    @Test("a body of another kind is 415, one without a length 411, one that is too long 413")
    func bodies() async throws {
        try await TestServer.with(limits: { limits in
            limits.body = 100
        }) { server in
            let start = "POST \(Self.sessions) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            let wrong = try await server.send("\(start)Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}")
            #expect(wrong.status == 415)
            let endless = try await server.send("\(start)Content-Type: application/json\r\n\r\n")
            #expect(endless.status == 411)
            let long = String(repeating: "x", count: 101)
            #expect(try await server.ask("POST \(Self.sessions)", body: long).status == 413)
            let chunks =
                "\(start)Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n\(long)\r\n0\r\n\r\n"
            #expect(try await server.send(chunks).status == 413)
        }
    }

    @Test("a body that comes in chunks, or after `100 Continue`, is taken")
    func chunked() async throws {
        try await TestServer.with { server in
            server.hub.set { $0.answers = [.accepted(Accepted(session: "s", turn: 1))] }
            let start =
                "POST \(Self.sessions) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
            let chunks = "\(start)Transfer-Encoding: chunked\r\n\r\n5\r\n{\"tex\r\n8\r\nt\":\"hi\"}\r\n0\r\n\r\n"
            #expect(try await server.send(chunks).status == 202)
            try await RawConnection.with(server.address) { connection in
                try await connection.send("\(start)Expect: 100-continue\r\nContent-Length: 13\r\n\r\n")
                _ = try await connection.read { $0.hasSuffix("\r\n\r\n") && $0.hasPrefix("HTTP/1.1 100") }
                try await connection.send(#"{"text":"hi"}"#)
                #expect(try await connection.readToEnd().contains("HTTP/1.1 202"))
            }
        }
    }

    @Test("a target that is too long is 414, a head 431, and what is no HTTP 400")
    func heads() async throws {
        try await TestServer.with { server in
            let path = String(repeating: "a", count: 9_000)
            #expect(try await server.ask("GET /\(path)").status == 414)
            let field = "X-A: " + String(repeating: "a", count: 40_000)
            let long = try await server.ask("GET /health/live", field)
            #expect(long.status == 431 && long.code == "head_too_large")
            let many = (0..<120).map { "X-\($0): a" }.joined(separator: "\r\n")
            #expect(try await server.ask("GET /health/live", many).status == 431)
            let none = try await server.send("hello there\r\n\r\n")
            #expect(none.status == 400 && none.code == "bad_request")
            #expect(none.headers["x-content-type-options"] == "nosniff")
        }
    }

    @Test("who asks too often is told when to come again")
    func tooOften() async throws {
        try await TestServer.with(limits: { limits in
            limits.rate = 1
        }) { server in
            var answers: [HTTPAnswer] = []
            for _ in 0..<10 { answers.append(try await server.ask("GET /health/live")) }
            let refused = try #require(answers.first { $0.status == 429 })
            #expect(refused.code == "too_often")
            #expect(Int(refused.headers["retry-after"] ?? "") ?? 0 >= 1)
        }
    }

    @Test("one connection more than there may be is 503, and the others go on")
    func tooMany() async throws {
        try await TestServer.with(limits: { limits in
            limits.connections = 1
        }) { server in
            try await RawConnection.with(server.address) { connection in
                try await connection.send("GET /api/streaming/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                _ = try await connection.read { $0.contains("snapshot") }
                let answer = try await server.send("")
                #expect(answer.status == 503 && answer.code == "too_many_connections")
                #expect(answer.headers["retry-after"] != nil)
            }
        }
    }

    @Test("a body that does not come in time is 408")
    func slowBody() async throws {
        try await TestServer.with(limits: { limits in
            limits.bodyTime = .milliseconds(200)
        }) { server in
            try await RawConnection.with(server.address) { connection in
                try await connection.send(
                    "POST \(Self.sessions) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"
                )
                let answer = try HTTPAnswer(try await connection.readToEnd())
                #expect(answer.status == 408 && answer.code == "too_slow")
            }
        }
    }

    @Test("a connection that never comes to a request is ended")
    func slowHead() async throws {
        try await TestServer.with(limits: { limits in
            limits.firstHead = .milliseconds(200)
        }) { server in
            try await RawConnection.with(server.address) { connection in
                try? await connection.send("GET /health")
                let text = try await connection.readToEnd()
                #expect(text.isEmpty)
            }
        }
    }

    @Test("several requests of one connection are answered in their order")
    func pipelined() async throws {
        try await TestServer.with { server in
            let one = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
            let two = "GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            try await RawConnection.with(server.address) { connection in
                try await connection.send(one + one + two)
                let text = try await connection.readToEnd()
                let statuses = text.split(separator: "HTTP/1.1 ").map { $0.prefix(3) }
                #expect(statuses == ["200", "200", "404"])
            }
        }
    }
}
