import Testing

@testable import Phrasing

@Suite("Lead estimate")
struct LeadEstimateTests {
    @Test("nothing is known before the first phrase")
    func unknown() {
        #expect(LeadEstimate().ahead(at: .seconds(5)) == nil)
    }

    @Test("what was sent is heard as time goes by")
    func drains() {
        var lead = LeadEstimate()
        let length = LeadEstimate.length(of: "Hello there.")
        lead.sent("Hello there.", at: .seconds(5))
        #expect(lead.ahead(at: .seconds(5)) == length)
        #expect(lead.ahead(at: .seconds(5) + length / 2) == length - length / 2)
        #expect(lead.ahead(at: .seconds(60)) == .zero)
        lead.sent("Hello there.", at: .seconds(60))
        lead.sent("Hello there.", at: .seconds(60))
        #expect(lead.ahead(at: .seconds(60)) == length * 2)
    }

    @Test(
        "texts take about as long as people take to say them",
        arguments: [("Hello there.", 1050), ("你好。", 650), ("", 250)]
    )
    func lengths(text: String, milliseconds: Int) {
        let difference = LeadEstimate.length(of: text) - .milliseconds(milliseconds)
        #expect(difference > .milliseconds(-5) && difference < .milliseconds(5))
    }
}
