import ArgumentParser
import CountedSound
import TestSupport

/// Says whether a recording is the story, each sample of it once and in its order; exit code 1 where it is not.
struct JudgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "judge")

    @Argument(help: "A WAV file of one turn.")
    var recording: String

    @Option(
        help: """
            How often a sound server died meanwhile. Each time up to 100 ms may be missing or come again, for nobody knows what \
            of its last samples it has played; and it plays silence while it has nothing else.
            """
    )
    var serverDeaths: Int?

    @OptionGroup
    var story: StoryOptions

    func run() throws {
        let samples = try WAVFile(recording).samples
        let track = CountedTrack(samples)
        // The session's name is its own; a file of one turn has one tag.
        var faults = track.faults(tag: track.runs.first?.first.tag ?? 0, text: story.value.text.unicodeScalars.count)
        if serverDeaths != nil { faults.foreign -= track.silence }
        print(
            "\(samples.count) samples: \(faults.lost) lost, \(faults.repeated) repeated, "
                + "\(faults.outOfOrder) out of order, \(faults.foreign) foreign"
        )
        guard faults.isExplained(byDeaths: serverDeaths ?? 0, slack: CountedRecord.rate / 10) else {
            throw ExitCode.failure
        }
    }
}
