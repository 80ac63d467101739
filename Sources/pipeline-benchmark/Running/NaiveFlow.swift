import LanguageModels
import NIOPosix
import Synchronization
import TestSupport

/// What one would write in an afternoon: ask, collect text, and start `espeak-ng` for it.
///
/// The client is our own and in this process, so that it costs no more than it must.
struct NaiveFlow: Sendable {
    enum Kind: Sendable {
        /// The whole answer, then one process.
        case whole
        /// One process a sentence.
        case sentences
    }

    let kind: Kind
    let url: String
    let transport: CurlTransport

    /// espeak-ng writes a WAV file: samples start behind this header.
    private static let header = 44

    /// Asks and speaks; returns when the first sample was there. The rest of the answer is read to its end.
    func firstSample(_ question: String) async throws -> UInt64 {
        let model = OllamaModel(url: try ModelURL(url), transport: transport)
        let state = Mutex((text: "", first: UInt64?.none))
        try await model.answer(Question(messages: [ChatMessage(role: .user, content: question)], model: "m")) { event in
            guard case .text(let piece) = event else { return }
            let (text, first) = state.withLock { state in
                state.text += piece
                return state
            }
            if kind == .sentences, first == nil, let sentence = Self.sentence(in: text) {
                let first = try await Self.speak(sentence)
                state.withLock { $0.first = first }
            }
        }
        let (text, first) = state.withLock { $0 }
        if let first { return first }
        return try await Self.speak(text)
    }

    private static func sentence(in text: String) -> String? {
        let end = text.indices.dropLast().first { ".!?".contains(text[$0]) && text[text.index(after: $0)] == " " }
        return end.map { String(text[...$0]) }
    }

    private static func speak(_ text: String) async throws -> UInt64 {
        try await Blocking.run {
            let (read, write) = try Descriptor.pipe()
            let child = try Child(["espeak-ng", "--stdout", text], output: write)
            defer { child.wait() }
            let tap = SampleTap(descriptor: read)
            let first = try tap.firstSample(after: header, within: .seconds(5))
            // One that is still writing would never end.
            tap.drain(quiet: .milliseconds(20))
            return first
        }
    }
}
