/// Numbers as text that is read aloud well.
package enum SpokenNumber {
    /// The number in decimal digits without an exponent: rounded to at most `places` decimal places, which are left out
    /// where they are zeros.
    package static func plain(_ number: Double, places: Int = 6) -> String {
        guard number.isFinite else { return number.isNaN ? "not a number" : number < 0 ? "minus infinity" : "infinity" }
        guard abs(number) < 1e15 else { return "\(number)" }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        // Numbers that are so large have no decimal places to round.
        guard abs(number) * scale < 9e15 else { return "\(Int(number.rounded()))" }
        let scaled = Int((abs(number) * scale).rounded())
        var fraction = String(scaled % Int(scale))
        fraction = String(repeating: "0", count: places - fraction.count) + fraction
        while fraction.hasSuffix("0") { fraction.removeLast() }
        let sign = number < 0 && scaled > 0 ? "-" : ""
        return "\(sign)\(scaled / Int(scale))\(fraction.isEmpty ? "" : ".\(fraction)")"
    }
}
