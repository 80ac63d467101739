import Glibc
import Settings
import TestSupport
import Testing

/// The protocol over real sockets; `scripts/ws-conformance` runs Autobahn's cases against the same server.
@Suite(.timeLimit(.minutes(3)))
struct WebSocketEchoTests {
    @Test(
        "messages of all kinds of lengths come back whole",
        arguments: [0, 1, 125, 126, 127, 65_535, 65_536, 200_000]
    )
    func lengths(count: Int) async throws {
        try await EchoServer.with { address in
            try await WebSocketClient.with(address) { client in
                for opcode: UInt8 in [1, 2] {
                    let payload = [UInt8](repeating: 0x2A, count: count)
                    try await client.send(opcode, payload)
                    #expect(try await client.next() == WebSocketClient.Frame(opcode: opcode, payload: payload))
                }
            }
        }
    }

    @Test("a message in pieces comes back as one, after the pongs for pings between them")
    func fragments() async throws {
        try await EchoServer.with { address in
            try await WebSocketClient.with(address) { client in
                try await client.send(1, Array("a".utf8), isLast: false)
                try await client.send(9, [7])
                try await client.send(0, Array("b".utf8))
                #expect(try await client.next() == WebSocketClient.Frame(opcode: 10, payload: [7]))
                #expect(try await client.next() == WebSocketClient.Frame(opcode: 1, payload: Array("ab".utf8)))
            }
        }
    }

    @Test("who ends the connection gets its own code back, and the connection ends")
    func close() async throws {
        try await EchoServer.with { address in
            for payload in [[], [0x03, 0xE8], [0x0B, 0xB8, 0x61]] as [[UInt8]] {
                try await WebSocketClient.with(address) { client in
                    try await client.send(8, payload)
                    #expect(try await client.next().payload == Array(payload.prefix(2)))
                    await #expect(throws: SetupError.self) { try await client.next() }
                }
            }
        }
    }

    @Test("what breaks the protocol ends the connection with 1002")
    func broken() async throws {
        try await EchoServer.with { address in
            try await WebSocketClient.with(address) { client in
                try await client.send(1, [0x61], isMasked: false)
                #expect(try await client.closeCode() == 1_002)
            }
            try await WebSocketClient.with(address) { client in
                try await client.send(1, [0x61], bits: 0x40)
                #expect(try await client.closeCode() == 1_002)
            }
            try await WebSocketClient.with(address) { client in
                try await client.send(9, [UInt8](repeating: 1, count: 126))
                #expect(try await client.closeCode() == 1_002)
            }
            try await WebSocketClient.with(address) { client in
                try await client.send(9, [], isLast: false)
                #expect(try await client.closeCode() == 1_002)
            }
        }
    }

    /// Serves until the file is gone in which it writes where.
    @Test(
        "serves for scripts/ws-conformance",
        .enabled(if: getenv("LOQUAT_ECHO_FILE") != nil),
        .timeLimit(.minutes(10))
    )
    func serve() async throws {
        let path = try #require(getenv("LOQUAT_ECHO_FILE").map { String(cString: $0) })
        let address = try #require(HTTPAddress("127.0.0.1:0"))
        try await EchoServer.with(at: address, message: 16 << 20) { address in
            let file = try #require(fopen(path, "w"))
            fputs("\(address)\n", file)
            fclose(file)
            #expect(await eventually(within: .seconds(540)) { access(path, F_OK) != 0 })
        }
    }
}
