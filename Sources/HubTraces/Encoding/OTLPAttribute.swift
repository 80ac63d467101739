internal import Tracing

/// A name and a value.
struct OTLPAttribute: Encodable {
    private let key: String
    private let value: OTLPValue

    init(_ key: String, _ value: SpanAttribute) {
        self.key = key
        self.value = OTLPValue(value)
    }

    /// All of them, in the order of their names.
    static func list(_ attributes: SpanAttributes) -> [Self] {
        var list: [Self] = []
        attributes.forEach { list.append(Self($0, $1)) }
        return list.sorted { $0.key < $1.key }
    }
}

/// A value, named by its kind.
enum OTLPValue: Encodable {
    case string(String)
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case array([OTLPValue])

    /// The longest text, in Unicode scalars; what is longer is cut.
    static let longestText = 1_024

    private enum Kind: String, CodingKey {
        case stringValue, boolValue, intValue, doubleValue, arrayValue
    }

    private enum List: String, CodingKey {
        case values
    }

    init(_ attribute: SpanAttribute) {
        switch attribute {
        case .string(let text): self = .cut(text)
        case .bool(let value): self = .bool(value)
        case .int32(let value): self = .int(Int64(value))
        case .int64(let value): self = .int(value)
        case .double(let value): self = .double(value)
        case .stringConvertible(let value): self = .cut(value.description)
        case .stringArray(let texts): self = .array(texts.map(Self.cut))
        case .boolArray(let values): self = .array(values.map(Self.bool))
        case .int32Array(let values): self = .array(values.map { .int(Int64($0)) })
        case .int64Array(let values): self = .array(values.map(Self.int))
        case .doubleArray(let values): self = .array(values.map(Self.double))
        case .stringConvertibleArray(let values): self = .array(values.map { .cut($0.description) })
        default: self = .string("")
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Kind.self)
        switch self {
        case .string(let text): try container.encode(text, forKey: .stringValue)
        case .bool(let value): try container.encode(value, forKey: .boolValue)
        // JSON's numbers are exact to 53 bits only.
        case .int(let value): try container.encode("\(value)", forKey: .intValue)
        case .double(let value): try container.encode(value, forKey: .doubleValue)
        case .array(let values):
            var list = container.nestedContainer(keyedBy: List.self, forKey: .arrayValue)
            try list.encode(values, forKey: .values)
        }
    }

    private static func cut(_ text: String) -> Self {
        let scalars = text.unicodeScalars
        return .string(
            scalars.count > longestText ? String(String.UnicodeScalarView(scalars.prefix(longestText))) : text
        )
    }
}
