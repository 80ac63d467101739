/// Converts an amount from one unit to another.
package struct ConvertTool: Tool {
    package let name = "convert"
    package let description = "Converts an amount to another unit."
    package let parameters = [
        ToolParameter("amount", .number, ""),
        ToolParameter("from", .string, "Such as km, mile, celsius or cup."),
        ToolParameter("to", .string, ""),
    ]

    package init() {}

    package func run(_ arguments: [String: JSONValue], in context: ToolContext) async throws -> ToolResult {
        let amount = arguments["amount"]?.number ?? 0
        let from = try Self.unit(arguments["from"]?.string ?? "")
        let to = try Self.unit(arguments["to"]?.string ?? "")
        guard from.quantity == to.quantity else {
            throw ToolError(
                .badArguments,
                "\(from.plural) are a \(from.quantity), \(to.plural) are a \(to.quantity)",
                spoken: "\(from.plural.capitalizedFirst) can't be converted to \(to.plural)."
            )
        }
        let result = (amount * from.factor + from.zero - to.zero) / to.factor
        let verb = amount == 1 ? "is" : "are"
        return ToolResult(
            spoken:
                "\(from.spoken((amount < 0 ? "minus " : "") + SpokenNumber.plain(abs(amount)))) \(verb) \(to.spoken(SpokenNumber.rounded(result))).",
            data: ["result": .number(result), "unit": .string(to.name)]
        )
    }

    private static func unit(_ name: String) throws(ToolError) -> Unit {
        if let unit = Unit.known(name) { return unit }
        throw ToolError(
            .badArguments,
            "'\(name.prefix(40))' is no unit that is known: there are \(Unit.all.map(\.name).joined(separator: ", "))",
            spoken: "Sorry, I don't know that unit."
        )
    }
}

extension String {
    /// With a large first letter, as a sentence begins.
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
