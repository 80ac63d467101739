private import FoundationEssentials

/// The `error` member of a chat server's JSON: a text (Ollama) or an object with a `message` (OpenAI).
struct WireError: Decodable, Equatable {
    private struct Details: Decodable {
        let message: String
    }

    let message: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            message = text
        } else {
            message = try container.decode(Details.self).message
        }
    }
}

/// A whole body or line that only reports an error.
struct WireErrorBody: Decodable {
    let error: WireError

    /// - Returns: the server's words, or `nil` if this is not such a body.
    static func message(in bytes: [UInt8]) -> String? {
        try? JSONDecoder().decode(WireErrorBody.self, from: Data(bytes)).error.message
    }
}
