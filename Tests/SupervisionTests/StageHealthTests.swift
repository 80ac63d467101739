import Glibc
import SpeechFrames
import TestSupport
import Testing

@testable import Supervision

@Suite("A process that runs and does not answer is hung")
struct StageHealthTests {
    private let start = ContinuousClock.now

    @Test("it has 10 s to its first link")
    func first() {
        var health = StageHealth()
        health.runs(since: start)
        #expect(health.deadline == start + .seconds(10))
        _ = health.linked()
        #expect(health.deadline == nil)
        #expect(health.isLinked)
    }

    @Test("one that was found at work has 3 s to its first link: it need not be started")
    func adopted() {
        var health = StageHealth()
        health.runs(since: start, isListening: true)
        #expect(health.deadline == start + .seconds(3))
        _ = health.linked()
        #expect(health.deadline == nil)
    }

    @Test("without its link it has half a second, if it runs at all")
    func lost() {
        var health = StageHealth()
        health.runs(since: start)
        health.unlinked(health.linked(), at: start + .seconds(5), isRunning: true)
        #expect(health.deadline == start + .milliseconds(5_500))
        health.ended()
        #expect(health.deadline == nil)
        health.unlinked(health.linked(), at: start + .seconds(6), isRunning: false)
        #expect(health.deadline == nil)
    }

    @Test("the late end of an earlier process's link takes nothing from the next process's time")
    func late() {
        var health = StageHealth()
        health.runs(since: start)
        let old = health.linked()
        health.ended()
        health.runs(since: start + .seconds(1))
        #expect(!health.isLinked)
        health.unlinked(old, at: start + .seconds(2), isRunning: true)
        #expect(health.deadline == start + .seconds(11))
        _ = health.linked()
        #expect(health.isLinked && health.deadline == nil)
    }

    @Test("one that waits for a processor has more time, a little again and again, and never more than 10 s")
    func starved() {
        var health = StageHealth()
        health.runs(since: start)
        health.unlinked(health.linked(), at: start + .seconds(5), isRunning: true)
        var time = Duration.milliseconds(5_500)
        while health.starves(at: start + time) {
            #expect(health.deadline == start + time + .milliseconds(500))
            time += .milliseconds(500)
        }
        #expect(time == .milliseconds(15_500))
        #expect(health.deadline == start + time, "it is past")
        _ = health.linked()
        #expect(health.deadline == nil)
        let hasTime = health.starves(at: start + time)
        #expect(!hasTime)
    }

    @Test(
        "late is who would run and hardly did; who runs all the time turns in a circle, and who wants nothing hangs",
        arguments: [(true, 200, true), (true, 600, false), (false, 200, false)]
    )
    func effort(wantsProcessor: Bool, ran: Int, isStarved: Bool) {
        let before = ProcessEffort(processorTime: .seconds(3), wantsProcessor: true)
        let after = ProcessEffort(processorTime: .seconds(3) + .milliseconds(ran), wantsProcessor: wantsProcessor)
        #expect(after.isStarved(since: before, in: .seconds(1)) == isStarved)
    }

    @Test("what a process does is seen: one that waits or is stopped wants nothing, one that computes does")
    func realEffort() async throws {
        let words = ["/bin/sh", "-c", "read line; while :; do :; done"]
        try await withPipeline([ProgramCommand(words)], input: .open, limit: .seconds(120)) { pipeline in
            let pid = pipeline.programs[0].id
            let facts = try #require(ProcessFacts(pid: pid))
            #expect(await eventually(within: .seconds(30)) { facts.effort?.wantsProcessor == false })
            pipeline.write("go\n")
            #expect(await eventually(within: .seconds(30)) { facts.effort?.wantsProcessor == true })
            #expect(await eventually(within: .seconds(30)) { (facts.effort?.processorTime ?? .zero) > .zero })
            kill(pid, SIGSTOP)
            #expect(await eventually(within: .seconds(30)) { facts.effort?.wantsProcessor == false })
            kill(pid, SIGKILL)
            #expect(await eventually(within: .seconds(30)) { facts.effort == nil })
        }
    }

    @Test("a process that was linked to before it was found is not waited for")
    func found() {
        var health = StageHealth()
        let life = health.linked()
        health.runs(since: start, isLinked: true)
        #expect(health.isLinked && health.deadline == nil)
        health.unlinked(life, at: start + .seconds(1), isRunning: true)
        #expect(health.deadline == start + .milliseconds(1_500))
    }
}

@Suite("What others started is known by its link")
struct StageRosterTests {
    private func entry(_ roster: StageRoster) -> ProcessStatus? {
        roster.status().processes.first { $0.name == "tts-workers" }
    }

    @Test("another process that answers is a new one: its id, and that it was started again")
    func replaced() {
        let roster = StageRoster()
        let first = roster.linked(.ttsWorkers, pid: getpid())
        #expect(entry(roster)?.pid == getpid())
        #expect(entry(roster)?.restarts == 0)
        roster.unlinked(.ttsWorkers, first)
        _ = roster.linked(.ttsWorkers, pid: getppid())
        #expect(entry(roster)?.pid == getppid())
        #expect(entry(roster)?.restarts == 1)
        #expect(entry(roster)?.state == .up)
    }

    @Test("the same one that answers again was not started again")
    func same() {
        let roster = StageRoster()
        roster.unlinked(.ttsWorkers, roster.linked(.ttsWorkers, pid: getpid()))
        _ = roster.linked(.ttsWorkers, pid: getpid())
        #expect(entry(roster)?.restarts == 0)
    }

    @Test("one that is gone with its link is down, and not killed in another's place")
    func gone() {
        let roster = StageRoster()
        // No process has the highest number that there can be.
        roster.unlinked(.ttsWorkers, roster.linked(.ttsWorkers, pid: .max))
        #expect(entry(roster)?.state == .down)
        #expect(entry(roster)?.pid == nil)
        roster.kill(.ttsWorkers)
    }
}
