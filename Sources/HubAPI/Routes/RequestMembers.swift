private import FoundationEssentials
private import HTTPTypes
internal import SpeechFrames
private import Spelling

/// What a request or a message asks for, as an object of JSON with members of ours and no others.
protocol RequestMembers: Decodable, Sendable {
    /// The members' names.
    static var names: [String] { get }

    /// - Throws: ``Problem`` where the members' kinds alone do not say what is wrong.
    func check() throws(Problem)
}

extension RequestMembers {
    func check() throws(Problem) {}

    /// Reads an object of JSON.
    ///
    /// - Throws: ``Problem``, naming the member.
    init(json: [UInt8], besides further: [String] = []) throws(Problem) {
        do {
            let data = Data(json)
            let decoder = JSONDecoder()
            let known = Self.names + further
            let given = try decoder.decode(MemberNames.self, from: data)
            for name in given.names where !known.contains(name) {
                let near = NearMisses.of(name, among: known).first
                let advice = near.map { "did you mean `\($0)`?" } ?? "it may have \(known.joined(separator: ", "))"
                throw Problem(.badRequest, "unknown_member", "there is no member `\(name)`: \(advice)")
            }
            if let name = given.nulls.first {
                throw Problem(.badRequest, "bad_member", "`\(name)` is null: leave out what is not wanted")
            }
            self = try decoder.decode(Self.self, from: data)
            try check()
        } catch let problem as Problem {
            throw problem
        } catch let error as DecodingError {
            throw Problem(.badRequest, error.isSyntax ? "bad_json" : "bad_member", error.complaint)
        } catch {
            throw Problem(.badRequest, "bad_json", "this is no JSON: \(error)")
        }
    }
}

/// The names of an object's members.
private struct MemberNames: Decodable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    let names: [String]
    /// Those of them whose value is null.
    let nulls: [String]

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let keys = container.allKeys.sorted { $0.stringValue < $1.stringValue }
        names = keys.map(\.stringValue)
        nulls = try keys.filter(container.decodeNil(forKey:)).map(\.stringValue)
    }
}

extension DecodingError {
    /// Whether it is the JSON itself that is wrong.
    fileprivate var isSyntax: Bool {
        if case .dataCorrupted(let context) = self { return context.codingPath.isEmpty }
        return false
    }

    /// What is wrong with which member, for people.
    fileprivate var complaint: String {
        switch self {
        case .keyNotFound(let key, _): "`\(key.stringValue)` is missing"
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            context.codingPath.isEmpty
                ? "the body has to be one object of JSON"
                : "`\(Self.path(context))` has to be \(Self.kind(type))"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "this is no JSON: \(context.debugDescription)"
                : "`\(Self.path(context))` is not one of the values that are known"
        @unknown default: "a member is wrong"
        }
    }

    private static func path(_ context: Context) -> String {
        context.codingPath.map(\.stringValue).joined(separator: ".")
    }

    private static func kind(_ type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a string"
        case is Int.Type: "a whole number"
        case is Bool.Type: "true or false"
        default: "of another kind"
        }
    }
}
