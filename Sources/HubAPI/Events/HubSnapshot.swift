internal import SpeechFrames
internal import Supervision

/// How the hub is, as the first event of a stream.
enum HubSnapshot {
    /// The event in JSON. `health` is one JSON object.
    static func json(_ picture: HubPicture, health: [UInt8], version: String) -> [UInt8] {
        JSONObject()
            .adding("type", "snapshot")
            .adding("time", EventTime.now)
            .adding("version", version)
            .adding("health", raw: health)
            .adding("sessions", raw: JSONBytes.of(picture.sessions))
            .adding("turns", raw: JSONBytes.of(picture.turns))
            .bytes
    }
}
