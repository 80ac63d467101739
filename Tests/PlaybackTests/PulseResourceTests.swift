@testable import Playback
import Glibc
import SpeechFrames
import TestSupport
import Testing

/// The entries of a folder of /proc.
private func entries(_ path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
        names.append(
            withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        )
    }
    return names
}

/// Threads of libpulse's main loops.
private func pulseThreads() -> Int {
    entries("/proc/self/task").count { thread in
        let name = try? readFile("/proc/self/task/\(thread)/comm")
        return name.map { String(decoding: $0, as: UTF8.self).hasPrefix("playback-pulse") } ?? false
    }
}

@Suite("PulseAudio's resources", .timeLimit(.minutes(1)))
struct PulseResourceTests {
    @Test("threads and descriptors come back when a sink is closed")
    func resources() async throws {
        try await withPulseServer { server in
            let address = server.address
            // In a process of its own, where nothing else opens and closes.
            await #expect(processExitsWith: .success) { [address = address as String] in
                var descriptors: [Int] = []
                for _ in 0..<10 {
                    let sink = try await PulseSink.open(server: address) { _ in }
                    precondition(pulseThreads() == 1)
                    sink.write(counting(2_000)[...])
                    sink.flush()
                    _ = await sink.flushed()
                    await sink.close()
                    precondition(pulseThreads() == 0)
                    descriptors.append(entries("/proc/self/fd").count)
                }
                // The runtime may open some of its own meanwhile, but not three for each sink.
                precondition(descriptors[9] <= descriptors[0] + 4, "\(descriptors)")
            }
        }
    }

    @Test("a sink that is unloaded is waited for, and speech goes on when it is back")
    func unloaded() async throws {
        try await withPulseServer { server in
            let speech = Speech(rate: 48_000)
            let events = try await withSequencer("pulse", open: pulse(server)) { sequencer, log in
                // So much that a busy machine cannot have played it before the sink is unloaded.
                for frame in speech.frames(0, counting(480_000), piece: 9_600) { await sequencer.receive(frame) }
                try await log.wait { summary($0).contains("sound s/1") }
                try await server.control("unload-module", "module-null-sink")
                try await log.wait { summary($0).contains("lost") }
                try await server.control("load-module", "module-null-sink", "rate=48000", "norewinds=1")
                try await log.wait { summary($0).contains("recovered") }
                let before = log.events.count
                try await log.wait { $0.dropFirst(before).contains { if case .progress = $0 { true } else { false } } }
                await sequencer.receive(speech.interrupt())
                try await log.wait { if case .interrupted = $0 { true } else { false } }
            }
            #expect(steady(events) == ["sound s/1", "start s/1#0", "lost", "recovered", "interrupted s/1 "])
            // Whoever follows the turn knows why it is silent, and that it is no more.
            let troubles = events.compactMap { event in
                if case .progress(let progress) = event { progress.trouble != nil } else { nil }
            }
            #expect(troubles.contains(true) && troubles.last == false)
        }
    }

    @Test("a sink that is suspended holds the position, and speech goes on when it is resumed")
    func suspended() async throws {
        try await withPulseServer { server in
            try await server.withRecording { recording in
                let speech = Speech(rate: 48_000)
                _ = try await withSequencer("pulse", open: pulse(server)) { sequencer, log in
                    for frame in speech.frames(0, counting(24_000)) { await sequencer.receive(frame) }
                    await sequencer.receive(speech.end(1))
                    try await log.wait { summary($0).contains("sound s/1") }
                    try await server.control("suspend-sink", PulseServer.sink, "1")
                    try await server.control("suspend-sink", PulseServer.sink, "0")
                    try await log.wait { summary($0).contains("finished s/1 1") }
                    try await recording.wait(forSample: { $0 == 24_000 })
                }
            }
        }
    }
}
