/// Says what time it is.
package struct TimeTool: Tool {
    package let name = "time"
    package let description = "The time of day."
    package let parameters: [ToolParameter] = []
    private let clock: LocalClock

    package init(clock: LocalClock) { self.clock = clock }

    package func run(_ arguments: [String: JSONValue], in context: ToolContext) async throws -> ToolResult {
        let second = clock.current.second
        let (hour, minute) = (second / 3_600, second / 60 % 60)
        let digits = "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
        return ToolResult(spoken: "It's \(LocalClock.spoken(second)).", data: ["time": .string(digits)])
    }
}
