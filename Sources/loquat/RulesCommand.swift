import ArgumentParser
import CommandOptions
import Intents
import Logging
import ServiceRuntime

struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Shows the rules by which questions are answered without the model, and where a sentence goes.",
        discussion: """
              loquat rules                                         the rules that come with it, as YAML
              loquat rules --check my.yaml                         whether a file will do
              loquat rules --try "turn on the lamp and play jazz"  what is understood

            A file of your own is named by the setting `rules`. It holds only what differs: what it says is added to what \
            comes with it, or takes the place of what has the same name there.
            """
    )

    @Option(name: .customLong("try"), help: "Say what is understood of this text.")
    var text: String?

    @Option(help: "The language of the text, such as en-GB. (default: any)")
    var language: String?

    @Option(help: "Your file, over the rules that come with it.")
    var file: String?

    @Option(help: "Only say whether this file will do.")
    var check: String?

    func validate() throws {
        guard [text, check].compactMap(\.self).count <= 1 else { throw ValidationError("use one of --try and --check") }
        if file != nil, text == nil { throw ValidationError("--file is for --try: give both, or use --check") }
    }

    func run() async throws {
        try await Program.run("loquat", logger: .standardError(name: "loquat", verbose: false)) {
            do {
                try show()
            } catch let error as RuleFileError {
                throw ProgramFailure(.config, error.message)
            } catch let error as RuleError {
                throw ProgramFailure(.config, error.message)
            }
        }
    }

    private func show() throws {
        if let check {
            _ = try RuleFile.read(file: check, over: try ShippedRules.read())
            return try StandardOutput.write("\(check): it will do\n")
        }
        guard let text else { return try StandardOutput.write(ShippedRules.yaml) }
        var rules = try ShippedRules.read()
        if let file { rules = try RuleFile.read(file: file, over: rules) }
        let decision = try IntentRouter(rules).route(text, language: language)
        try StandardOutput.write("\(decision.kind.rawValue)\n")
        for intent in decision.intents {
            let arguments = intent.arguments.sorted { $0.key < $1.key }.map { " \($0.key)=\"\($0.value)\"" }
            try StandardOutput.write("  \(intent.rule.intent)\(arguments.joined()) (\(intent.confidence))\n")
        }
    }
}
