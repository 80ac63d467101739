import Spelling
import Testing

struct NearMissesTests {
    @Test(
        "edits between two words",
        arguments: [("", "abc", 3), ("kitten", "sitting", 3), ("en", "en", 0), ("modle", "model", 1)]
    )
    func edits(left: String, right: String, edits: Int) {
        #expect(NearMisses.edits(Array(left), Array(right)) == edits)
    }

    @Test("the nearest name comes first, and what is far away not at all")
    func nearest() {
        #expect(NearMisses.of("max_bufer_time", among: ["model", "max_buffer_time"]) == ["max_buffer_time"])
        #expect(NearMisses.of("colour", among: ["model", "max_buffer_time"]) == [])
    }
}
