/// What the stand-in answers to one question.
package struct FakeAnswer: Sendable {
    /// The visible pieces, one line or event each.
    package var tokens: [String]

    /// Pieces sent before them in `thinking` (Ollama) or `reasoning` (OpenAI).
    package var thinking: [String] = []

    /// A last piece that shares the line of `done` or `finish_reason`.
    package var lastToken = ""

    package var reason = "stop"

    /// Tokens a second, kept by absolute deadlines; `nil` sends them one right after the other.
    package var rate: Double?

    /// From the end of the request to the first piece.
    package var firstTokenDelay: Duration = .zero

    /// Tools that the model wants run, after its tokens: Ollama sends each in a line of its own, OpenAI's servers in fragments.
    package var toolCalls: [FakeToolCall] = []

    package var fault: FakeFault?

    package init(_ tokens: [String], rate: Double? = nil, fault: FakeFault? = nil) {
        self.tokens = tokens
        self.rate = rate
        self.fault = fault
    }
}

/// A tool call as the stand-in sends it.
package struct FakeToolCall: Sendable {
    package var name: String
    /// A JSON object.
    package var arguments: String

    package init(name: String, arguments: String = "{}") {
        self.name = name
        self.arguments = arguments
    }
}

/// What goes wrong, or is at least unusual. Tokens count from 0; `at: n` means in front of token n.
package enum FakeFault: Sendable {
    /// The connection is closed; at 0 before even the headers have gone out.
    case drop(at: Int)
    /// The error that the protocol has for the middle of a stream; nothing follows.
    case error(at: Int, message: String)
    /// Nothing more comes until ``FakeOllama/resume(_:)``.
    case stall(at: Int)
    /// A line that is not the protocol's.
    case garbage(at: Int, line: String)
    /// The status and the body that the real server has for it.
    case status(Int)
    /// Any status and body.
    case reply(status: Int, body: String)
    /// 400, as from a model that cannot think, to every request that has the member `think`.
    case refusesThinking
    /// 400, as from a model that takes no tools, to every request that has the member `tools`.
    case refusesTools
    /// The real server's body for the status, with a `Retry-After` of this many seconds.
    case retryAfter(status: Int, seconds: Int)
    /// The connection is reset instead of being closed; at 0 before even the headers have gone out.
    case reset(at: Int)
    /// Every piece goes out in two writes, cut in the first character that has more than one byte, or in the middle.
    case cutWrites
    /// The body ends properly, but without the last line or event.
    case noLastLine
    /// The line of this token has this many bytes more, in a member that nobody knows.
    case longLine(at: Int, bytes: Int)
}
