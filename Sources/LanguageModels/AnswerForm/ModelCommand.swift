private import FoundationEssentials
private import Tools

/// What an answer in the JSON form says that the person wants.
package struct ModelCommand: Sendable, Equatable {
    /// What is to be done, such as `turn_on`; never empty.
    package var intent: String

    /// With what. Values that are no texts are given as their JSON; those that are null are left out.
    package var entities: [String: String]

    /// How sure the model is, from 0 to 1; 0 where it does not say.
    package var confidence: Double

    /// What is said about it.
    package var response: String

    package init(intent: String, entities: [String: String] = [:], confidence: Double, response: String) {
        self.intent = intent
        self.entities = entities
        self.confidence = confidence
        self.response = response
    }
}

extension ModelCommand {
    /// Reads the members of the form, each as its JSON text.
    ///
    /// - Returns: `nil` where there is no intent.
    init?(members: [String: String], response: String) {
        guard let intent = members["intent"]?.decoded(String.self)?.trimmed, !intent.isEmpty else { return nil }
        let entities = members["entities"]?.decoded([String: JSONValue].self) ?? [:]
        let confidence = members["confidence"]?.decoded(JSONValue.self)?.said.flatMap { Double($0.trimmed) } ?? 0
        self.init(
            intent: intent,
            entities: entities.compactMapValues(\.said),
            confidence: confidence.isNaN ? 0 : min(1, max(0, confidence)),
            response: response
        )
    }
}

extension JSONValue {
    /// As a person would write it: a text without its quotes; `nil` for nothing.
    fileprivate var said: String? { self == .null ? nil : string ?? text }
}

extension String {
    fileprivate func decoded<Value: Decodable>(_ type: Value.Type) -> Value? {
        try? JSONDecoder().decode(type, from: Data(utf8))
    }

    fileprivate var trimmed: String {
        String(trimmingPrefix(while: \.isWhitespace).reversed().trimmingPrefix(while: \.isWhitespace).reversed())
    }
}
