private import Glibc

/// The time on the wall.
package struct LocalClock: Sendable {
    /// Seconds since 1970, in UTC.
    package var now: @Sendable () -> Double

    /// Seconds that the wall is ahead of UTC at such a time.
    package var offset: @Sendable (Int) -> Int

    package init(now: @escaping @Sendable () -> Double, offset: @escaping @Sendable (Int) -> Int) {
        self.now = now
        self.offset = offset
    }

    /// The machine's clock and time zone (`TZ`, `/etc/localtime`).
    package static let system = LocalClock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    } offset: { seconds in
        var (time, parts) = (time_t(seconds), tm())
        localtime_r(&time, &parts)
        return parts.tm_gmtoff
    }

    /// What the wall shows at a time: the day, and seconds since its midnight.
    package func local(_ seconds: Double) -> (date: CivilDate, second: Int) {
        let whole = Int(seconds.rounded(.down))
        let local = whole + offset(whole)
        let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        return (CivilDate(daysSinceEpoch: day), local - day * 86_400)
    }

    /// What the wall shows now.
    package var current: (date: CivilDate, second: Int) { local(now()) }

    /// When the wall shows that time: of two such times the first one, and where it is left out in spring the same time by
    /// the old offset.
    package func time(of date: CivilDate, second: Int) -> Double {
        let wall = date.daysSinceEpoch * 86_400 + second
        let (before, after) = (offset(wall - 86_400), offset(wall + 86_400))
        for candidate in [wall - max(before, after), wall - min(before, after)]
        where candidate + offset(candidate) == wall {
            return Double(candidate)
        }
        return Double(wall - before)
    }

    /// `3:45 PM`, of seconds since midnight.
    package static func spoken(_ second: Int) -> String {
        let (hour, minute) = (second / 3_600 % 24, second / 60 % 60)
        let half = hour < 12 ? "AM" : "PM"
        return "\(hour % 12 == 0 ? 12 : hour % 12):\(minute < 10 ? "0" : "")\(minute) \(half)"
    }
}
