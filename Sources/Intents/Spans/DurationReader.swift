private import Tools

/// Durations: `90 seconds`, `an hour and a half`, `half an hour`, `1 hour and 30 minutes`, `5m`.
/// The value is seconds: `5400`.
struct DurationReader: SpanReader {
    let words: NumberWords

    func spans(in row: ArraySlice<Word>, from start: Int) -> [Span] {
        var cursor = WordCursor(row, at: start)
        guard let seconds = duration(&cursor) else { return [] }
        return [Span(end: cursor.place, value: SpokenNumber.plain(seconds, places: 3))]
    }

    func duration(_ cursor: inout WordCursor) -> Double? {
        guard var (total, unit) = cursor.attempt(part) else { return nil }
        // Each part is of a smaller unit than the one before it.
        while let (more, smaller) = cursor.attempt({ cursor -> (Double, Double)? in
            _ = cursor.take(oneOf: words.and)
            guard let next = part(&cursor), next.1 < unit else { return nil }
            return next
        }) {
            total += more
            unit = smaller
        }
        return total
    }

    /// Seconds, and the unit's seconds.
    private func part(_ cursor: inout WordCursor) -> (Double, Double)? {
        guard let count = NumberReader(words: words).amount(&cursor), count >= 0,
            let unit = cursor.take(from: words.seconds).map(Double.init)
        else { return nil }
        let rest = cursor.attempt { cursor -> Double? in
            guard cursor.take(oneOf: words.and) else { return nil }
            _ = cursor.take(oneOf: words.articles)
            guard let part = cursor.take(from: words.fractions), words.seconds[cursor.next] == nil,
                !words.of.contains(cursor.next), !words.articles.contains(cursor.next)
            else { return nil }
            return part
        }
        return ((count + (rest ?? 0)) * unit, unit)
    }
}
