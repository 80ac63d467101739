import SpeechFrames

/// One frame of each type, with every member set and with the least that is allowed.
enum FrameExamples {
    static let session = "küche \"1\" / \\ \u{1}"

    static let all: [Frame] = [
        .hello(Hello(role: "tts-workers", pid: 42, version: "0.1.0")),
        .hello(
            Hello(
                role: "audio-sequencer",
                pid: 43,
                version: "0.1.0",
                holds: [HeldTurn(session: session, turn: 1, phrase: 2, sample: 300, phrases: 4, textEnd: 9, next: 3)],
                output: "wav:{session}.wav"
            )
        ),
        .ask(Ask(session: "s", turn: 1, text: "Why?")),
        .ask(
            Ask(
                session: session,
                turn: 2,
                text: "And twice a day?",
                history: [Utterance(role: .user, text: "Why?"), Utterance(role: .assistant, text: "The moon.")],
                model: "llama3.2:3b",
                system: "Be brief.",
                voice: "en-gb",
                language: "en-GB",
                rate: 180,
                output: "null",
                manner: .over,
                arm: "b",
                cache: false,
                say: true,
                answered: "Bec",
                unspoken: true,
                trace: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            )
        ),
        .begin(Begin(session: "s", turn: 1)),
        .begin(
            Begin(
                session: "s",
                turn: 1,
                output: "wav:x",
                manner: .pause,
                voice: "de",
                language: "de",
                rate: 160,
                volume: 40,
                cache: true,
                asked: 123_456_789
            )
        ),
        .begin(
            Begin(session: "s", turn: 1, phrase: 2, sample: 3, position: 4, heard: "Ebb and", spoken: 5, textEnd: 8)
        ),
        .token(Token(session: "s", turn: 1, text: " 日本\n\u{1F600}", at: 1, start: 3)),
        .token(Token(session: session, turn: 1, text: "\"\\/\t\r\n\u{1F}")),
        .phrase(Phrase(session: "s", turn: 1, phrase: 0, text: "Good morning.")),
        .phrase(
            Phrase(
                session: session,
                turn: 1,
                phrase: 7,
                text: "a/b",
                source: [3, 4],
                voice: "en",
                rate: 170,
                language: "en",
                cache: false,
                at: 5
            )
        ),
        .end(End(session: "s", turn: 1, phrases: 3)),
        .end(
            End(
                session: "s",
                turn: 1,
                phrases: 0,
                reason: .error,
                textEnd: 12,
                answerEnd: 0,
                firstPhraseMilliseconds: 1.5,
                tokens: 20,
                fallbacks: 1,
                cached: true
            )
        ),
        .command(
            Command(
                session: "s",
                turn: 1,
                intent: "turn_on",
                entities: ["device": "lamp"],
                confidence: 0.9,
                response: "Done."
            )
        ),
        .command(
            Command(
                session: "s",
                turn: 1,
                intent: "turn_on",
                entities: [:],
                confidence: 1,
                response: "",
                outcome: .undone,
                steps: [
                    CommandStep(intent: "a", entities: ["b": "c"], confidence: 0.5, response: "d", outcome: .failed)
                ]
            )
        ),
        .audio(Audio(session: "s", turn: 1, phrase: 0, offset: 0, rate: 22_050, samples: [])),
        .audio(
            Audio(
                session: session,
                turn: 1,
                phrase: 3,
                offset: 1_102,
                rate: 48_000,
                samples: [0, 1, -1, .max, .min, 12_345],
                words: [SpokenWord(at: 0, start: 0, length: 4), SpokenWord(at: 1_200, start: 5, length: 7)]
            )
        ),
        .synthesized(Synthesized(session: "s", turn: 1, phrase: 0, samples: 22_050)),
        .failed(Failed(session: "s", turn: 1, stage: "llm-streamer", code: "busy", message: "The model is busy.")),
        .failed(Failed(session: "s", turn: 1, phrase: 2, stage: "w", code: "deadline", message: "Too slow.")),
        .progress(Progress(session: "s", turn: 1, phrase: 0, sample: 100, ahead: 200, rate: 22_050)),
        .progress(
            Progress(
                session: session,
                turn: 1,
                phrase: 1,
                sample: 2,
                ahead: 3,
                rate: 22_050,
                position: 4,
                spoken: 5,
                trouble: "PulseAudio hangs"
            )
        ),
        .interrupt(Interrupt(session: "s", turn: 1, reason: .userRequest)),
        .interrupt(Interrupt(session: "s", turn: 2, reason: .timeout, alone: true)),
        .interrupted(
            Interrupted(
                session: "s",
                turn: 1,
                stage: "audio-sequencer",
                heard: "Good",
                phrase: 0,
                sample: 99,
                silenceMilliseconds: 3.5,
                sound: SoundMeasures(chunks: 7)
            )
        ),
        .finished(Finished(session: "s", turn: 1, heard: 3)),
        .finished(
            Finished(
                session: "s",
                turn: 1,
                heard: 3,
                sound: SoundMeasures(
                    chunks: 7,
                    underruns: 1,
                    gapMilliseconds: 20.5,
                    firstMilliseconds: 310.5,
                    lastMilliseconds: 1_250
                )
            )
        ),
        .ask(Ask(session: "", turn: 0, text: "Good morning.", say: true)),
        .interrupt(Interrupt(session: "", turn: 0, reason: .shutdown)),
        .say(Say(text: "The tea is ready.")),
        .say(
            Say(
                text: "The tea is ready.",
                session: session,
                id: "tea",
                priority: .announcement,
                manner: .between,
                output: "null",
                voice: "en",
                language: "en-GB",
                rate: 170,
                cache: false
            )
        ),
        .query(Query(.status)),
        .cues(Cues(rules: "{}")),
        .volume(Volume(levels: ["": 40, "pulse:kitchen": 0])),
        .volume(Volume(levels: [:])),
        .reload(Reload()),
        .reloaded(
            Reloaded(
                program: "hub-supervisor",
                changed: [.init(key: "model", old: "a", new: "b")],
                restart: [.init(key: "output", old: "pulse", new: "null")],
                awaits: ["llm-streamer"]
            )
        ),
        .reloaded(Reloaded(program: "tts-workers", problem: "/etc/loquat/loquat.yaml:1: this is no settings file")),
        .query(Query(.sessions, watch: true)),
        .prepare(Prepare(session: "")),
        .prepare(
            Prepare(
                session: session,
                text: "Why is",
                history: [Utterance(role: .user, text: "Hi")],
                model: "m",
                system: "Be brief.",
                language: "en-GB",
                arm: "b"
            )
        ),
        .accepted(Accepted(session: session, turn: 2)),
        .query(Query(.arms)),
        .arms(Arms(experiment: "small", arms: [])),
        .arms(Arms(experiment: session, arms: [arm, ArmStatus(arm: "b", weight: 1)])),
        .forget(Forget(session: "")),
        .forget(Forget(session: session, besides: ["s"])),
        .forgotten(Forgotten(sessions: 2)),
        .forgotten(Forgotten(sessions: 0, problem: "the disk is full")),
        .recall(Recall(since: 1_700_000_000, most: 64)),
        .talk(Talk(session: "s", turn: 0, created: 1, changed: 2, history: [])),
        .talk(
            Talk(
                session: session,
                turn: 7,
                created: 1_700_000_000,
                changed: 1_700_000_001,
                voice: "en-gb",
                language: "en-GB",
                rate: 170,
                arm: "b",
                forgotten: 12,
                history: [Utterance(role: .user, text: "Why?"), Utterance(role: .assistant, text: "The \"moon\".")]
            )
        ),
        .kept(Kept()),
        .kept(Kept(problem: "the disk is full", notice: "a damaged file was set aside")),
        .refused(Refused(code: "output_busy", message: "Something is being said.")),
        .status(Status(processes: [])),
        .status(Status(processes: [process, ProcessStatus(name: "tts-workers", state: .critical)])),
        .sessions(
            Sessions(sessions: [speaking, SessionStatus(session: "s", turn: 0, state: .idle, ageMilliseconds: 0)])
        ),
    ]

    private static let process = ProcessStatus(
        name: "llm-streamer",
        state: .up,
        pid: 42,
        uptimeMilliseconds: 1_000,
        restarts: 2,
        memoryBytes: 12 << 20,
        lastDeath: "ended by signal 9",
        cache: CacheStatus(hits: 2, misses: 3, bytes: 1_000, limit: 4_000),
        synthesis: SynthesisMeasures()
    )

    private static var arm: ArmStatus {
        var arm = ArmStatus(arm: "a", turns: 3, finished: 1, interrupted: 1, failed: 1)
        let latency = ArmStatus.Latency(turns: 3, median: 120, p95: 250.5, p99: 251, longest: 252)
        (arm.firstToken, arm.firstPhrase, arm.firstSound, arm.completion) = (latency, latency, latency, latency)
        return arm
    }

    private static var speaking: SessionStatus {
        var status = SessionStatus(session: session, turn: 3, state: .speaking, ageMilliseconds: 5)
        status.phrase = 2
        status.heard = "Good"
        status.reason = "user_request"
        status.output = "pulse"
        status.arm = "b"
        status.utterances = 4
        status.firstTokenMilliseconds = 120
        status.firstSoundMilliseconds = 240
        return status
    }
}
