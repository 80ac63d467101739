internal import FoundationEssentials

/// What the stand-in does about one request, step by step. Pure.
struct FakePlan: Sendable {
    enum Step: Sendable {
        /// Not before `at` after the request's end; `token` is the one whose last byte this writes.
        case write([UInt8], at: Duration, token: Int?)
        case stall
        case drop
        case reset
        case end
    }

    private(set) var status = 200
    private(set) var contentType: String
    /// In seconds; `nil`: the header is not sent.
    private(set) var retryAfter: Int?
    private(set) var steps: [Step] = []

    /// A whole reply at once.
    init(status: Int = 200, contentType: String = "application/json; charset=utf-8", body: String) {
        self.status = status
        self.contentType = contentType
        steps = [.write(Array(body.utf8), at: .zero, token: nil), .end]
    }

    init(_ answer: FakeAnswer, to question: FakeQuestion, on wire: some FakeWire) {
        contentType = wire.contentType
        if let refusal = Self.refusal(of: answer, to: question, on: wire) {
            self = refusal
            return
        }
        let interval: Duration = answer.rate.map { .seconds(1 / $0) } ?? .zero
        var due = answer.firstTokenDelay
        for piece in answer.thinking { write(wire.thinking(piece, at: due), at: due, token: nil, of: answer) }
        for (index, token) in answer.tokens.enumerated() {
            guard meetFault(of: answer, before: index, on: wire, at: due) else { return }
            write(wire.token(token, padding: answer.padding(at: index), at: due), at: due, token: index, of: answer)
            due += interval
        }
        guard meetFault(of: answer, before: answer.tokens.count, on: wire, at: due) else { return }
        for (index, call) in answer.toolCalls.enumerated() {
            for piece in wire.toolCall(call, index: index, at: due) { write(piece, at: due, token: nil, of: answer) }
        }
        let hasLastLine = if case .noLastLine = answer.fault { false } else { true }
        if hasLastLine {
            let last = wire.last(answer.lastToken, reason: answer.reason, tokens: answer.tokens.count, at: due)
            write(last, at: due, token: nil, of: answer)
        }
        steps.append(.end)
    }

    /// - Returns: false when nothing comes after the fault.
    private mutating func meetFault(
        of answer: FakeAnswer,
        before index: Int,
        on wire: some FakeWire,
        at due: Duration
    ) -> Bool {
        switch answer.fault {
        case .drop(index): steps.append(.drop)
        case .reset(index): steps.append(.reset)
        case .error(index, let message):
            write(wire.errorInStream(message), at: due, token: nil, of: answer)
            steps.append(.end)
        case .garbage(index, let line):
            write(line + "\n", at: due, token: nil, of: answer)
            return true
        case .stall(index):
            steps.append(.stall)
            return true
        default: return true
        }
        return false
    }

    private mutating func write(_ text: String, at due: Duration, token: Int?, of answer: FakeAnswer) {
        let bytes = Array(text.utf8)
        guard case .cutWrites = answer.fault else {
            steps.append(.write(bytes, at: due, token: token))
            return
        }
        let cut = (bytes.firstIndex { $0 >= 0x80 } ?? bytes.count / 2) + 1
        steps.append(.write(Array(bytes[..<cut]), at: due, token: nil))
        steps.append(.write(Array(bytes[cut...]), at: due, token: token))
    }

    private static func refusal(
        of answer: FakeAnswer,
        to question: FakeQuestion,
        on wire: some FakeWire
    ) -> FakePlan? {
        switch answer.fault {
        case .reply(let status, let body): return FakePlan(status: status, body: body)
        case .status(let status):
            let (message, type) = explanation(of: status, model: question.model)
            return FakePlan(status: status, body: wire.errorBody(message, type: type))
        case .retryAfter(let status, let seconds):
            let (message, type) = explanation(of: status, model: question.model)
            var plan = FakePlan(status: status, body: wire.errorBody(message, type: type))
            plan.retryAfter = seconds
            return plan
        case .refusesTools where question.tools != nil:
            let message = "registry.ollama.ai/library/\(question.model) does not support tools"
            return FakePlan(status: 400, body: wire.errorBody(message, type: "api_error"))
        case .refusesThinking where question.think != nil:
            let message = "\"\(question.model)\" does not support thinking"
            return FakePlan(status: 400, body: wire.errorBody(message, type: "invalid_request_error"))
        default: return nil
        }
    }

    /// Ollama's own words (server/routes.go, server/sched.go), with the types it gives them under `/v1`.
    private static func explanation(of status: Int, model: String) -> (message: String, type: String) {
        switch status {
        case 404: ("model '\(model)' not found", "not_found_error")
        case 503: ("server busy, please try again.  maximum pending requests exceeded", "api_error")
        case 401: ("unauthorized", "authentication_error")
        case 400: ("messages must not be empty", "invalid_request_error")
        default: ("llama runner process has terminated: exit status 2", "api_error")
        }
    }
}

extension FakeAnswer {
    fileprivate func padding(at index: Int) -> Int {
        if case .longLine(index, let bytes) = fault { bytes } else { 0 }
    }
}
