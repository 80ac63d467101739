/// The tools that there are, by name. Each run is bounded by the tool's deadline.
package struct ToolBox: Sendable {
    /// The tools, in the order of their names.
    package let tools: [any Tool]

    private let byName: [String: any Tool]
    private let clock: any Clock<Duration>

    /// A box of `tools`; of two with one name the later one counts. `clock` only sleeps.
    package init(_ tools: [any Tool] = [], clock: any Clock<Duration> = ContinuousClock()) {
        byName = Dictionary(tools.map { ($0.name, $0) }) { _, last in last }
        self.tools = byName.values.sorted { $0.name < $1.name }
        self.clock = clock
    }

    /// The tool of that name.
    package subscript(name: String) -> (any Tool)? { byName[name] }

    /// Runs one tool, at most until its deadline.
    ///
    /// - Throws: ``ToolError`` where it is unknown, was given something wrong, failed or took too long;
    ///   `CancellationError` where the task was cancelled.
    package func run(_ call: ToolCall, in context: ToolContext) async throws -> ToolResult {
        guard let tool = self[call.name] else {
            let names = tools.map(\.name).joined(separator: ", ")
            throw ToolError(.unknownTool, "there is no tool `\(call.name)`: there are \(names)")
        }
        let arguments = try Self.checked(call.arguments, for: tool)
        let clock = clock
        return try await withThrowingTaskGroup(of: ToolResult.self) { group in
            group.addTask { try await tool.run(arguments, in: context) }
            group.addTask {
                try await clock.sleep(for: tool.deadline)
                throw ToolError(
                    .timedOut,
                    "`\(tool.name)` took longer than \(tool.deadline)",
                    spoken: "Sorry, that took too long."
                )
            }
            defer { group.cancelAll() }
            guard let result = try await group.next() else { throw CancellationError() }
            try Task.checkCancellation()
            return result
        }
    }

    /// Arguments as the tool wants them. What it does not know is left out; `null` counts as not given.
    private static func checked(
        _ arguments: [String: JSONValue],
        for tool: any Tool
    ) throws(ToolError) -> [String: JSONValue] {
        var checked: [String: JSONValue] = [:]
        for parameter in tool.parameters {
            guard let value = arguments[parameter.name], value != .null else {
                guard parameter.isRequired else { continue }
                throw ToolError(
                    .badArguments,
                    "`\(tool.name)` needs `\(parameter.name)`: \(parameter.description)"
                )
            }
            checked[parameter.name] = try parameter.checked(value)
        }
        return checked
    }
}
