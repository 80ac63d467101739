import Glibc
import Intents
import LanguageModels
import SpeechFrames
import Synchronization
import TestSupport
import Tools

@testable import Requests

/// What was done about one request.
struct Fulfilled: Sendable {
    var said: [String] = []
    var command: Command?
    var warnings: [String] = []
}

/// Rules in YAML and what is asked of them.
func fulfil(
    _ text: String,
    by yaml: String,
    tools: [any Tool] = ShippedTools.all(),
    transport: CurlTransport? = nil,
    language: String? = "en"
) async throws -> Fulfilled {
    let rules = try RuleFile.read(Array(yaml.utf8), "rules.yaml", over: try ShippedRules.read())
    let warnings = Mutex<[String]>([])
    let programs: [any Tool] = rules.tools.map { ProgramTool($0) }
    let desk = try RequestDesk(
        rules,
        tools: ToolBox(tools + programs),
        courier: CommandCourier(rules.deliveries, transport: transport),
        warn: { message in warnings.withLock { $0.append(message) } }
    )
    guard let request = desk.request(in: text, language: language) else { throw SetupError("\(text): not understood") }
    let said = Mutex<[String]>([])
    let command = try await desk.fulfil(request, in: ToolContext(session: "s", turn: 1)) { text in
        said.withLock { $0.append(text) }
    }
    return Fulfilled(said: said.withLock { $0 }, command: command, warnings: warnings.withLock { $0 })
}

/// Writes a program for `sh`.
func writeScript(_ path: String, _ lines: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o700)
    guard descriptor >= 0 else { throw SetupError("\(path) cannot be written") }
    defer { close(descriptor) }
    let bytes = Array("#!/bin/sh\n\(lines)\n".utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else { throw SetupError("\(path) cannot be written") }
}
