internal import FoundationEssentials

/// Any JSON value that goes over the wire as it is: a tool's schema, its arguments, what a model names an entity.
enum WireValue: Codable, Equatable, Sendable {
    case null
    case text(String)
    case truth(Bool)
    case whole(Int)
    case number(Double)
    case list([WireValue])
    case object([String: WireValue])

    /// - Returns: `nil` where `json` is no JSON.
    init?(json: String) {
        guard let value = try? JSONDecoder().decode(WireValue.self, from: Data(json.utf8)) else { return nil }
        self = value
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let truth = try? container.decode(Bool.self) {
            self = .truth(truth)
        } else if let whole = try? container.decode(Int.self) {
            self = .whole(whole)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let list = try? container.decode([WireValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: WireValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .text(let text): try container.encode(text)
        case .truth(let truth): try container.encode(truth)
        case .whole(let whole): try container.encode(whole)
        case .number(let number): try container.encode(number)
        case .list(let list): try container.encode(list)
        case .object(let members): try container.encode(members)
        }
    }

    /// As JSON on one line, members in the order of their names.
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }

    /// As a person would write it: a text without its quotes; `nil` for nothing.
    var text: String? {
        switch self {
        case .null: nil
        case .text(let text): text
        default: json
        }
    }
}
