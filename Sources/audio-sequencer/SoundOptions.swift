import ArgumentParser
import CommandOptions
import Playback
import ServiceRuntime
import Settings

/// Where the sound goes.
struct SoundOptions: ParsableArguments {
    @Option(.output)
    var output: GivenFlag?

    @Option(.latency)
    var latency: GivenFlag?

    @Option(.soundDeadline)
    var phraseDeadline: GivenFlag?

    @Option(.sampleRate)
    var sampleRate: GivenFlag?

    @Option(.bufferLimit)
    var bufferLimit: GivenFlag?
}

extension EffectiveSettings {
    /// Whether the samples themselves go to standard output.
    var writesStandardOutput: Bool { self[.output] == "pcm:-" }

    /// How turns are played.
    ///
    /// - Throws: ``ProgramFailure`` where the output's name is none.
    func sequencerConfiguration() throws(ProgramFailure) -> Sequencer.Configuration {
        var configuration = Sequencer.Configuration(defaultOutput: try outputName())
        configuration.targetLatency = self[.latency]
        configuration.phraseDeadline = self[.soundDeadline]
        configuration.rate = self[.sampleRate]
        configuration.bufferLimit = self[.bufferLimit] << 20
        return configuration
    }

    private func outputName() throws(ProgramFailure) -> OutputName {
        do throws(OutputError) {
            return try OutputName(parsing: self[.output])
        } catch {
            let origin = origin(of: Setting.output)
            let isFlag = if case .flag = origin { true } else { false }
            throw ProgramFailure(isFlag ? .usage : .config, "\(origin): \(error.message)")
        }
    }
}
