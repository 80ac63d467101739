/// Dates as tools are given them.
enum DateText {
    /// For the descriptions of parameters.
    static let forms =
        "2026-12-25, 12-25, friday, last friday, +3 weeks, -10 days, easter or thanksgiving"

    /// The same for a further tool: what a model is told of all of them is a part of each of its prompts.
    static let reference = "A day, as for the tool date"

    /// The day that `text` means on the day `today`.
    ///
    /// - Throws: `bad_arguments`.
    static func parse(_ text: String, today: CivilDate) throws(ToolError) -> CivilDate {
        if let date = known(text.lowercased(), today) { return date }
        throw ToolError(
            .badArguments,
            "'\(text.prefix(40))' is no date: write \(forms)",
            spoken: "Sorry, I don't know that date."
        )
    }

    private static func known(_ text: String, _ today: CivilDate) -> CivilDate? {
        switch text {
        case "today": return today
        case "tomorrow": return today.adding(days: 1)
        case "yesterday": return today.adding(days: -1)
        case "easter": return next(today, CivilDate.easter)
        case "thanksgiving": return next(today, CivilDate.thanksgiving)
        default: return weekday(text, today) ?? shifted(text, today) ?? numeric(text, today)
        }
    }

    private static func next(_ today: CivilDate, _ ofYear: (Int) -> CivilDate) -> CivilDate {
        let date = ofYear(today.year)
        return date < today ? ofYear(today.year + 1) : date
    }

    private static func weekday(_ text: String, _ today: CivilDate) -> CivilDate? {
        let isLast = text.hasPrefix("last ")
        let name = isLast ? String(text.dropFirst(5)) : text
        guard let wanted = CivilDate.weekdays.firstIndex(where: { $0.lowercased() == name }) else { return nil }
        let ahead = (wanted - today.weekday + 6) % 7 + 1
        let back = (today.weekday - wanted + 6) % 7 + 1
        return today.adding(days: isLast ? -back : ahead)
    }

    /// `+3 weeks`.
    private static func shifted(_ text: String, _ today: CivilDate) -> CivilDate? {
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let parts = text.dropFirst().split(separator: " ")
        guard parts.count == 2, let count = Int(parts[0]), (0...100_000).contains(count) else { return nil }
        let signed = sign == "-" ? -count : count
        let limit = 12 * 9_000
        switch parts[1] {
        case "day", "days": return today.adding(days: signed)
        case "week", "weeks": return today.adding(days: 7 * signed)
        case "month", "months": return abs(signed) < limit ? bounded(today.year * 12 + signed, today, signed) : nil
        case "year", "years":
            return abs(signed) < limit / 12 ? bounded(today.year * 12 + 12 * signed, today, 12 * signed) : nil
        default: return nil
        }
    }

    private static func bounded(_ months: Int, _ today: CivilDate, _ shift: Int) -> CivilDate? {
        months >= 24 ? today.adding(months: shift) : nil
    }

    /// `2026-12-25` or `12-25`.
    private static func numeric(_ text: String, _ today: CivilDate) -> CivilDate? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
        if parts.count == 3 { return CivilDate(parts[0], parts[1], parts[2]) }
        guard parts.count == 2 else { return nil }
        // 29 February may be some years away.
        return (today.year...today.year + 8).lazy.compactMap { CivilDate($0, parts[0], parts[1]) }.first { $0 >= today }
    }
}
