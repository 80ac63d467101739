/// Ends what is being said. The question itself interrupts it: there is nothing to be said about it.
package struct StopTool: Tool {
    package let name = "stop"
    package let description = "Stops speaking."
    package let parameters: [ToolParameter] = []
    package let isForModels = false

    package init() {}

    package func run(_ arguments: [String: JSONValue], in context: ToolContext) async throws -> ToolResult {
        ToolResult(spoken: "", data: ["result": "stopped"])
    }
}
