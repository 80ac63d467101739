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

extension SpokenNumber {
    /// The number as one says it: whole where it is, else with at most three decimal places or three digits, and `about`
    /// where that leaves something out.
    package static func rounded(_ number: Double) -> String {
        let sign = number < 0 ? "minus " : ""
        let size = abs(number)
        if size >= 1e15 { return scientific(number) }
        // What the arithmetic of binary fractions adds is not worth an "about".
        let exact = plain(size, places: 9)
        var places = 3
        while size < 1, size > 0, places < 9,
            Double(plain(size, places: places)).map({ $0 * 1_000 < size * 999 }) ?? true
        {
            places += 1
        }
        let said = plain(size, places: places)
        if size > 0, said == "0" { return scientific(number) }
        return said == exact ? "\(sign)\(said)" : "about \(sign)\(said)"
    }

    private static func scientific(_ number: Double) -> String {
        var (mantissa, exponent) = (abs(number), 0)
        while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
        while mantissa < 1, mantissa > 0 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
        let power = exponent < 0 ? "minus \(-exponent)" : "\(exponent)"
        return "about \(number < 0 ? "minus " : "")\(plain(mantissa, places: 2)) times 10 to the power of \(power)"
    }
}
