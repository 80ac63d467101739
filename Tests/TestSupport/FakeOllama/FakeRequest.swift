internal import FoundationEssentials

/// A request as the stand-in got it.
package struct FakeRequest: Sendable {
    /// Which one it was since the server started, from 0.
    package let index: Int
    package let method: String
    package let path: String
    /// In the order they came; names as they were written.
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]

    package var bodyText: String { String(decoding: body, as: UTF8.self) }

    /// The value of the first header of that name, in whatever case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The conversation that a question holds, oldest first.
    package var messages: [FakeMessage] {
        struct Body: Decodable { let messages: [FakeMessage] }
        return (try? JSONDecoder().decode(Body.self, from: Data(body)))?.messages ?? []
    }

    /// The model that was asked.
    package var model: String { question.model }

    /// What the stand-in itself has to know of a question.
    var question: FakeQuestion {
        (try? JSONDecoder().decode(FakeQuestion.self, from: Data(body)))
            ?? FakeQuestion(model: "", think: nil, tools: nil)
    }
}

/// A request that only has a model loaded.
package struct FakeLoad: Sendable, Equatable {
    package let model: String
    /// Where it was a text.
    package let keepAlive: String?

    package init(model: String, keepAlive: String?) {
        self.model = model
        self.keepAlive = keepAlive
    }
}

/// One message of a question's conversation.
package struct FakeMessage: Decodable, Sendable {
    package let role: String
    package let content: String
}

struct FakeQuestion: Decodable {
    let model: String
    let think: Bool?
    let tools: [Tool]?

    struct Tool: Decodable {}
}
