import Foundation
import ServiceRuntime
import TestSupport
import Testing

@Suite("Memory that is not needed any more is given back", .serialized)
struct ResidentMemoryTests {
    /// A line of /proc/self/status (proc(5)), in kB.
    private func status(_ name: String) throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("\(name):") })
        return try #require(line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
    }

    @Test("code that only the start ran through is not resident any more, and all of it still runs")
    func code() throws {
        let before = try status("RssFile")
        ResidentMemory.forgetStart()
        let after = try status("RssFile")
        #expect(after < before)
    }

    @Test(
        "what was freed between pieces that are still in use is given back",
        .enabled(if: !isSanitized, "a sanitizer's heap keeps what was freed")
    )
    func heap() throws {
        var pieces: [[UInt8]?] = (0..<4_096).map { _ in [UInt8](repeating: 1, count: 12 << 10) }
        let before = try status("RssAnon")
        for index in pieces.indices where !index.isMultiple(of: 16) { pieces[index] = nil }
        ResidentMemory.forgetStart()
        let after = try status("RssAnon")
        #expect(after < before - (16 << 10))
        withExtendedLifetime(pieces) {}
    }
}
