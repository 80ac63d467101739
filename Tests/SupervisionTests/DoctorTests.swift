import Glibc
import ServiceRuntime
import SpeechFrames
import TestSupport
import Testing

/// `loquat doctor` with real programs, a real sound server, and a model's server that speaks Ollama's protocol.
@Suite("The doctor", .timeLimit(.minutes(5)))
struct DoctorTests {
    private func doctor(_ words: String..., environment: [String: String]) -> ProgramCommand {
        ProgramCommand([ProgramCommand.path(of: "loquat"), "doctor", "--json"] + words, environment: environment)
    }

    private func environment(_ sound: PulseServer, _ model: FakeOllama) -> [String: String] {
        sound.clientEnvironment.merging([
            "STREAMING_OLLAMA_URL": model.url, "LOQUAT_OUTPUT": "pulse:\(PulseServer.sink)",
        ]) { $1 }
    }

    /// Whether all of the hub answers within a minute.
    private func answers(_ environment: [String: String]) async throws -> Bool {
        let command = ProgramCommand([ProgramCommand.path(of: "loquat"), "status"], environment: environment)
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            let lines = try await runPipeline(command).text.split(separator: "\n")
            if lines.filter({ $0.contains(" up ") }).count == 4 { return true }
        }
        return false
    }

    @Test("where all is right it says so of each thing, plays a tone, hears an answer, and ends with 0")
    func healthy() async throws {
        try await FakeOllama.with(FakeAnswer(["Hello", " there", "."], rate: 500)) { model in
            try await withPulseServer { sound in
                let shared = environment(sound, model)
                var arguments = RunningHub.Arguments()
                arguments.environment = shared
                try await RunningHub.with(arguments, talkers: 0) { hub, _ in
                    let own = shared.merging(["RUNTIME_DIRECTORY": hub.directory]) { $1 }
                    #expect(try await answers(own))
                    let result = try await sound.withRecording { recording in
                        let result = try await runPipeline(doctor(environment: own), limit: .seconds(120))
                        try await recording.wait { $0.contains { $0 > 4_000 } }
                        return result
                    }
                    let findings = Finding.all(in: result.text)
                    #expect(findings.filter { $0.verdict == .failure } == [], "\(result.messages)")
                    #expect(result.ends == [.code(0)])
                    let subjects = Set(findings.map(\.subject))
                    #expect(
                        subjects.isSuperset(of: [
                            "settings", "voice", "sound", "model", "sockets", "process", "memory", "answer",
                        ])
                    )
                    #expect(findings.filter { $0.subject == "process" }.count == 4)
                    #expect(findings.contains { $0.detail.contains("played a short tone") })
                    #expect(
                        findings.first?.detail == "ollama_url and output are set, all others have their defaults",
                        "\(findings[0])"
                    )
                    #expect(findings.contains { $0.detail.hasPrefix("llama3.2:3b is at http://127.0.0.1:") })
                }
            }
        }
    }

    @Test("what is broken is named with what to do, and the end is 69")
    func broken() async throws {
        try await FakeOllama.with(FakeAnswer(["Hello."])) { model in
            try await withPulseServer { sound in
                try await sound.control("set-sink-mute", PulseServer.sink, "1")
                try await withTemporaryDirectory { directory in
                    var own = environment(sound, model)
                    own["RUNTIME_DIRECTORY"] = directory
                    own["STREAMING_MODEL"] = "missing"
                    let result = try await runPipeline(doctor("--no-question", environment: own), limit: .seconds(120))
                    #expect(result.ends == [.code(69)])
                    let failures = Finding.all(in: result.text).filter { $0.verdict == .failure }
                    #expect(failures.map(\.subject) == ["sound", "model", "process"])
                    #expect(failures[0].advice?.contains("set-sink-mute") == true)
                    #expect(failures[1].advice?.contains("ollama pull missing") == true)
                    #expect(failures[2].advice == "start hub-supervisor")
                }
            }
        }
    }

    @Test("of sockets in a folder that is open, as systemd makes them, each has to be closed")
    func openFolder() async throws {
        try await withTemporaryDirectory { directory in
            let command = ProgramCommand(
                [ProgramCommand.path(of: "loquat"), "doctor", "--json", "--quiet", "--no-question"],
                environment: ["RUNTIME_DIRECTORY": directory, "PULSE_SERVER": "unix:\(directory)/none"]
            )
            try writeFile("\(directory)/hub.sock", [])
            chmod(directory, 0o755)
            for (mode, verdict) in [(mode_t(0o660), Finding.Verdict.ok), (0o666, .warning)] {
                chmod("\(directory)/hub.sock", mode)
                let findings = Finding.all(in: try await runPipeline(command, limit: .seconds(120)).text)
                let sockets = try #require(findings.first { $0.subject == "sockets" })
                #expect(sockets.verdict == verdict)
                #expect(sockets.advice == (verdict == .ok ? nil : "run `chmod o= \(directory)/hub.sock`"))
            }
        }
    }

    @Test("for a person it is a line for each thing, and settings that cannot be read are the first of them")
    func settings() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/loquat.yaml"
            try writeFile(path, Array("modle: x\n".utf8))
            let command = ProgramCommand(
                [ProgramCommand.path(of: "loquat"), "doctor", "--quiet", "--no-question", "--config", path],
                environment: ["RUNTIME_DIRECTORY": directory, "PULSE_SERVER": "unix:\(directory)/none"]
            )
            let result = try await runPipeline(command, limit: .seconds(120))
            #expect(result.ends == [.code(69)])
            #expect(result.text.hasPrefix("FAIL  settings   \(path):1"), "\(result.text)")
            #expect(result.text.contains("modle"))
        }
    }
}
