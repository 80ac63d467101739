import Testing

@testable import LanguageModels

@Suite struct TransferDeadlineTests {
    private let start = ContinuousClock.now
    private let timeouts = ModelTimeouts(firstByte: .seconds(60), stall: .seconds(10))

    @Test("the first byte has its own time, every further one starts the stall anew")
    func phases() {
        var deadline = TransferDeadline(timeouts: timeouts, startedAt: start)
        #expect(deadline.instant == start + .seconds(60))
        #expect(deadline.failure == .silent(for: .seconds(60)))
        deadline.received(at: start + .seconds(50))
        #expect(deadline.instant == start + .seconds(60))
        deadline.received(at: start + .seconds(55))
        #expect(deadline.instant == start + .seconds(65))
        #expect(deadline.failure == .stalled(for: .seconds(10)))
    }

    @Test("before its earliest instant no transfer is late, whatever comes")
    func earliest() {
        var deadline = TransferDeadline(timeouts: timeouts, startedAt: start)
        #expect(deadline.earliest(from: start) == start + .seconds(10))
        #expect(deadline.earliest(from: start + .seconds(55)) == start + .seconds(60))
        deadline.received(at: start + .seconds(1))
        #expect(deadline.earliest(from: start + .seconds(5)) == start + .seconds(11))
        deadline.pause()
        #expect(deadline.earliest(from: start) == nil)
        deadline.drain(from: start)
        #expect(deadline.earliest(from: start) == start + TransferDeadline.drain)
    }

    @Test("while we do not read, nobody is late")
    func pause() {
        var deadline = TransferDeadline(timeouts: timeouts, startedAt: start)
        deadline.received(at: start)
        deadline.pause()
        #expect(deadline.instant == nil)
        deadline.resume(at: start + .seconds(100))
        #expect(deadline.instant == start + .seconds(110))
    }

    @Test("an unwanted rest has a short time, whatever comes")
    func drain() {
        var deadline = TransferDeadline(timeouts: timeouts, startedAt: start)
        deadline.drain(from: start)
        deadline.received(at: start + .seconds(1))
        deadline.pause()
        #expect(deadline.instant == start + TransferDeadline.drain)
    }

    @Test(
        "milliseconds are rounded up",
        arguments: [
            (Duration.zero, 0), (.nanoseconds(1), 1), (.milliseconds(1), 1), (.microseconds(1001), 2),
            (.seconds(3), 3000),
            (.seconds(1 << 40), Int(Int32.max)),
        ]
    )
    func milliseconds(duration: Duration, expected: Int) {
        #expect(duration.wholeMilliseconds == expected)
    }
}
