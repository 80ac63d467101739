import FrameTransport
import Glibc
import Logging
import Settings
import SpeechFrames
import TestSupport
import Testing

@testable import HubAPI

/// That no page of somebody else's, and nobody without the token, gets in.
@Suite(.timeLimit(.minutes(3)))
struct SafetyTests {
    private static let interrupt = "POST /api/streaming/interrupt"

    @Test(
        "only names of this machine's, and those that were added, are taken",
        arguments: [
            ("localhost", true), ("LOCALHOST:3000", true), ("127.0.0.1:1", true), ("[::1]:3000", true),
            ("hub.lan", true),
            ("hub.lan.:80", true), ("evil.example", false), ("localhost.evil.example", false),
            ("127.0.0.1.evil.example", false),
            ("192.168.1.2", false), ("", false), ("localhost:a", false), ("[::1", false),
            ("localhost@evil.example", false),
        ]
    )
    func hosts(host: String, isTaken: Bool) async throws {
        try await TestServer.with(hosts: ["hub.lan"]) { server in
            let answer = try await server.ask("GET /health/live", host: host)
            #expect((answer.status == 200) == isTaken, "\(answer.status)")
        }
    }

    @Test("a request without Host is refused")
    func noHost() async throws {
        try await TestServer.with { server in
            let answer = try await server.ask("GET /health/live", host: nil)
            #expect(answer.status == 400 && answer.code == "host_needed")
        }
    }

    @Test(
        "what changes something is refused to pages of others",
        arguments: [
            ("Origin: http://localhost", true), ("Origin: https://localhost", true),
            ("Sec-Fetch-Site: same-origin", true),
            ("Sec-Fetch-Site: none", true), ("X-Nothing: 1", true), ("Origin: http://evil.example", false),
            ("Origin: null", false), ("Origin: http://localhost:81", false),
            ("Origin: http://localhost.evil.example", false),
            ("Sec-Fetch-Site: cross-site", false), ("Sec-Fetch-Site: same-site", false), ("Origin: ", false),
        ]
    )
    func origins(header: String, isTaken: Bool) async throws {
        try await TestServer.with { server in
            let answer = try await server.ask(Self.interrupt, header)
            #expect(answer.status == (isTaken ? 200 : 403))
            #expect(server.hub.requests.isEmpty == !isTaken)
            #expect(try await server.ask("DELETE /api/streaming/sessions/a", header).status == (isTaken ? 202 : 403))
            #expect(try await server.ask("GET /health/live", header).status == 200)
        }
    }

    @Test("with a token, everything but the page's own files asks for it")
    func token() async throws {
        let token = "0123456789abcdef"
        let page = [PageFile(path: "/", mediaType: "text/html", bytes: Array("<p>".utf8))]
        try await TestServer.with(token: token, page: page) { server in
            for line in [
                "GET /health/live", "GET /metrics", "GET /nothing", Self.interrupt, "GET /api/streaming/events",
            ] {
                let answer = try await server.ask(line)
                #expect(answer.status == 401 && answer.code == "token_needed")
                #expect(answer.headers["www-authenticate"] == #"Bearer realm="loquat""#)
            }
            #expect(try await server.ask("GET /").status == 200)
            #expect(try await server.ask("POST /").status == 401)
            for wrong in ["0123456789abcdeg", "0123456789abcde", "0123456789abcdef0", "", "Bearer"] {
                #expect(try await server.ask("GET /health/live", "Authorization: Bearer \(wrong)").status == 401)
            }
            #expect(try await server.ask("GET /health/live", "Authorization: Basic \(token)").status == 401)
            #expect(try await server.ask("GET /health/live", "Authorization: bearer \(token)").status == 200)
            #expect(server.hub.requests.isEmpty)
        }
    }

    @Test("a token comes from its file, else from the credential, and one that is no good stops the start")
    func tokenFiles() async throws {
        try await withTemporaryDirectory { folder in
            try write("0123456789abcdef-file\nmore", to: "\(folder)/file")
            try write("0123456789abcdef-cred", to: "\(folder)/http_token")
            try write("short", to: "\(folder)/short")
            try write("0123456789 abcdef", to: "\(folder)/spaces")
            let ofFile = try BearerToken.load(file: "\(folder)/file", credentials: folder)
            #expect(ofFile?.isNamed(by: "Bearer 0123456789abcdef-file") == true)
            let ofCredential = try BearerToken.load(file: nil, credentials: folder)
            #expect(ofCredential?.isNamed(by: "Bearer 0123456789abcdef-cred") == true)
            #expect(try BearerToken.load(file: nil, credentials: "/nonexistent") == nil)
            #expect(try BearerToken.load(file: nil, credentials: nil) == nil)
            for name in ["short", "spaces", "none"] {
                let fault = #expect(throws: BearerToken.Fault.self) {
                    try BearerToken.load(file: "\(folder)/\(name)", credentials: nil)
                }
                #expect(fault?.message.contains("\(folder)/\(name)") == true)
            }
        }
    }

    @Test(
        "an address that others can reach is refused without a token",
        arguments: ["0.0.0.0:0", "[::]:0", "192.168.1.2:0"]
    )
    func openAddress(text: String) throws {
        let address = try #require(HTTPAddress(text))
        let hub = ScriptedHub()
        let fault = #expect(throws: HTTPSetupFault.self) {
            try HubAPI(
                addresses: [address],
                token: nil,
                sources: hub.sources,
                version: "test",
                logger: .init(label: "test")
            )
        }
        #expect(fault?.message.contains("http_token_file") == true)
    }

    @Test("by a Unix socket the hub knows who it is, by TCP it does not")
    func credentials() async throws {
        try await TestServer.with { server in
            _ = try await server.ask(Self.interrupt)
            #expect(server.hub.people == [nil])
        }
        try await withTemporaryDirectory { folder in
            try await TestServer.with(at: .unix("\(folder)/http.sock")) { server in
                _ = try await server.ask(Self.interrupt)
                #expect(server.hub.people.first??.pid == getpid())
            }
            #expect(access("\(folder)/http.sock", F_OK) != 0)
        }
    }

    private func write(_ text: String, to path: String) throws {
        let file = try #require(fopen(path, "w"))
        defer { fclose(file) }
        #expect(fputs(text, file) >= 0)
    }
}
