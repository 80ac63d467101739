import Glibc
import TestSupport
import Testing

@testable import HubTraces

@Suite("Traces in a file")
struct SpanFileTests {
    private func lines(_ path: String) throws -> [String] {
        String(decoding: try readFile(path), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test("each batch is a line, in a file that nobody else can read")
    func lines() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/traces.jsonl"
            let file = SpanFile(path: path)
            for text in ["{1}", "{2}"] { try await file.take(Array(text.utf8), within: .seconds(1)) }
            #expect(try lines(path) == ["{1}", "{2}"])
            var facts = stat()
            #expect(stat(path, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
        }
    }

    @Test("it does not grow beyond its limit, and one that is full is kept, once")
    func rotation() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/traces.jsonl"
            let file = SpanFile(path: path, limit: 20)
            for number in 1...7 { try await file.take(Array("{batch \(number)}".utf8), within: .seconds(1)) }
            #expect(try lines(path) == ["{batch 7}"])
            #expect(try lines("\(path).1") == ["{batch 5}", "{batch 6}"])
            let long = Array(String(repeating: "x", count: 100).utf8)
            try await file.take(long, within: .seconds(1))
            #expect(try lines(path).map(\.count) == [100] && lines("\(path).1") == ["{batch 7}"])
            #expect(access("\(path).2", F_OK) != 0)
        }
    }

    @Test("one that was moved away is begun anew")
    func moved() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/traces.jsonl"
            let file = SpanFile(path: path)
            try await file.take(Array("{1}".utf8), within: .seconds(1))
            rename(path, "\(folder)/away")
            try await file.take(Array("{2}".utf8), within: .seconds(1))
            #expect(try lines(path) == ["{2}"])
        }
    }

    @Test("what is no file is not written to, and it is said why; once it can be written it is")
    func faults() async throws {
        try await withTemporaryDirectory { folder in
            let batch = Array("{}".utf8)
            #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
            symlink("\(folder)/elsewhere", "\(folder)/link")
            for name in ["nowhere/traces", "", "pipe", "link"] {
                let file = SpanFile(path: "\(folder)/\(name)")
                let fault = await #expect(throws: SpanFault.self) { try await file.take(batch, within: .seconds(1)) }
                #expect(fault?.isFinal == false && fault?.reason.isEmpty == false)
            }
            #expect(access("\(folder)/elsewhere", F_OK) != 0)
            mkdir("\(folder)/nowhere", 0o700)
            try await SpanFile(path: "\(folder)/nowhere/traces").take(batch, within: .seconds(1))
        }
    }
}
