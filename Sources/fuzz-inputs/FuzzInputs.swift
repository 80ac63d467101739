import ArgumentParser
import CFuzzer
import CommandOptions
import Glibc

@main
struct FuzzInputs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz-inputs",
        abstract:
            "Feeds what comes from outside with bytes that nobody would send, and crashes where a promise is broken.",
        discussion: """
            Built with -sanitize=fuzzer it searches, by libFuzzer, whose options follow after --. Any build runs the \
            inputs of files: --replay FILE. scripts/fuzz builds it and runs every target for a minute.

            \(FuzzTarget.all.map { "  \($0.name): \($0.promise)" }.joined(separator: "\n"))
            """
    )

    @Argument(help: "What is fed: \(FuzzTarget.all.map(\.name).joined(separator: ", ")); `list` names them.")
    var target: String

    @Option(parsing: .upToNextOption, help: "Run the inputs of these files, once each.")
    var replay: [String] = []

    @Option(help: "Write inputs to begin with into this folder, a file each.")
    var seeds: String?

    @Argument(parsing: .postTerminator, help: "libFuzzer's options, and folders of inputs.")
    var libFuzzer: [String] = []

    func run() throws {
        if target == "list" { return print(FuzzTarget.all.map(\.name).joined(separator: "\n")) }
        guard let target = FuzzTarget.all.first(where: { $0.name == target }) else {
            throw ValidationError("'\(target)' is no target: \(FuzzTarget.all.map(\.name).joined(separator: ", ")) are")
        }
        if let seeds { return try InputFiles.write(target.seeds, to: seeds) }
        if !replay.isEmpty { return try replay.forEach { target.check(try InputFiles.read($0)) } }
        guard fuzzer_is_linked() != 0 else {
            throw ProgramFailure(
                .unavailable,
                "built without libFuzzer, this program can only --replay: see scripts/fuzz"
            )
        }
        Searching.target = target
        throw ExitCode(Searching.run(["fuzz-inputs"] + libFuzzer))
    }
}
