private import Tools

/// Numbers in digits and words: `12`, `3.5`, `twenty five`, `two and a half`, `a hundred and one`, `minus three`.
/// The value is decimal: `2.5`.
struct NumberReader: SpanReader {
    let words: NumberWords
    /// Whether `a` and `half a` are numbers too, as before a unit.
    var takesArticles = false

    func spans(in row: ArraySlice<Word>, from start: Int) -> [Span] {
        var cursor = WordCursor(row, at: start)
        guard let number = takesArticles ? amount(&cursor) : number(&cursor) else { return [] }
        return [Span(end: cursor.place, value: SpokenNumber.plain(number, places: 10))]
    }

    /// A number or an article before a unit.
    func amount(_ cursor: inout WordCursor) -> Double? {
        if let number = number(&cursor) { return number }
        if let part = fraction(&cursor) {
            _ = cursor.take(oneOf: words.of)
            _ = cursor.take(oneOf: words.articles)
            return part
        }
        return cursor.take(oneOf: words.articles) ? 1 : nil
    }

    /// `half`, `a quarter`, `three quarters`.
    private func fraction(_ cursor: inout WordCursor) -> Double? {
        cursor.attempt { cursor in
            if let part = cursor.take(from: words.fractions) { return part }
            if cursor.take(oneOf: words.articles), let part = cursor.take(from: words.fractions) { return part }
            return nil
        }
    }

    func number(_ cursor: inout WordCursor) -> Double? {
        cursor.attempt { cursor in
            let isNegative = cursor.take(oneOf: words.minus) || cursor.take("-")
            guard var value = magnitude(&cursor) else { return nil }
            let part = cursor.attempt { cursor in
                cursor.take(oneOf: words.and) ? fraction(&cursor) : nil
            }
            value += part ?? 0
            return isNegative ? -value : value
        }
    }

    private func magnitude(_ cursor: inout WordCursor) -> Double? {
        if let digits = Self.digits(cursor.next) {
            cursor.place += 1
            // "3 million", "2 hundred".
            if let scale = words.values[cursor.next], scale >= 100 {
                cursor.place += 1
                return digits * Double(scale)
            }
            return digits
        }
        if let ratio = cursor.attempt(ratio) { return ratio }
        guard let whole = cursor.attempt(whole) else { return nil }
        return Double(whole) + (cursor.attempt(decimals) ?? 0)
    }

    /// `three quarters`.
    private func ratio(_ cursor: inout WordCursor) -> Double? {
        guard let count = cursor.take(from: words.values), count > 1, count < 20,
            let part = cursor.take(from: words.fractions)
        else { return nil }
        return Double(count) * part
    }

    /// A number in words, without decimal places; at most 15 digits.
    func whole(_ cursor: inout WordCursor) -> Int? {
        var total = 0
        var group = 0
        var low = 0
        var isBegun = false
        while total < 1_000_000_000_000 {
            let start = cursor.place
            if isBegun, low == 0, !cursor.take(oneOf: words.and) { cursor.place = start }
            if !isBegun, cursor.take(oneOf: words.articles), words.values[cursor.next].map({ $0 >= 100 }) != true {
                cursor.place = start
                return nil
            }
            guard let value = words.values[cursor.next], fits(value, after: low, group, isBegun) else {
                cursor.place = start
                break
            }
            cursor.place += 1
            isBegun = true
            if value < 100 {
                group += value
                low += value == 0 ? 100 : value
            } else if value < 1_000 {
                group = max(group, 1) * value
                low = 0
            } else {
                total += max(group, 1) * value
                group = 0
                low = 0
            }
        }
        return isBegun ? total + group : nil
    }

    /// After `twenty` comes `five`, not `thirty`: that would be another number.
    private func fits(_ value: Int, after low: Int, _ group: Int, _ isBegun: Bool) -> Bool {
        guard isBegun else { return true }
        if value >= 1_000 { return group > 0 }
        if value >= 100 { return group > 0 && group < 100 }
        if low == 0 { return group == 0 || group >= 100 }
        return value > 0 && value < 10 && low >= 20 && low < 100 && low % 10 == 0
    }

    private func decimals(_ cursor: inout WordCursor) -> Double? {
        guard cursor.take(oneOf: words.point) else { return nil }
        var (value, scale, isBegun) = (0.0, 0.1, false)
        while scale > 1e-10, let digit = words.values[cursor.next] ?? Int(cursor.next), (0...9).contains(digit) {
            value += Double(digit) * scale
            scale /= 10
            isBegun = true
            cursor.place += 1
        }
        return isBegun ? value : nil
    }

    /// A number in digits; times of day are none.
    static func digits(_ text: String) -> Double? {
        guard let first = text.utf8.first, (48...57).contains(first), text.utf8.count <= 15 else { return nil }
        return Double(text)
    }
}
