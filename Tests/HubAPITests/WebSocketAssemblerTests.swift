import NIOCore
import NIOWebSocket
import Testing

@testable import HubAPI

/// The protocol's rules (RFC 6455), frame by frame.
struct WebSocketAssemblerTests {
    private typealias Fault = WebSocketAssembler.Fault

    private static func frame(_ opcode: WebSocketOpcode, _ bytes: [UInt8], fin: Bool = true) -> WebSocketFrame {
        let key: WebSocketMaskingKey = [1, 2, 3, 4]
        var data = ByteBuffer(bytes: bytes)
        data.webSocketMask(key)
        return WebSocketFrame(fin: fin, opcode: opcode, maskKey: key, data: data)
    }

    private static func text(_ text: String, fin: Bool = true) -> WebSocketFrame {
        frame(.text, Array(text.utf8), fin: fin)
    }

    @Test("a message in pieces is put together, and control frames may come between")
    func fragments() throws {
        var assembler = WebSocketAssembler(limit: 100)
        #expect(try assembler.take(Self.text("grü", fin: false)) == nil)
        #expect(try assembler.take(Self.frame(.ping, [1])) == .ping(ByteBuffer(bytes: [1])))
        #expect(try assembler.take(Self.frame(.continuation, [], fin: false)) == nil)
        #expect(try assembler.take(Self.frame(.continuation, Array("ße".utf8))) == .text("grüße"))
        #expect(try assembler.take(Self.frame(.binary, [0xFF])) == .binary(ByteBuffer(bytes: [0xFF])))
    }

    @Test("a character may be cut in two by frames, but not by the message's end")
    func cutCharacters() throws {
        var assembler = WebSocketAssembler(limit: 100)
        #expect(try assembler.take(Self.frame(.text, [0xF0, 0x9F], fin: false)) == nil)
        #expect(try assembler.take(Self.frame(.continuation, [0x98, 0x80])) == .text("😀"))
        #expect(throws: Fault.self) { try assembler.take(Self.frame(.text, [0xF0, 0x9F])) }
    }

    @Test("UTF-8 that cannot become right is told at once, before the message's end")
    func early() {
        var assembler = WebSocketAssembler(limit: 100)
        let fault = #expect(throws: Fault.self) { try assembler.take(Self.frame(.text, [0x61, 0xC0], fin: false)) }
        #expect(fault?.code == .dataInconsistentWithMessage)
    }

    @Test("what breaks the protocol ends the connection with 1002")
    func broken() throws {
        let unmasked = WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(string: "a"))
        let unknown = try #require(WebSocketOpcode(encodedWebSocketOpcode: 3))
        var reserved = Self.text("a")
        reserved.rsv1 = true
        for frame in [unmasked, reserved, Self.frame(.continuation, [1]), Self.frame(unknown, [])] {
            var assembler = WebSocketAssembler(limit: 100)
            let fault = #expect(throws: Fault.self) { try assembler.take(frame) }
            #expect(fault?.code == .protocolError)
        }
        var assembler = WebSocketAssembler(limit: 100)
        #expect(throws: Never.self) { try assembler.take(Self.text("a", fin: false)) }
        #expect(throws: Fault.self) { try assembler.take(Self.text("b")) }
    }

    @Test("the limit holds for all frames of a message together")
    func long() {
        var assembler = WebSocketAssembler(limit: 10)
        #expect(throws: Never.self) { try assembler.take(Self.text("1234567", fin: false)) }
        let fault = #expect(throws: Fault.self) { try assembler.take(Self.frame(.continuation, [1, 2, 3, 4])) }
        #expect(fault?.code == .messageTooLarge)
    }

    @Test(
        "codes that nobody may send, and reasons that are no UTF-8, are faults",
        arguments: [
            ([] as [UInt8], true), ([0x03, 0xE8], true), ([0x03, 0xE8, 0x61], true), ([0x0B, 0xB8], true),
            ([0x13, 0x87], true),
            ([0x03], false), ([0x03, 0xED], false), ([0x03, 0xE7], false), ([0x13, 0x88], false),
            ([0x00, 0x00], false),
            ([0x03, 0xE8, 0xFF], false),
        ]
    )
    func closing(payload: [UInt8], isRight: Bool) {
        var assembler = WebSocketAssembler(limit: 100)
        #expect(((try? assembler.take(Self.frame(.connectionClose, payload))) != nil) == isRight)
    }

    @Test("the check of UTF-8 agrees with Swift's about all of Unicode's edges")
    func unicode() {
        let edges: [UInt8] =
            [0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE]
            + [0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF]
        for one in edges {
            for two in edges {
                for three in edges {
                    for four in [nil] + edges.map(Optional.some) {
                        let bytes = [one, two, three] + (four.map { [$0] } ?? [])
                        var check = UTF8Check()
                        let isRight = bytes.allSatisfy { check.take($0) } && check.isWhole
                        #expect(isRight == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
                    }
                }
            }
        }
    }
}
