/// When the stages worked on a turn, as far as it is known; all of it counts from the moment that the turn had its place.
package struct StageTimes: Sendable, Equatable {
    /// Whether llm-streamer was asked at all: a turn may end while it waits for its place.
    package var isAsked = false
    /// Until the first phrase left for its voice.
    package var firstPhrase: Duration?
    /// Until the text was at its end.
    package var textEnd: Duration?
    /// Until the first piece of its sound was there to be played.
    package var firstSoundMade: Duration?
    /// Until the last piece of its sound was there to be played.
    package var lastSoundMade: Duration?

    package init() {}
}
