import Testing

@testable import HubTraces

@Suite("Spans that wait")
struct SpanQueueTests {
    @Test("with too many the oldest go, and how many is known")
    func bounds() throws {
        let queue = SpanQueue()
        let count = 3 * SpanQueue.limit
        for number in 0..<count { queue.add(try .made("\(number)")) }
        let dropped = queue.takeDropped()
        let kept = queue.take(atMost: .max).map(\.name)
        #expect(kept.count <= SpanQueue.limit && kept.count + dropped == count)
        #expect(kept == (dropped..<count).map { "\($0)" })
        #expect(queue.takeDropped() == 0 && queue.isEmpty)
    }

    @Test("they go in their order, as many as are wanted")
    func order() throws {
        let queue = SpanQueue()
        for name in ["a", "b", "c"] { queue.add(try .made(name)) }
        #expect(queue.take(atMost: 2).map(\.name) == ["a", "b"])
        #expect(queue.take(atMost: 2).map(\.name) == ["c"])
        #expect(queue.take(atMost: 2).isEmpty)
    }
}
