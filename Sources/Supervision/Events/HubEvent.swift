package import SpeechFrames

/// Something that happened in the hub, as a page or a program that watches it is told.
///
/// Its members are encoded beside `type` and `time`, in one JSON object.
package protocol HubEvent: Encodable, Sendable {
    /// What kind of event it is, in lower case with underscores.
    static var type: String { get }

    /// The turn that it is about; `nil`: no single one.
    var turnID: TurnID? { get }

    /// About how much memory it takes beside a fixed size: its texts, in bytes of UTF-8.
    var textSize: Int { get }
}

extension HubEvent {
    package var turnID: TurnID? { nil }
    package var textSize: Int { 0 }
}
