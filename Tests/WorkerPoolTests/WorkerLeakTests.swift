import FoundationEssentials
import Glibc
import Logging
import SpeechFrames
import TestSupport
import Testing

@testable import WorkerPool

@Suite(.timeLimit(.minutes(5)))
struct WorkerLeakTests {
    @Test("kill -9 of any worker at any time loses nothing")
    func killAnyWorker() async throws {
        try await withTemporaryDirectory { directory in
            let phrases = (0..<120).map { phrase($0) }
            let answers = try await withPool(ScriptedWorker.command(directory)) { pool in
                for phrase in phrases { try await pool.submit(phrase) }
                var answers = Answers()
                var killed: Set<pid_t> = []
                for await output in pool.outputs {
                    try answers.take(output)
                    // One of the workers that are there, in the middle of a phrase, four times.
                    if killed.count < 4, output.audio?.offset == 400, output.phrase.phrase % 20 == 10,
                        let victim = try workers(in: directory).subtracting(killed).filter(isRunning).randomElement()
                    {
                        kill(victim, SIGKILL)
                        killed.insert(victim)
                    }
                    if answers.count == phrases.count { break }
                }
                #expect(killed.count == 4)
                return answers
            }
            #expect(answers.failed.mapValues(\.message).isEmpty)
            for phrase in phrases { #expect(answers.isWhole(phrase), "\(phrase.phraseID)") }
        }
    }

    @Test("when the pool stops, no worker is left, whatever it was doing", arguments: ["speak", "hang", "wait"])
    func stop(kind: String) async throws {
        try await withTemporaryDirectory { directory in
            try await withPool(ScriptedWorker.command(directory)) { pool in
                for number in 0..<6 { try await pool.submit(phrase(number, kind)) }
                _ = await pool.outputs.next()
            }
            let pids = try workers(in: directory)
            #expect(!pids.isEmpty && !pids.contains(where: isRunning))
        }
    }

    @Test("a shell's children end with the pool, also one that ignores SIGTERM")
    func shell() async throws {
        try await withTemporaryDirectory { directory in
            let line = "(trap '' TERM; sleep 1000 & echo > \(directory)/$!); cat > /dev/null; true"
            try await withPool(.shell(line), workers: 1) { pool in
                try await pool.submit(phrase(0))
                #expect(try await eventually { try !workers(in: directory).isEmpty })
            }
            let pids = try workers(in: directory)
            #expect(!pids.isEmpty)
            #expect(await eventually { !pids.contains(where: isRunning) })
        }
    }

    @Test("a pool gives back every descriptor")
    func descriptors() async {
        await #expect(processExitsWith: .success) {
            // The first pool starts what lives as long as the process.
            _ = try await withPool { try await $0.answers(to: [phrase(0)]) }
            let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
            for _ in 0..<3 {
                _ = try await withPool { try await $0.answers(to: [phrase(0), phrase(1, "die"), phrase(2)]) }
            }
            let after = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
            #expect(after == before)
        }
    }

    @Test("kill -9 of the pool's process leaves no worker, not even a stopped one")
    func killedPool() async throws {
        try await withTemporaryDirectory { directory in
            await #expect(processExitsWith: .signal(SIGKILL)) { [directory = directory as String] in
                try await withPool(ScriptedWorker.command(directory)) { pool in
                    for number in 0..<3 { try await pool.submit(phrase(number, "hang")) }
                    for _ in 0..<3 { _ = await pool.outputs.next() }
                    kill(getpid(), SIGKILL)
                }
            }
            let pids = try workers(in: directory)
            #expect(pids.count == 3)
            #expect(await eventually { !pids.contains(where: isRunning) })
        }
    }
}

/// The pids that were written as files' names.
private func workers(in directory: String) throws -> Set<pid_t> {
    Set(try FileManager.default.contentsOfDirectory(atPath: directory).compactMap { pid_t($0) })
}

/// Whether the process is there and no zombie.
private func isRunning(_ pid: pid_t) -> Bool {
    guard let stat = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return false }
    return !String(decoding: stat, as: UTF8.self).contains(") Z ")
}
