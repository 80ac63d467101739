import HubMetrics
import Testing

@Suite("Instants of the calendar")
struct WallTimeTests {
    @Test(
        "are written as RFC 3339 has them",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_399_001, "2000-02-28T23:59:59.001Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_709_164_800_000, "2024-02-29T00:00:00.000Z"), (1_735_689_599_999, "2024-12-31T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"), (1_795_298_947_120, "2026-11-21T22:09:07.120Z"),
        ]
    )
    func text(milliseconds: Int, text: String) {
        #expect(WallTime(milliseconds: milliseconds).text == text)
    }
}
