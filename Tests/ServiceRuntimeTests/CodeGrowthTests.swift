import ServiceRuntime
import Testing

@Suite("Code that gathers is forgotten, and code that is in use is left alone")
struct CodeGrowthTests {
    private static let slack = CodeGrowth.slack

    @Test("what the first turns brought in is forgotten once, whatever it is")
    func first() {
        var growth = CodeGrowth()
        let looks = [8, 8, 8, 8, 8].map { growth.isDue($0 * Self.slack) }
        #expect(looks == [false, true, false, false, false])
    }

    @Test("what has grown since the look after the last time is forgotten, and never at two looks in a row")
    func grown() {
        var growth = CodeGrowth()
        let sizes = [8, 8, 6, 7, 8, 9, 6, 6]
        let looks = sizes.map { growth.isDue($0 * Self.slack) }
        #expect(looks == [false, true, false, false, true, false, false, false])
    }
}
