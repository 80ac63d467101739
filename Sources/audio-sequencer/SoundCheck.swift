import CommandOptions
import Playback
import ServiceRuntime
import Settings
import SpeechFrames

/// A look at where the sound goes, for `--check`.
struct SoundCheck: Sendable {
    private static let subject = "sound"
    /// How long the tone may take to be heard, in microseconds: a device that slept takes a while.
    private static let patience = 5_000_000

    let output: OutputName
    let latency: Duration
    let withTone: Bool

    func run() async -> [Finding] {
        guard output.kind == .pulse else {
            let nobody = "it is no speaker: nobody hears what goes to \(output)"
            return [
                Finding(Self.subject, .warning, nobody, advice: "set output to pulse, unless it is meant so")
            ]
        }
        do throws(OutputError) {
            let sink = try await PulseSink.open(output.target, latency: latency) { _ in }
            let findings = await look(at: sink)
            await sink.close()
            return findings
        } catch {
            return [
                Finding(
                    Self.subject,
                    .failure,
                    error.message,
                    advice: "start PulseAudio or PipeWire for this user, or say where it is with PULSE_SERVER"
                )
            ]
        }
    }

    private func look(at sink: PulseSink) async -> [Finding] {
        let device = await sink.device()
        let name = device?.description ?? "the server's \(output.target ?? "default") sink"
        if device?.isMuted == true {
            return [
                Finding(
                    Self.subject,
                    .failure,
                    "\(name) is muted",
                    advice: "run `pactl set-sink-mute @DEFAULT_SINK@ 0`"
                )
            ]
        }
        if let device, device.volume < 10 {
            let advice = "run `pactl set-sink-volume @DEFAULT_SINK@ 60%`"
            return [Finding(Self.subject, .warning, "\(name) is at \(device.volume) % volume", advice: advice)]
        }
        let loudness = device.map { " at \($0.volume) % volume" } ?? ""
        guard withTone else { return [Finding(Self.subject, .ok, "\(name)\(loudness)")] }
        guard await hears(sink) else {
            let advice = "look with `pactl list short sinks` which device that is, and whether it runs"
            return [Finding(Self.subject, .failure, "\(name) takes sound and does not play it", advice: advice)]
        }
        return [Finding(Self.subject, .ok, "\(name)\(loudness) has played a short tone")]
    }

    /// Whether the tone is heard to its end.
    private func hears(_ sink: PulseSink) async -> Bool {
        var rest = TestTone.samples(rate: sink.accept(rate: 48_000))[...]
        let count = rest.count
        let limit = MonotonicTime.microseconds() + Self.patience
        while !rest.isEmpty, let room = try? await sink.room(), room > 0, MonotonicTime.microseconds() < limit {
            sink.write(rest.prefix(room))
            rest = rest.dropFirst(room)
        }
        while sink.heard() < count, MonotonicTime.microseconds() < limit {
            guard (try? await Task.sleep(for: .milliseconds(10))) != nil else { return false }
        }
        return sink.heard() >= count
    }
}
