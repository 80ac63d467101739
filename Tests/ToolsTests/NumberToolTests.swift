import Testing

@testable import Tools

@Suite("Numbers are worked out and said well", .timeLimit(.minutes(5)))
struct NumberToolTests {
    private let box = ToolBox([CalculateTool(), ConvertTool()])

    private func said(_ name: String, _ arguments: [String: JSONValue]) async throws -> String {
        try await box.run(ToolCall(name: name, arguments: arguments), in: ToolContext(session: "s", turn: 1)).spoken
    }

    @Test(
        "a formula has the value that school taught",
        arguments: [
            ("5 + 3", "It's 8."), ("2 + 3 * 4", "It's 14."), ("(2 + 3) * 4", "It's 20."), ("0.1 + 0.2", "It's 0.3."),
            ("10 / 4", "It's 2.5."), ("1 / 3", "It's about 0.333."), ("2 / 3", "It's about 0.667."),
            ("3 - 10", "It's minus 7."),
            ("2 ^ 10", "It's 1024."), ("2 ^ 3 ^ 2", "It's 512."), ("-2 ^ 2", "It's minus 4."),
            ("15 / 100 * 80", "It's 12."),
            ("15% * 80", "It's 12."), ("17 % 5", "It's 2."), ("sqrt(144)", "It's 12."),
            ("sqrt(2)", "It's about 1.414."),
            ("2 * pi", "It's about 6.283."), ("-3 * -4", "It's 12."), ("6\u{D7}7", "It's 42."),
            ("84 \u{F7} 2", "It's 42."),
            ("1 / 7000", "It's about 0.000143."), ("2 ^ 100", "It's about 1.27 times 10 to the power of 30."),
            ("10 ^ -20", "It's about 1 times 10 to the power of minus 20."),
            ("1000000 * 1000000", "It's 1000000000000."),
        ]
    )
    func calculate(formula: String, spoken: String) async throws {
        #expect(try await said("calculate", ["expression": .string(formula)]) == spoken)
    }

    @Test(
        "what has no value is refused, and nothing crashes",
        arguments: [
            "", "1 +", "1 / 0", "1 % 0", "sqrt(-1)", "foo(1)", "2 3", "(1", "1)", "10 ^ 400", "..", "1.2.3",
            String(repeating: "(", count: 200), String(repeating: "-", count: 400) + "1",
            String(repeating: "1+", count: 5_000),
            "1 ^ ^", "\u{0}", "9" + String(repeating: "9", count: 450) + " * 1",
        ]
    )
    func refused(formula: String) async throws {
        let error = await #expect(throws: ToolError.self) {
            try await said("calculate", ["expression": .string(formula)])
        }
        #expect(error?.code == .badArguments)
    }

    @Test(
        "amounts keep their size in another unit",
        arguments: [
            (10.0, "km", "mile", "10 kilometers are about 6.214 miles."), (1, "mile", "foot", "1 mile is 5280 feet."),
            (100, "fahrenheit", "celsius", "100 degrees Fahrenheit are about 37.778 degrees Celsius."),
            (20, "celsius", "fahrenheit", "20 degrees Celsius are 68 degrees Fahrenheit."),
            (-40, "celsius", "fahrenheit", "minus 40 degrees Celsius are minus 40 degrees Fahrenheit."),
            (0, "kelvin", "celsius", "0 kelvins are minus 273.15 degrees Celsius."),
            (1, "day", "second", "1 day is 86400 seconds."),
            (2.5, "pounds", "ounce", "2.5 pounds are 40 ounces."), (1, "inch", "cm", "1 inch is 2.54 centimeters."),
            (100, "KM/H", "mph", "100 kilometers per hour are about 62.137 miles per hour."),
        ]
    )
    func convert(amount: Double, from: String, to: String, spoken: String) async throws {
        #expect(
            try await said("convert", ["amount": .number(amount), "from": .string(from), "to": .string(to)]) == spoken
        )
    }

    @Test("a length is no weight, and a parsec is unknown")
    func otherKind() async throws {
        let mixed = await #expect(throws: ToolError.self) {
            try await said("convert", ["amount": 1, "from": "km", "to": "kg"])
        }
        #expect(mixed?.spoken == "Kilometers can't be converted to kilograms.")
        let unknown = await #expect(throws: ToolError.self) {
            try await said("convert", ["amount": 1, "from": "parsec", "to": "km"])
        }
        #expect(unknown?.code == .badArguments)
    }

    @Test("every unit converts to each of its kind and back")
    func roundTrip() async throws {
        for from in Unit.all {
            for to in Unit.all where to.quantity == from.quantity {
                let there = (7 * from.factor + from.zero - to.zero) / to.factor
                let back = (there * to.factor + to.zero - from.zero) / from.factor
                #expect(abs(back - 7) < 1e-9, "\(from.name) to \(to.name)")
            }
        }
    }
}
