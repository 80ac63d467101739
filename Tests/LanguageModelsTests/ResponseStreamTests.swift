import Testing

@testable import LanguageModels

@Suite(.timeLimit(.minutes(5)))
struct ResponseStreamTests {
    private let stream = ResponseStream()

    @Test("what does not fit is refused until the rest was taken")
    func full() async throws {
        let half = ResponseStream.capacity / 2
        #expect(offer(half) && offer(half))
        #expect(!offer(1))
        var bytes: [UInt8] = []
        guard case .bytes(let mustResume) = try await stream.take(into: &bytes) else { throw TransferFailure.shutDown }
        #expect(bytes.count == ResponseStream.capacity && mustResume)
        #expect(offer(1))
    }

    @Test("what came before a failure is given out before it")
    func failure() async throws {
        #expect(offer(3))
        stream.fail(.refused)
        stream.complete(head: ResponseHead(status: 200))
        var bytes: [UInt8] = []
        _ = try await stream.take(into: &bytes)
        #expect(bytes.count == 3 && stream.head == ResponseHead(status: 200))
        await #expect(throws: TransferFailure.refused) { try await stream.take(into: &bytes) }
    }

    @Test("after a cancellation nothing is given out")
    func cancelled() async {
        #expect(offer(3))
        stream.fail(.cancelled)
        await #expect(throws: TransferFailure.cancelled) {
            var bytes: [UInt8] = []
            _ = try await stream.take(into: &bytes)
        }
    }

    @Test("a reader that waits is woken by bytes and by the end")
    func waiting() async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { [stream] in
                var bytes: [UInt8] = []
                var count = 0
                while case .bytes = try await stream.take(into: &bytes) { count += bytes.count }
                return count
            }
            for _ in 0..<1000 { #expect(offer(5)) }
            stream.complete(head: ResponseHead(status: 204))
            let count = try await group.next()
            #expect(count == 5000)
            #expect(stream.head == ResponseHead(status: 200))
        }
    }

    private func offer(_ count: Int) -> Bool {
        Array(repeating: UInt8(1), count: count).withUnsafeBytes { stream.offer($0, head: ResponseHead(status: 200)) }
    }
}
