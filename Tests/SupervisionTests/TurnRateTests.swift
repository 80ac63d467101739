import SpeechFrames
import Supervision
import Testing

@Suite("How often turns may be begun")
struct TurnRateTests {
    private static let start = ContinuousClock.now

    private static func limiter(_ perMinute: Int) throws -> TurnRateLimiter<String, ContinuousClock.Instant> {
        TurnRateLimiter(try #require(TurnRate(perMinute: perMinute)))
    }

    @Test("a burst passes, and the next one is told how long to wait")
    func burst() throws {
        var limiter = try Self.limiter(60)
        for _ in 0..<15 { #expect(limiter.admit("a", at: Self.start) == nil) }
        #expect(limiter.admit("a", at: Self.start) == .seconds(1))
        #expect(limiter.admit("b", at: Self.start) == nil, "another key pays for itself")
        #expect(limiter.admit("a", at: Self.start + .milliseconds(999)) == .milliseconds(1))
        #expect(limiter.admit("a", at: Self.start + .seconds(1)) == nil)
    }

    @Test("in the long run no more pass than the rate says", arguments: [1, 7, 60, 600])
    func longRun(perMinute: Int) throws {
        var limiter = try Self.limiter(perMinute)
        let admitted = (0..<60_000).count { limiter.admit("a", at: Self.start + .milliseconds(10 * $0)) == nil }
        #expect((perMinute * 10...perMinute * 10 + max(1, perMinute / 4)).contains(admitted))
    }

    @Test("who is refused again and again is not kept out longer for it")
    func refusalsCostNothing() throws {
        var limiter = try Self.limiter(60)
        for _ in 0..<1_000 { _ = limiter.admit("a", at: Self.start) }
        #expect(limiter.admit("a", at: Self.start + .seconds(1)) == nil)
    }

    @Test("the number of keys is bounded")
    func bounded() throws {
        var limiter = try Self.limiter(60)
        for key in 0..<10_000 { #expect(limiter.admit("\(key)", at: Self.start + .milliseconds(key)) == nil) }
        #expect(limiter.count <= TurnRateLimiter<String, ContinuousClock.Instant>.limit)
    }

    @Test("0 is no limit")
    func none() { #expect(TurnRate(perMinute: 0) == nil) }

    @Test("a refusal says who, and when to ask again; new sessions are counted by the person only")
    func refusal() {
        var admission = Admission(session: TurnRate(perMinute: 4), person: TurnRate(perMinute: 8))
        #expect(admission.refusal(session: "s", uid: 7, at: Self.start) == nil)
        let session = admission.refusal(session: "s", uid: 8, at: Self.start)
        #expect(session?.code == "too_often")
        #expect(session?.message == "session s is asked too often: ask again in 15 s")
        #expect(admission.refusal(session: "", uid: 7, at: Self.start) == nil)
        let person = admission.refusal(session: "", uid: 7, at: Self.start)
        #expect(person?.message == "user 7 asks too often: ask again in 8 s")
    }
}
