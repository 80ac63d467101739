import Testing

@testable import Supervision

@Suite("What dies is started again, and what dies again and again is said to")
struct RestartPolicyTests {
    private let start = ContinuousClock.now

    @Test("at once, then later and later, at most 30 s")
    func backoff() {
        var policy = RestartPolicy()
        var now = start
        var waits: [Duration] = []
        for _ in 0..<10 {
            // Slow enough never to be five in ten seconds.
            now += .seconds(9)
            guard case .restart(let wait) = policy.died(at: now, afterLiving: .seconds(9)) else { return }
            waits.append(wait)
        }
        let expected = [0, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]
        #expect(waits == expected.map { .milliseconds($0) })
    }

    @Test("the sixth death in ten seconds is critical, and it is tried again after 30 s")
    func critical() {
        var policy = RestartPolicy()
        var now = start
        for number in 1...5 {
            guard case .restart(let wait) = policy.died(at: now, afterLiving: .zero) else {
                Issue.record("death \(number) was critical")
                return
            }
            now += wait
        }
        #expect(policy.died(at: now, afterLiving: .zero) == .critical(after: .seconds(30)))
        now += .seconds(30)
        guard case .restart(.seconds(8)) = policy.died(at: now, afterLiving: .zero) else {
            Issue.record("it went on counting after the window")
            return
        }
    }

    @Test("who lived for long dies a first time again")
    func healthy() {
        var policy = RestartPolicy()
        _ = policy.died(at: start, afterLiving: .zero)
        #expect(policy.died(at: start + .seconds(1), afterLiving: .seconds(1)) == .restart(after: .milliseconds(250)))
        #expect(policy.died(at: start + .seconds(20), afterLiving: .seconds(19)) == .restart(after: .zero))
    }
}
