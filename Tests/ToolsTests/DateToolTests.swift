import Testing

@testable import Tools

@Suite("Times and dates are said right, whatever the day and the time zone", .timeLimit(.minutes(5)))
struct DateToolTests {
    private let context = ToolContext(session: "s", turn: 1)

    /// Saturday, 21 November 2026, 15:45 in a zone that is one hour ahead in winter and two in summer.
    private static let clock = TestZone.clock(at: TestZone.time(2026, 11, 21, 15, 45))

    private func said(_ tool: any Tool, _ arguments: [String: JSONValue] = [:]) async throws -> String {
        try await ToolBox([tool]).run(ToolCall(name: tool.name, arguments: arguments), in: context).spoken
    }

    @Test("the time is the one on the wall")
    func time() async throws {
        #expect(try await said(TimeTool(clock: Self.clock)) == "It's 3:45 PM.")
        let midnight = TestZone.clock(at: TestZone.time(2026, 7, 1, 0, 5))
        #expect(try await said(TimeTool(clock: midnight)) == "It's 12:05 AM.")
    }

    @Test(
        "a day is said with its weekday",
        arguments: [
            (nil, "Today is Saturday, November 21, 2026."), ("+1 days", "Tomorrow is Sunday, November 22, 2026."),
            ("yesterday", "Yesterday was Friday, November 20, 2026."), ("12-25", "That's Friday, December 25, 2026."),
            ("11-21", "Today is Saturday, November 21, 2026."), ("11-20", "That's Saturday, November 20, 2027."),
            ("02-29", "That's Tuesday, February 29, 2028."), ("saturday", "That's Saturday, November 28, 2026."),
            ("last saturday", "That was Saturday, November 14, 2026."), ("friday", "That's Friday, November 27, 2026."),
            ("+3 weeks", "That's Saturday, December 12, 2026."), ("+3 months", "That's Sunday, February 21, 2027."),
            ("-1 years", "That was Friday, November 21, 2025."), ("easter", "That's Sunday, March 28, 2027."),
            ("thanksgiving", "That's Thursday, November 26, 2026."),
            ("1900-03-01", "That was Thursday, March 1, 1900."),
        ] as [(String?, String)]
    )
    func date(date: String?, spoken: String) async throws {
        let arguments: [String: JSONValue] = date.map { ["date": .string($0)] } ?? [:]
        #expect(try await said(DateTool(clock: Self.clock), arguments) == spoken)
    }

    @Test(
        "the way from day to day is counted in what was asked for",
        arguments: [
            (["date": "12-25"], "It's 34 days until Friday, December 25, 2026."),
            (["date": "12-25", "unit": "weeks"], "It's 4 weeks and 6 days until Friday, December 25, 2026."),
            (["date": "2027-01-31", "unit": "months"], "It's 2 months and 10 days until Sunday, January 31, 2027."),
            (["date": "2000-01-01", "unit": "years"], "It's 26 years and 10 months since Saturday, January 1, 2000."),
            (["date": "tomorrow"], "It's 1 day until Sunday, November 22, 2026."),
            (["date": "tomorrow", "unit": "hours"], "It's 24 hours until Sunday, November 22, 2026."),
            (["date": "today"], "That's today."),
            (
                ["date": "12-25", "from": "12-31"],
                "Between Friday, December 25, 2026 and Thursday, December 31, 2026: 6 days."
            ),
        ]
    )
    func difference(arguments: [String: String], spoken: String) async throws {
        let arguments = arguments.mapValues { JSONValue.string($0) }
        #expect(try await said(DateDifferenceTool(clock: Self.clock), arguments) == spoken)
    }

    @Test(
        "what is no day is refused",
        arguments: [
            "02-30", "2026-13-01", "soon", "", "+1 parsecs", "-99999 years", "+999999999999999999999 days", "32-1-1-1",
        ]
    )
    func nonsense(date: String) async throws {
        let error = await #expect(throws: ToolError.self) {
            try await said(DateTool(clock: Self.clock), ["date": .string(date)])
        }
        #expect(error?.code == .badArguments)
    }

    @Test("every day of eight hundred years is the one after the day before")
    func calendar() throws {
        var day = try #require(CivilDate(1600, 1, 1))
        for _ in 0..<292_194 {
            let next = day.adding(days: 1)
            #expect(next.daysSinceEpoch == day.daysSinceEpoch + 1)
            #expect(next > day)
            #expect(CivilDate(next.year, next.month, next.day) == next)
            #expect(next.weekday == (day.weekday + 1) % 7)
            day = next
        }
        #expect(day == CivilDate(2400, 1, 1))
    }

    @Test(
        "Easter is on the days of the church's table",
        arguments: [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2024, 3, 31), (2025, 4, 20), (2038, 4, 25)]
    )
    func easter(year: Int, month: Int, day: Int) {
        #expect(CivilDate.easter(year) == CivilDate(year, month, day))
    }

    @Test(
        "an alarm's time is the next one that the wall shows",
        arguments: [
            ("7:00", nil, "2026-11-21 19:00"), ("7:00 pm", nil, "2026-11-21 19:00"), ("4:00", nil, "2026-11-21 16:00"),
            ("15:45", nil, "2026-11-22 15:45"), ("15:46", nil, "2026-11-21 15:46"),
            ("12:00 am", nil, "2026-11-22 00:00"),
            ("7:00 tomorrow", nil, "2026-11-22 07:00"), ("7:00 pm tomorrow", nil, "2026-11-22 19:00"),
            ("7:00 am", "friday", "2026-11-27 07:00"), ("07:30", nil, "2026-11-22 07:30"),
            ("0:30", nil, "2026-11-22 00:30"),
        ] as [(String, String?, String)]
    )
    func alarm(text: String, day: String?, expected: String) throws {
        let time = try ClockText.next(text, day: day, Self.clock)
        #expect(TestZone.text(time) == expected)
    }

    @Test(
        "an alarm that is over, or no time, is refused",
        arguments: [("7:00 am", "today"), ("25:00", nil), ("", nil), ("13 pm", nil)]
    )
    func refusedAlarm(text: String, day: String?) {
        #expect(throws: ToolError.self) { try ClockText.next(text, day: day, Self.clock) }
    }

    @Test("where the clocks are put forward or back, a time on the wall is still one moment")
    func clockChange() {
        // 28 March 2027: 2:00 becomes 3:00; 25 October 2026: 3:00 becomes 2:00.
        for (date, hour, text) in [
            ((2027, 3, 28), 1, "2027-03-28 01:30"), ((2027, 3, 28), 2, "2027-03-28 03:30"),
            ((2027, 3, 28), 3, "2027-03-28 03:30"), ((2026, 10, 25), 2, "2026-10-25 02:30"),
        ] {
            guard let day = CivilDate(date.0, date.1, date.2) else { continue }
            #expect(TestZone.text(Self.clock.time(of: day, second: hour * 3_600 + 1_800)) == text)
        }
        let first = CivilDate(2026, 10, 25).map { Self.clock.time(of: $0, second: 9_000) }
        #expect(first == TestZone.summer(2026, 10, 25, 2, 30))
    }
}

/// A zone like Berlin's in 2026 and 2027.
enum TestZone {
    /// The moments at which the clocks are changed, in seconds since 1970.
    private static let changes = [
        (utc(2026, 3, 29, 1, 0), 7_200), (utc(2026, 10, 25, 1, 0), 3_600), (utc(2027, 3, 28, 1, 0), 7_200),
        (utc(2027, 10, 31, 1, 0), 3_600),
    ]

    static func clock(at seconds: Double) -> LocalClock {
        LocalClock(now: { seconds }, offset: offset)
    }

    static let offset: @Sendable (Int) -> Int = { seconds in
        changes.last { Double(seconds) >= $0.0 }?.1 ?? 3_600
    }

    static func utc(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int) -> Double {
        Double((CivilDate(year, month, day)?.daysSinceEpoch ?? 0) * 86_400 + hour * 3_600 + minute * 60)
    }

    /// By the offset that holds there, roughly: not within an hour of a change.
    static func time(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int) -> Double {
        let wall = utc(year, month, day, hour, minute)
        return wall - Double(offset(Int(wall)))
    }

    static func summer(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int) -> Double {
        utc(year, month, day, hour, minute) - 7_200
    }

    /// What the wall shows: `2026-11-21 15:45`.
    static func text(_ seconds: Double) -> String {
        let (date, second) = clock(at: 0).local(seconds)
        let parts = [second / 3_600, second / 60 % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(date.iso) \(parts.joined(separator: ":"))"
    }
}
