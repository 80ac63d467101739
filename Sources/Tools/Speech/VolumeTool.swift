/// Makes speech louder or quieter, also what is being heard, on the output that it was asked for on.
package struct VolumeTool: Tool {
    /// The tool's name, for who treats it unlike others.
    package static let toolName = "volume"

    package let name = toolName
    package let description = "Sets how loud speech is."
    package let parameters = [
        ToolParameter("level", .integer, "From 0 to 100.", isRequired: false),
        ToolParameter("change", .choice(["up", "down", "mute", "unmute"]), "", isRequired: false),
    ]
    /// A step louder is a step each time.
    package let isRepeatable = false
    private let dial: VolumeDial

    package init(_ dial: VolumeDial) { self.dial = dial }

    /// How much louder or quieter one step is, in percent.
    private static let step = 20

    package func run(_ arguments: [String: JSONValue], in context: ToolContext) async throws -> ToolResult {
        let turn: VolumeDial.Turn
        if let level = arguments["level"]?.number {
            guard (0...100).contains(level) else {
                throw ToolError(
                    .badArguments,
                    "`level` is \(SpokenNumber.plain(level)): it must be from 0 to 100",
                    spoken: "The volume goes from 0 to 100 percent."
                )
            }
            turn = .to(Int(level))
        } else {
            switch arguments["change"]?.string {
            case "up": turn = .by(Self.step)
            case "down": turn = .by(-Self.step)
            case "mute": turn = .mute
            case "unmute": turn = .unmute
            default: throw ToolError(.badArguments, "`volume` needs `level` or `change`")
            }
        }
        let level = try dial.turn(context.output, turn)
        if case .mute = turn { return ToolResult(spoken: "Muted.", data: ["volume": 0]) }
        return ToolResult(spoken: "Volume \(level) percent.", data: ["volume": .number(Double(level))])
    }
}
