extension SettingsCatalog.Theme {
    /// How phrases become sound.
    static var voice: Self {
        Self(
            "The voice",
            [
                Setting.audioConcurrency, Setting.worker, Setting.voice, Setting.language, Setting.rate, Setting.pitch,
                Setting.volume, Setting.phraseDeadline, Setting.lookahead,
            ]
        )
    }
}

extension Setting where Value == Int {
    package static var audioConcurrency: Self {
        Self(
            "audio_concurrency",
            .integer(1...64),
            default: 3,
            "How many phrases are synthesized side by side, each by a worker process.",
            for: .ttsWorkers,
            otherFlags: ["workers"],
            isOfTheSeed: true
        )
    }

    package static var rate: Self {
        Self(
            "rate",
            .integer(80...450, unit: "words a minute"),
            default: 175,
            "The speaking rate of espeak-worker.",
            for: .ttsWorkers
        )
    }

    package static var pitch: Self {
        Self(
            "pitch",
            .integer(0...99),
            default: 50,
            "The pitch of espeak-worker; 50 is the voice's own.",
            for: .ttsWorkers
        )
    }

    package static var volume: Self {
        Self(
            "volume",
            .integer(0...200),
            default: 100,
            "The volume of espeak-worker; 100 is normal, more may distort.",
            for: .ttsWorkers
        )
    }
}

extension Setting where Value == String? {
    package static var worker: Self {
        Self(
            "worker",
            .text("command", maximum: 4_096),
            absence: "espeak-worker",
            "A command for the shell that speaks in place of espeak-worker: frames on its standard input and output.",
            for: .ttsWorkers
        )
    }

    package static var voice: Self {
        Self(
            "voice",
            .text("name", maximum: 256),
            absence: "the language's, else espeak-ng's own",
            "The voice of espeak-worker, as `espeak-ng --voices` names it: en-us, de+f3.",
            for: .ttsWorkers
        )
    }

    package static var language: Self {
        Self(
            "language",
            .text("tag", maximum: 64),
            absence: "the voice's",
            "The language, for a voice of espeak-worker that speaks it: en-GB, pt-BR, zh.",
            for: .ttsWorkers
        )
    }
}

extension Setting where Value == Duration {
    package static var phraseDeadline: Self {
        Self(
            "phrase_deadline",
            .duration(.milliseconds(100)...(.seconds(600))),
            default: .seconds(10),
            "How long a worker may take for one phrase; then it is replaced.",
            for: .ttsWorkers,
            change: .reload
        )
    }

    package static var lookahead: Self {
        Self(
            "lookahead",
            .duration(.seconds(1)...(.seconds(60))),
            default: .seconds(10),
            "How much sound of a turn may lie ahead of the ear; many turns at once get less each.",
            for: .ttsWorkers,
            change: .reload
        )
    }
}
