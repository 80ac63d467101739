import ArgumentParser
import FrameTransport
import Logging
import ServiceRuntime
import Supervision

/// What the stages are started with, if at all.
struct StageOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: "Further arguments of llm-streamer, as for a shell: '--provider replay'.")
    var llmStreamerArguments = ""

    @Option(
        parsing: .unconditional,
        help: "Further arguments of tts-workers, as for a shell: '--workers 4 --voice en-gb'."
    )
    var ttsWorkersArguments = ""

    @Option(parsing: .unconditional, help: "Further arguments of audio-sequencer, as for a shell: '--output null'.")
    var audioSequencerArguments = ""

    @Flag(
        help: """
            Start and stop no stage: something else does. They are linked to all the same. As a unit of systemd's, whose stages \
            are units, too, it is so anyway.
            """
    )
    var attachOnly = false

    func validate() throws {
        for stage in Stage.allCases where ArgumentWords.split(line(for: stage)) == nil {
            throw ValidationError("--\(stage.name)-arguments ends in the middle of a word: a quote is not closed")
        }
    }

    /// The stages in the order in which they are stopped.
    func processes(
        _ directory: RuntimeDirectory,
        _ settings: SettingsOptions,
        _ access: SocketAccess,
        _ roster: StageRoster,
        _ logger: Logger,
        ended: @escaping @Sendable (Stage, _ isGivenUp: Bool) -> Void
    ) -> [StageProcess] {
        // Who handed the hub's socket over runs the stages, too.
        guard !attachOnly, !directory.isHandedOver(.hub) else { return [] }
        let group = access.socketGroup.map { ["--socket-group", $0] } ?? []
        let file = settings.config.map { ["--config", $0] } ?? []
        return Stage.allCases.filter { !UnitSocket.isHeld(at: directory.path(of: $0.socket)) }.map { stage in
            StageProcess(
                stage,
                program: SiblingProgram.path(of: stage.name),
                // A stage's own come last, and so go before these.
                arguments: ["--serve"] + group + file + (ArgumentWords.split(line(for: stage)) ?? []),
                socket: directory.path(of: stage.socket),
                roster: roster,
                logger: logger,
                ended: ended
            )
        }
    }

    private func line(for stage: Stage) -> String {
        switch stage {
        case .llmStreamer: llmStreamerArguments
        case .ttsWorkers: ttsWorkersArguments
        case .audioSequencer: audioSequencerArguments
        }
    }
}
