internal import HTTPTypes
internal import SpeechFrames

extension Problem {
    /// What the hub has refused.
    init(_ refused: Refused) {
        let status: HTTPResponse.Status =
            switch refused.code {
            case "output_busy": .conflict
            case "too_often", "too_many_waiting": .tooManyRequests
            case "too_many_sessions", "unavailable", "not_ready": .serviceUnavailable
            case "unknown_session": .notFound
            case "too_long": .contentTooLarge
            default: .badRequest
            }
        self.init(status, refused.code, refused.message)
        if status == .tooManyRequests || status == .serviceUnavailable {
            headers[.retryAfter] = "\(Self.seconds(in: refused.message) ?? 5)"
        }
    }

    /// How long the hub asks to wait: `ask again in 3 s` is the end of what it says for people, and nowhere else.
    private static func seconds(in message: String) -> Int? {
        let words = message.split(separator: " ")
        guard words.last == "s" else { return nil }
        return words.dropLast().last.flatMap { Int($0) }
    }
}
