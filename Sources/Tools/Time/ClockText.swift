/// Times of day as tools are given them.
enum ClockText {
    static let forms = "7:30 am, 19:30 or 7:30; ` tomorrow` may follow"

    /// The next time that the wall shows `text`, on the day `day` where one is given.
    ///
    /// - Throws: `bad_arguments`, or where it is over.
    static func next(_ text: String, day: String?, _ clock: LocalClock) throws(ToolError) -> Double {
        guard let (seconds, isTomorrow) = parse(text.lowercased()) else {
            throw ToolError(
                .badArguments,
                "'\(text.prefix(40))' is no time of day: write \(forms)",
                spoken: "Sorry, I don't know that time."
            )
        }
        let now = clock.now()
        let today = clock.local(now).date
        var date: CivilDate?
        if isTomorrow { date = today.adding(days: 1) }
        if let day { date = try DateText.parse(day, today: today) }
        let days = date.map { [$0] } ?? [today, today.adding(days: 1)]
        let times = days.flatMap { day in seconds.map { clock.time(of: day, second: $0) } }
        if let next = times.filter({ $0 > now }).min() { return next }
        throw ToolError(.badArguments, "'\(text)' is over already", spoken: "That time is over already.")
    }

    /// Seconds since midnight, two where the half of the day was not said.
    private static func parse(_ text: String) -> (seconds: [Int], isTomorrow: Bool)? {
        var words = text.split(separator: " ")
        let isTomorrow = words.last == "tomorrow"
        if isTomorrow { words.removeLast() }
        var half: Substring?
        if let last = words.last, last == "am" || last == "pm" { half = words.removeLast() }
        guard words.count == 1 else { return nil }
        let parts = words[0].split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, let hour = Int(parts[0]), let minute = parts.count == 2 ? Int(parts[1]) : 0,
            (0...23).contains(hour), (0...59).contains(minute)
        else { return nil }
        let second = hour * 3_600 + minute * 60
        if let half {
            guard (1...12).contains(hour) else { return nil }
            return ([second % 43_200 + (half == "pm" ? 43_200 : 0)], isTomorrow)
        }
        // "07:30" has a leading zero, as a clock with 24 hours writes it.
        guard (1...12).contains(hour), !parts[0].hasPrefix("0") else { return ([second], isTomorrow) }
        // Tomorrow at 7 is in the morning: who means the evening says so.
        return (isTomorrow ? [second % 43_200] : [second % 43_200, second % 43_200 + 43_200], isTomorrow)
    }
}
