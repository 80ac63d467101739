extension Double {
    /// Rounded to so many decimal places: digits beyond what is known of a figure are noise to people.
    func rounded(toPlaces places: Int) -> Double {
        let factor = (0..<places).reduce(1.0) { product, _ in product * 10 }
        return (self * factor).rounded() / factor
    }
}

extension Duration {
    /// In milliseconds, to a tenth.
    package var roundedMilliseconds: Double { (self / .milliseconds(1)).rounded(toPlaces: 1) }

    var wholeMilliseconds: Int { Int(self / .milliseconds(1)) }

    /// For people: `350 ms`, `2.4 s`.
    var words: String {
        let milliseconds = self / .milliseconds(1)
        if milliseconds < 999.5 { return "\(Int(milliseconds.rounded())) ms" }
        let seconds = (milliseconds / 1_000).rounded(toPlaces: 1)
        return Int(exactly: seconds).map { "\($0) s" } ?? "\(seconds) s"
    }
}
