/// How long Ollama keeps a model in memory: on the wire a number of seconds, or a text in Go's duration syntax.
enum KeepAlive: Encodable, Equatable {
    /// Negative for ever, 0 not at all.
    case seconds(Int)
    case text(String)

    /// - Throws: `badSetting` if it is neither; Ollama would refuse the whole question for it.
    init(_ text: String) throws(ModelError) {
        if let seconds = Int(text) {
            self = .seconds(seconds)
        } else if text.wholeMatch(of: /[+-]?(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+/) != nil {
            self = .text(text)
        } else {
            throw ModelError(
                code: .badSetting,
                message:
                    "keep-alive '\(Excerpt(text.utf8))' is not a time: write seconds (300, -1 for ever) or 5m, 1h30m"
            )
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .seconds(let seconds): try container.encode(seconds)
        case .text(let text): try container.encode(text)
        }
    }
}
