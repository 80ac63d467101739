@testable import Playback
import Testing

@Suite("alarms", .timeLimit(.minutes(1)))
struct AlarmsTests {
    @Test("each of many wakes at its instant, and not before")
    func many() async {
        let time = MonotonicTime()
        await withTaskGroup(of: Bool.self) { group in
            let start = time.microseconds
            for number in 0..<200 {
                group.addTask {
                    let instant = start + number % 7 * 9_000
                    await Wakeup().wait(until: instant, by: time)
                    return time.microseconds >= instant
                }
            }
            for await isLate in group { #expect(isLate) }
        }
    }

    @Test("a signal wakes before the instant, and the alarm is gone with it")
    func signalled() async {
        let time = MonotonicTime()
        let wakeup = Wakeup()
        let far = time.microseconds + 3_600_000_000
        for _ in 0..<100 {
            async let waiting: Void = wakeup.wait(until: far, by: time)
            wakeup.signal()
            await waiting
        }
        #expect(time.microseconds < far)
    }

    @Test("a wait ends when its task is cancelled")
    func cancelled() async {
        let time = MonotonicTime()
        await withTaskGroup { group in
            group.addTask { await Wakeup().wait(until: time.microseconds + 3_600_000_000, by: time) }
            group.cancelAll()
        }
    }

    @Test("an earlier alarm does not lose a later one")
    func order() async {
        let time = MonotonicTime()
        let start = time.microseconds
        async let late: Void = Wakeup().wait(until: start + 60_000, by: time)
        async let early: Void = Wakeup().wait(until: start + 10_000, by: time)
        await early
        await late
        #expect(time.microseconds >= start + 60_000)
    }
}
