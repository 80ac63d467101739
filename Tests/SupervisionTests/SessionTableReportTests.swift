import HubMetrics
import Settings
import SpeechFrames
import Testing

@testable import Supervision

@Suite("Turns that have ended are reported to who measures")
struct SessionTableReportTests {
    private var hub = {
        var hub = TableHarness()
        hub.table.isMeasured = true
        return hub
    }()

    private var time: WallTime { WallTime(milliseconds: 100_000) }

    @Test("an answer that was heard to its end: its latencies, and what the stages have counted")
    mutating func heardToItsEnd() throws {
        _ = hub.ask(session: "s")
        _ = hub.pass(.milliseconds(200))
        _ = hub.receive(token("Because "))
        _ = hub.pass(.milliseconds(300))
        _ = hub.receive(progress(0))
        _ = hub.pass(.milliseconds(500))
        let skipped = failed("tts-workers", phrase: 1)
        _ = hub.receive(skipped, skipped)
        var end = End(session: "s", turn: 1, phrases: 3, firstPhraseMilliseconds: 250)
        (end.tokens, end.fallbacks, end.cached) = (12, 1, true)
        _ = hub.receive(.end(end))
        _ = hub.pass(.seconds(1))
        let sound = SoundMeasures(
            chunks: 9,
            underruns: 2,
            gapMilliseconds: 40,
            firstMilliseconds: 350,
            lastMilliseconds: 900
        )
        _ = hub.receive(.finished(Finished(session: "s", turn: 1, heard: 2, sound: sound)))

        let report = try #require(hub.table.takeReports(at: hub.now, time).first)
        #expect(report.outcome == .finished && report.kind == .ask && report.reason == nil && !report.isError)
        #expect(report.start == WallTime(milliseconds: 98_000))
        #expect(report.firstToken == .milliseconds(200))
        #expect(report.firstPhrase == .milliseconds(250))
        #expect(report.firstSound == .milliseconds(500))
        #expect(report.writing == .milliseconds(800))
        #expect(report.duration == .seconds(2))
        #expect((report.tokens, report.phrases, report.failedPhrases, report.fallbacks) == (12, 3, 1, 1))
        #expect((report.chunks, report.underruns, report.cacheHits) == (9, 2, 1))
        #expect(report.longestGap == .milliseconds(40))
        #expect(report.stages.isAsked && report.stages.firstPhrase == .milliseconds(250))
        #expect(report.stages.textEnd == .seconds(1))
        #expect(report.stages.firstSoundMade == .milliseconds(350))
        #expect(report.stages.lastSoundMade == .milliseconds(900))
        #expect(!hub.table.hasReports)
    }

    @Test(
        "a turn that is stopped while it waits was no stage's; one that is cut off has the first phrase that was heard of"
    )
    mutating func stopped() throws {
        hub = TableHarness(policy: .wait)
        hub.table.isMeasured = true
        let ask = Ask(session: "s", turn: 0, text: "Why?", model: "small", voice: "en-gb", trace: "00-parent")
        _ = hub.table.ask(ask, from: hub.client, at: hub.now)
        _ = hub.ask("And?", session: "t")
        _ = hub.interrupt("t")
        _ = hub.pass(.milliseconds(300))
        _ = hub.receive(.phrase(Phrase(session: "s", turn: 1, phrase: 0, text: "So.")))
        _ = hub.pass(.milliseconds(300))
        _ = hub.receive(.phrase(Phrase(session: "s", turn: 1, phrase: 1, text: "And so.")))
        _ = hub.interrupt("s")
        _ = hub.stopped("s", 1, heard: "")
        let reports = hub.table.takeReports(at: hub.now, time)
        #expect(reports.map(\.session) == ["t", "s"])
        #expect(reports.first?.stages == StageTimes())
        let report = try #require(reports.last)
        #expect(report.stages.isAsked && report.stages.firstPhrase == .milliseconds(300))
        #expect(report.stages.textEnd == nil && report.stages.lastSoundMade == nil)
        #expect((report.model, report.voice, report.parent) == ("small", "en-gb", "00-parent"))
    }

    @Test("a turn that the person interrupts is no error, and says how soon it was silent")
    mutating func interrupted() throws {
        _ = hub.ask(session: "s")
        _ = hub.interrupt("s")
        let heard = Interrupted(
            session: "s",
            turn: 1,
            stage: "audio-sequencer",
            silenceMilliseconds: 12,
            sound: SoundMeasures(chunks: 4)
        )
        _ = hub.table.stopped(TurnID(session: "s", turn: 1), heard: heard, at: hub.now)
        let report = try #require(hub.table.takeReports(at: hub.now, time).first)
        #expect(report.outcome == .interrupted && !report.isError)
        #expect(report.reason == "user_request" && report.interrupt == "user_request")
        #expect(report.silence == .milliseconds(12) && report.chunks == 4)
    }

    @Test("a turn that takes too long is an error, whose stages were told to stop")
    mutating func timedOut() throws {
        _ = hub.ask(session: "s")
        _ = hub.pass(.seconds(600))
        _ = hub.pass(.seconds(600))
        let report = try #require(hub.table.takeReports(at: hub.now, time).first)
        #expect(report.outcome == .failed && report.isError)
        #expect(report.reason == "first_token_timeout" && report.interrupt == "timeout")
    }

    @Test("how long a turn waited for another is not its latency")
    mutating func waiting() throws {
        hub = TableHarness(policy: .wait)
        hub.table.isMeasured = true
        _ = hub.ask(session: "s")
        _ = hub.receive(token("A"), progress(0), end(1))
        _ = hub.ask("And?", session: "s")
        _ = hub.pass(.seconds(10))
        _ = hub.receive(finished())
        _ = hub.pass(.milliseconds(100))
        _ = hub.receive(token("B", "s", 2), end(0, "s", 2))
        let reports = hub.table.takeReports(at: hub.now, time)
        #expect(reports.map(\.waited) == [.zero, .seconds(10)])
        #expect(reports.last?.firstToken == .milliseconds(100))
        #expect(reports.last?.duration == .milliseconds(100))
    }

    @Test("what is said has no first token, and nobody's filler is reported")
    mutating func said() {
        _ = hub.say("Dinner.", .normal)
        _ = hub.receive(token("Dinner.", "new-1"), progress(0, "new-1"), end(1, "new-1"), finished("new-1"))
        let reports = hub.table.takeReports(at: hub.now, time)
        #expect(reports.map(\.kind) == [.say])
        #expect(reports.first?.firstToken == nil && reports.first?.firstSound == .zero)
    }

    @Test("nothing is collected where nobody measures")
    mutating func unmeasured() {
        hub.table.isMeasured = false
        _ = hub.ask(session: "s")
        _ = hub.receive(token("A"), end(0))
        #expect(!hub.table.hasReports)
    }
}
