import Testing

@testable import LanguageModels

@Suite("When a question is asked again")
struct RetryPolicyTests {
    private let policy = RetryPolicy(retries: 7, base: .milliseconds(200), limit: .seconds(5))
    private let refused = ModelError(code: .connectionRefused, message: "")

    @Test("the wait doubles up to its limit, and is spread between its half and its whole")
    func doubling() {
        let longest = (1...7).map { policy.delay(before: $0, after: refused, chance: 1) }
        #expect(longest == [200, 400, 800, 1_600, 3_200, 5_000, 5_000].map { .milliseconds($0) })
        let shortest = (1...7).map { policy.delay(before: $0, after: refused, chance: 0) }
        #expect(shortest == [100, 200, 400, 800, 1_600, 2_500, 2_500].map { .milliseconds($0) })
        #expect(policy.delay(before: 8, after: refused, chance: 0) == nil)
        #expect(RetryPolicy(retries: 0).delay(before: 1, after: refused, chance: 0) == nil)
    }

    @Test(
        "a network that fails and a server that is busy or breaks are asked again",
        arguments: [
            ModelError.Code.connectionRefused, .unreachable, .timedOut, .busy, .serverError, .interruptedAnswer,
        ]
    )
    func transient(code: ModelError.Code) {
        #expect(policy.delay(before: 1, after: ModelError(code: code, message: ""), chance: 0) != nil)
    }

    @Test(
        "what will be no different in a second is not asked again",
        arguments: [
            ModelError.Code.modelMissing, .unauthorized, .badRequest, .protocolViolation, .badSetting, .noAnswer,
            .cancelled, .receiver,
        ]
    )
    func lasting(code: ModelError.Code) {
        #expect(policy.delay(before: 1, after: ModelError(code: code, message: ""), chance: 0) == nil)
    }

    @Test("a server that says when is not asked before, and not at all where that is too late")
    func retryAfter() {
        let soon = ModelError(code: .busy, message: "", retryAfter: .seconds(2))
        #expect(policy.delay(before: 1, after: soon, chance: 0) == .seconds(2))
        #expect(policy.delay(before: 6, after: soon, chance: 1) == .seconds(5))
        let late = ModelError(code: .busy, message: "", retryAfter: .seconds(6))
        #expect(policy.delay(before: 1, after: late, chance: 0) == nil)
    }
}

@Suite("A server that has failed is left alone for a while")
struct CircuitTests {
    @Test("it is looked at after 5 s, then after waits that double to 5 minutes")
    func waits() {
        var circuit = Circuit()
        #expect(circuit.isClosed && circuit.lookDue == nil)
        var waits: [Duration] = []
        var now = Duration.seconds(100)
        for _ in 0..<8 {
            circuit.fail(at: now)
            guard let due = circuit.lookDue else { break }
            waits.append(due - now)
            now = due
        }
        #expect(waits == [5, 10, 20, 40, 80, 160, 300, 300].map { .seconds($0) })
        #expect(!circuit.isClosed)
        circuit.succeed(at: now)
        #expect(circuit.isClosed && circuit.lookDue == nil)
    }

    @Test("one that is well only for a moment is looked at ever more seldom; one that was well for long begins anew")
    func flapping() {
        var circuit = Circuit()
        circuit.fail(at: .seconds(0))
        circuit.succeed(at: .seconds(5))
        circuit.fail(at: .seconds(6))
        #expect(circuit.lookDue == .seconds(16))
        circuit.succeed(at: .seconds(16))
        circuit.fail(at: .seconds(27))
        #expect(circuit.lookDue == .seconds(32))
    }

    @Test("a success while it is well changes nothing")
    func well() {
        var circuit = Circuit()
        circuit.succeed(at: .seconds(1))
        #expect(circuit == Circuit())
    }
}
