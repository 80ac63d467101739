/// Works out a formula.
package struct CalculateTool: Tool {
    package let name = "calculate"
    package let description = "Works out arithmetic exactly."
    package let parameters = [
        ToolParameter(
            "expression",
            .string,
            "Such as 15 / 100 * 80; also % ^ ( ), sqrt, abs, round and pi."
        )
    ]

    package init() {}

    package func run(_ arguments: [String: JSONValue], in context: ToolContext) async throws -> ToolResult {
        let value = try Formula.value(of: arguments["expression"]?.string ?? "")
        return ToolResult(spoken: "It's \(SpokenNumber.rounded(value)).", data: ["result": .number(value)])
    }
}
