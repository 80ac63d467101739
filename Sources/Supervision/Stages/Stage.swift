package import FrameTransport

/// One of the three processes that an answer passes through, in that order.
package enum Stage: String, Sendable, CaseIterable {
    case llmStreamer = "llm-streamer"
    case ttsWorkers = "tts-workers"
    case audioSequencer = "audio-sequencer"

    /// The program's name, which is also its role on a link.
    package var name: String { rawValue }

    /// The socket that it listens on.
    package var socket: RuntimeDirectory.Socket {
        switch self {
        case .llmStreamer: .llm
        case .ttsWorkers: .tts
        case .audioSequencer: .audio
        }
    }
}
