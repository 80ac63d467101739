/// Says the last answer again.
package struct RepeatTool: Tool {
    package let name = "repeat"
    package let description = "Says the last answer again."
    package let parameters: [ToolParameter] = []
    package let isForModels = false

    package init() {}

    package func run(_ arguments: [String: JSONValue], in context: ToolContext) async throws -> ToolResult {
        guard let last = context.lastAnswer, last.contains(where: { !$0.isWhitespace }) else {
            return ToolResult(spoken: "I haven't said anything yet.")
        }
        return ToolResult(spoken: last)
    }
}
