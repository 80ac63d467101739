import Testing

@testable import ServiceRuntime

@Suite("How long a service manager is to wait for a sign of life")
struct SignsOfLifeTests {
    private static let patience = Duration.milliseconds(1_400)

    @Test("as long as it was set to while they come in time, which may be one interval late")
    func inTime() {
        var signs = SignsOfLife(patience: Self.patience)
        for _ in 0..<100 { signs.come(after: signs.interval * 2) }
        #expect(signs.wanted == Self.patience)
    }

    @Test("several come in it, so that one alone that is lost or late ends nothing")
    func interval() {
        #expect(SignsOfLife(patience: Self.patience).interval * 3 < Self.patience)
    }

    @Test("ten seconds longer from the first that is late, until all came in time for ten seconds")
    func late() {
        var signs = SignsOfLife(patience: Self.patience)
        signs.come(after: .milliseconds(800))
        #expect(signs.wanted == Self.patience + .seconds(10))
        for _ in 0..<9 { signs.come(after: .milliseconds(400)) }
        signs.come(after: .seconds(3))
        for _ in 0..<24 { signs.come(after: .milliseconds(400)) }
        #expect(signs.wanted == Self.patience + .seconds(10))
        signs.come(after: .milliseconds(400))
        #expect(signs.wanted == Self.patience)
    }
}
