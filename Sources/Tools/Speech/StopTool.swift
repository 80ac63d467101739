/// Ends what is being said. Where something is, the supervisor has done that, and nothing is said about it; so here nothing was.
package struct StopTool: Tool {
    package let name = "stop"
    package let description = "Stops speaking."
    package let parameters: [ToolParameter] = []
    package let isForModels = false

    package init() {}

    package func run(_ arguments: [String: JSONValue], in context: ToolContext) async throws -> ToolResult {
        ToolResult(spoken: "Okay.", data: ["result": "nothing was being said"])
    }
}
