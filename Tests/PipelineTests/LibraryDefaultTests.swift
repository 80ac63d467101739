import FrameTransport
import LanguageModels
import Phrasing
import Playback
import Settings
import Testing
import WorkerPool

/// Libraries that know nothing of settings have defaults of their own, for who uses them without the programs.
@Suite("What a library does by default is what the settings say")
struct LibraryDefaultTests {
    @Test("models are waited for and asked again as the settings say")
    func models() {
        let timeouts = ModelTimeouts()
        #expect(timeouts.connect == Setting.connectTimeout.defaultValue)
        #expect(timeouts.firstByte == Setting.firstTokenTimeout.defaultValue)
        #expect(timeouts.stall == Setting.stallTimeout.defaultValue)
        let retries = RetryPolicy()
        #expect(retries.retries == Setting.retries.defaultValue)
        #expect(retries.base == Setting.retryWait.defaultValue)
        #expect(retries.limit == Setting.longestRetryWait.defaultValue)
    }

    @Test("phrases are cut as the settings say")
    func phrases() {
        let limits = PhraseSplitter.Limits()
        #expect(limits.maximumDelay == Setting.maxBufferTime.defaultValue)
        #expect(limits.maximumTokens == Setting.maxTokensPerPhrase.defaultValue)
    }

    @Test("phrases are synthesized as the settings say")
    func synthesis() {
        let pool = WorkerPoolConfiguration(command: .shell("true"))
        #expect(pool.workers == Setting.audioConcurrency.defaultValue)
        #expect(pool.phraseDeadline == Setting.phraseDeadline.defaultValue)
        #expect(pool.interruptGrace == Setting.interruptTimeout.defaultValue)
        #expect(pool.lookahead.turn == Setting.lookahead.defaultValue)
    }

    @Test("sound is played as the settings say")
    func playback() throws {
        let playback = Sequencer.Configuration(defaultOutput: try OutputName(parsing: "null"))
        #expect(playback.targetLatency == Setting.latency.defaultValue)
        #expect(playback.phraseDeadline == Setting.soundDeadline.defaultValue)
        #expect(playback.bufferLimit == Setting.bufferLimit.defaultValue << 20)
    }
}
