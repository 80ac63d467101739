import Intents
import LanguageModels
import SpeechFrames
import TestSupport
import Testing
import Tools

@testable import Requests

@Suite("Commands are carried out, and what came of them is spoken", .timeLimit(.minutes(5)))
struct CommandDeliveryTests {
    /// Every command to the program `path`.
    private func program(_ path: String, undo: Bool = false) -> String {
        """
        undo_on_failure: \(undo)
        deliveries:
          house: {run: [\(path)], deadline: 20s}
        languages:
          en:
            rules:
              - {intent: turn_on, delivery: house}
              - {intent: turn_off, delivery: house}
              - {intent: play_media, delivery: house}
              - {intent: lock, delivery: house}
        """
    }

    /// A program that writes each command down, and fails for those of `failing`.
    private func house(_ folder: String, failing: String) throws {
        try writeScript(
            "\(folder)/house",
            """
            read -r line
            echo "$line" >>\(folder)/log
            case "$line" in *\(failing)*) echo broken >&2; exit 1;; esac
            """
        )
    }

    private func log(_ folder: String) throws -> [String] {
        try String(decoding: readFile("\(folder)/log"), as: UTF8.self).split(separator: "\n").map { line in
            let intent = try JSONValue(json: Array(line.utf8)).object?["intent"]?.string ?? ""
            let device = try JSONValue(json: Array(line.utf8)).object?["entities"]?.object?["device"]?.string
            return intent + (device.map { " \($0)" } ?? "")
        }
    }

    @Test("a command that nobody carries out is told, and it is said that it isn't set up; the log says how, once")
    func nobody() async throws {
        let done = try await fulfil("Turn on the kitchen light and turn on the lamp", by: "")
        let sentence = "I understood, but that isn't set up yet."
        #expect(done.said == [sentence, sentence])
        #expect(done.command?.steps?.map(\.intent) == ["turn_on", "turn_on"])
        #expect(done.command?.steps?.map(\.outcome) == [nil, nil])
        #expect(done.command?.response == sentence)
        #expect(done.warnings.count == 1)
        #expect(done.warnings.first?.contains("nobody carries out turn_on: give its rule a `delivery`") == true)
    }

    @Test("a rule's own delivery goes before that of all rules")
    func own() async throws {
        try await withTemporaryDirectory { folder in
            try writeScript("\(folder)/house", #"cat >/dev/null; echo '{"spoken":"By the house."}'"#)
            let rules = """
                delivery: frames
                deliveries: {house: {run: [\(folder)/house], deadline: 20s}}
                languages: {en: {rules: [{intent: turn_on, delivery: house}]}}
                """
            let done = try await fulfil("Turn on the lamp and turn off the fan", by: rules)
            #expect(done.said == ["By the house.", "Turning off the fan."])
            #expect(done.command?.steps?.map(\.outcome) == [.done, nil])
        }
    }

    @Test("a command that is for the frames' readers is told once, and its response spoken")
    func told() async throws {
        let done = try await fulfil("Turn on the kitchen light", by: "delivery: frames")
        #expect(done.said == ["Turning on the kitchen light."])
        #expect(
            done.command
                == Command(
                    session: "s",
                    turn: 1,
                    intent: "turn_on",
                    entities: ["device": "light", "room": "kitchen"],
                    confidence: 0.95,
                    response: "Turning on the kitchen light."
                )
        )
    }

    @Test("a compound request is one command with its steps in order")
    func compound() async throws {
        let done = try await fulfil("Turn on the lamp and play jazz", by: "delivery: frames")
        #expect(done.said == ["Turning on the lamp.", "Playing jazz."])
        #expect(done.command?.intent == "turn_on")
        #expect(done.command?.steps?.map(\.intent) == ["turn_on", "play_media"])
        #expect(done.command?.steps?.map(\.entities) == [["device": "lamp"], ["media": "jazz"]])
    }

    @Test("a program gets the command, and may say what came of it")
    func program() async throws {
        try await withTemporaryDirectory { folder in
            try writeScript("\(folder)/house", #"cat >/dev/null; echo '{"spoken":"The lamp is on now."}'"#)
            let done = try await fulfil("turn on the lamp", by: program("\(folder)/house"))
            #expect(done.said == ["The lamp is on now."])
            #expect(done.command?.outcome == .done)
        }
    }

    @Test("a command that fails says so; those after it are still tried")
    func failure() async throws {
        try await withTemporaryDirectory { folder in
            try house(folder, failing: "lamp")
            let done = try await fulfil("turn on the lamp and the fan", by: program("\(folder)/house"))
            #expect(done.said == ["Sorry, the lamp could not be turned on.", "Turning on the fan."])
            #expect(done.command?.steps?.map(\.outcome) == [.failed, .done])
            #expect(done.warnings.first?.contains("exit code 1: broken") == true)
            #expect(try log(folder) == ["turn_on lamp", "turn_on fan"])
        }
    }

    @Test("when asked to, a failed command takes back those before it, the last first, and skips the rest")
    func undo() async throws {
        try await withTemporaryDirectory { folder in
            try house(folder, failing: "play_media")
            let text = "turn on the lamp, the fan, play jazz and lock the door"
            let done = try await fulfil(text, by: program("\(folder)/house", undo: true))
            #expect(try log(folder) == ["turn_on lamp", "turn_on fan", "play_media", "turn_off fan", "turn_off lamp"])
            #expect(done.command?.steps?.map(\.outcome) == [.undone, .undone, .failed, .skipped])
            #expect(
                done.said.suffix(2) == ["Sorry, jazz could not be played.", "So I took back what was done before it."]
            )
        }
    }

    /// Home Assistant's REST API, as its documentation has it.
    private func homeAssistant(_ url: String, _ folder: String, deadline: String = "20s") -> String {
        """
        deliveries:
          home_assistant:
            url: "\(url)/api/services/{domain}/{service}"
            header_files: {Authorization: \(folder)/token}
            body: {entity_id: "{device}", brightness_pct: "{level}"}
            deadline: \(deadline)
        languages:
          en:
            lists:
              device:
                light.kitchen: [kitchen light, light in the kitchen]
            rules:
              - intent: turn_on
                delivery: home_assistant
                arguments: {domain: light, service: turn_on, device: "{device}"}
              - intent: set_brightness
                delivery: home_assistant
                arguments: {domain: light, service: turn_on, device: "{device}", level: "{level}"}
        """
    }

    private func ask(
        _ text: String,
        _ answer: FakeAnswer,
        token: String = "Bearer abc",
        deadline: String = "20s"
    ) async throws -> (Fulfilled, [FakeExchange]) {
        try await withTemporaryDirectory { folder in
            try writeScript("\(folder)/other", "")
            try await runPipelineless("printf '%s\\n' '\(token)' >\(folder)/token", folder)
            return try await FakeOllama.with(answer) { server in
                try await withCurlTransport { transport in
                    let rules = homeAssistant(server.url, folder, deadline: deadline)
                    return (try await fulfil(text, by: rules, transport: transport), server.exchanges)
                }
            }
        }
    }

    /// Runs a line of `sh`.
    private func runPipelineless(_ line: String, _ folder: String) async throws {
        try writeScript("\(folder)/line", line)
        _ = try await ProgramCall(arguments: ["\(folder)/line"], deadline: .seconds(20)).run(.null)
    }

    @Test("Home Assistant's REST call is made from the rules: address, token and body")
    func http() async throws {
        let reply = FakeAnswer([], fault: .reply(status: 200, body: "[]"))
        let (done, exchanges) = try await ask("Turn on the kitchen light", reply)
        #expect(done.said == ["Turning on the kitchen light."])
        #expect(done.command?.outcome == .done)
        let request = try #require(exchanges.first?.request)
        #expect(request.method == "POST")
        #expect(request.path == "/api/services/light/turn_on")
        #expect(request.header("Authorization") == "Bearer abc")
        #expect(request.header("Content-Type") == "application/json")
        #expect(request.header("Idempotency-Key")?.count == 32)
        #expect(request.bodyText == #"{"entity_id":"light.kitchen"}"#)
    }

    @Test("a number in the body is a number")
    func number() async throws {
        let reply = FakeAnswer([], fault: .reply(status: 200, body: "[]"))
        let (_, exchanges) = try await ask("dim the kitchen light to thirty percent", reply)
        #expect(exchanges.first?.request.bodyText == #"{"brightness_pct":30,"entity_id":"light.kitchen"}"#)
    }

    @Test(
        "an endpoint that answers with a failure, hangs up or hangs is said to have failed, without its token in the log",
        arguments: [
            (FakeFault.reply(status: 500, body: "oh no"), "20s", "status 500: oh no"),
            (.reply(status: 401, body: "who?"), "20s", "status 401"), (.drop(at: 0), "20s", "could not be used"),
            (.stall(at: 0), "300ms", "did not answer within 0.3 seconds"),
        ]
    )
    func httpFaults(fault: FakeFault, deadline: String, warning: String) async throws {
        let (done, _) = try await ask("turn on the kitchen light", FakeAnswer(["x"], fault: fault), deadline: deadline)
        #expect(done.said == ["Sorry, the kitchen light could not be turned on."])
        #expect(done.command?.outcome == .failed)
        #expect(done.warnings.first?.contains(warning) == true, "\(done.warnings)")
        #expect(!done.warnings.joined().contains("abc"))
    }

    @Test("an endpoint that refuses, and a token file that is none, are said to have failed")
    func unreachable() async throws {
        try await withTemporaryDirectory { folder in
            try await withCurlTransport { transport in
                let missing = try await fulfil(
                    "turn on the kitchen light",
                    by: homeAssistant("http://127.0.0.1:1", folder),
                    transport: transport
                )
                #expect(missing.warnings.first?.contains("/token cannot be read") == true)
                try await runPipelineless("printf 'a\\nb\\n' >\(folder)/token", folder)
                let bad = try await fulfil(
                    "turn on the kitchen light",
                    by: homeAssistant("http://127.0.0.1:1", folder),
                    transport: transport
                )
                #expect(bad.warnings.first?.contains("must hold one line") == true)
                try await runPipelineless("echo abc >\(folder)/token", folder)
                let refused = try await fulfil(
                    "turn on the kitchen light",
                    by: homeAssistant("http://127.0.0.1:1", folder),
                    transport: transport
                )
                #expect(refused.warnings.first?.contains("nothing listens at") == true)
                #expect(refused.said == ["Sorry, the kitchen light could not be turned on."])
            }
        }
    }

    @Test("what is said cannot leave its place in an address")
    func escaping() async throws {
        let rules = """
            deliveries:
              player: {url: "URL/api/services/{media}", body: {}}
            languages: {en: {rules: [{intent: play_media, delivery: player}]}}
            """
        try await FakeOllama.with(FakeAnswer([], fault: .reply(status: 200, body: ""))) { server in
            try await withCurlTransport { transport in
                let rules = String(decoding: rules.utf8, as: UTF8.self).split(separator: "URL", maxSplits: 1)
                _ = try await fulfil(
                    "play a/b&c=1%é",
                    by: rules.joined(separator: server.url),
                    transport: transport
                )
                #expect(server.exchanges.first?.request.path == "/api/services/a%2Fb%26c%3D1%25%C3%A9")
            }
        }
    }
}
