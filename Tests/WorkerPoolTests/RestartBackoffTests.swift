import Testing

@testable import WorkerPool

struct RestartBackoffTests {
    @Test("a worker is started again at once, then later and later, at most every 30 s")
    func doubles() {
        var backoff = RestartBackoff()
        let delays = (0..<12).map { _ in backoff.delay(afterLiving: .zero, wasUseful: false) }
        let expected: [Duration] = [
            .zero, .milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(8),
            .seconds(16), .seconds(30), .seconds(30), .seconds(30), .seconds(30),
        ]
        #expect(delays == expected)
    }

    @Test(
        "a worker that was healthy is started again at once",
        arguments: [(Duration.zero, true), (.seconds(10), false)]
    )
    func resets(lifetime: Duration, wasUseful: Bool) {
        var backoff = RestartBackoff()
        for _ in 0..<5 { _ = backoff.delay(afterLiving: .zero, wasUseful: false) }
        #expect(backoff.delay(afterLiving: lifetime, wasUseful: wasUseful) == .zero)
        #expect(backoff.delay(afterLiving: .zero, wasUseful: false) == RestartBackoff.first)
    }
}
