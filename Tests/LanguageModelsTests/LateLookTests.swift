import Testing

@testable import LanguageModels

@Suite struct LateLookTests {
    private let start = ContinuousClock.now
    private var look = LateLook()

    @Test("as long as nobody can be late, nobody is looked for")
    mutating func nobody() {
        look.note(nil)
        #expect(look.next == nil)
        #expect(!look.isDue(at: start))
    }

    @Test("the earliest of what was noted counts")
    mutating func earliest() {
        look.note(start + .seconds(20))
        look.note(start + .seconds(10))
        look.note(start + .seconds(30))
        #expect(look.next == start + .seconds(10))
        #expect(!look.isDue(at: start + .seconds(9)))
        #expect(look.isDue(at: start + .seconds(10)))
    }
}
