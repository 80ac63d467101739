/// A program that reads the settings.
package enum SettingProgram: String, Sendable, CaseIterable {
    case llmStreamer = "llm-streamer"
    case ttsWorkers = "tts-workers"
    case audioSequencer = "audio-sequencer"
    case hubSupervisor = "hub-supervisor"
    case loquat
}

/// When a changed value is taken by a program that runs.
package enum SettingChange: String, Sendable {
    /// By a reload (`loquat reload`, SIGHUP): turns that begin afterwards have it, those that run go on as they are.
    case reload
    /// By the program's next start.
    case restart
}
