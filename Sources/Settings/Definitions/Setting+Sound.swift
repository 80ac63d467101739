extension SettingsCatalog.Theme {
    /// Where the sound goes.
    static var sound: Self {
        Self(
            "The sound",
            [Setting.output, Setting.latency, Setting.soundDeadline, Setting.sampleRate, Setting.bufferLimit]
        )
    }
}

extension Setting where Value == String {
    package static var output: Self {
        Self(
            "output",
            .output,
            default: "pulse",
            """
            Where the sound goes: pulse[:SINK] (PulseAudio or PipeWire), wav:FILE, pcm:FILE, pcm:- (raw signed 16-bit samples \
            on standard output) or null[:NAME] (nothing is heard, in real time). {session} and {turn} in a name keep \
            several apart.
            """,
            for: .audioSequencer
        )
    }
}

extension Setting where Value == Duration {
    package static var latency: Self {
        Self(
            "latency",
            .duration(.milliseconds(20)...(.seconds(2))),
            default: .milliseconds(100),
            "How much a sound server buffers.",
            for: .audioSequencer
        )
    }

    package static var soundDeadline: Self {
        Self(
            "sound_deadline",
            .duration(.milliseconds(100)...(.seconds(600))),
            default: .seconds(10),
            "How long a phrase whose turn has come may bring no sound; then it is skipped.",
            for: .audioSequencer,
            otherFlags: ["phrase-deadline"]
        )
    }
}

extension Setting where Value == Int? {
    package static var sampleRate: Self {
        Self(
            "sample_rate",
            .integer(8_000...192_000, unit: "Hz"),
            absence: "the device's, or the first phrase's",
            "Samples a second of the output.",
            for: .audioSequencer
        )
    }
}

extension Setting where Value == Int {
    package static var bufferLimit: Self {
        Self(
            "buffer_limit",
            .integer(1...4_096, unit: "MiB"),
            default: 64,
            "How much sound is held for all turns together in a pipe; then the writer is held back.",
            for: .audioSequencer
        )
    }
}
