package import SpeechFrames

/// What comes out of the pool.
package struct PoolOutput: Sendable, Equatable {
    /// The phrase that it is about.
    package var phrase: PhraseID

    /// What it is: `audio`, `synthesized` or `failed`; where a worker's frame needed no change, in the worker's bytes.
    package var frame: RawFrame

    /// For `audio`, the piece's place and length.
    package var audio: AudioHeader?

    /// Whether the phrase is answered by it: `synthesized` or `failed`.
    package var isLast: Bool { audio == nil }
}
