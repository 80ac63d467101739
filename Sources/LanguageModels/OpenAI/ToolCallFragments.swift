internal import Tools

/// A piece of a tool call in a streamed chat completion.
struct ToolCallFragment: Decodable {
    struct Function: Decodable {
        let name: String?
        /// A piece of a text; some servers send the object itself, whole.
        let arguments: JSONValue?
    }

    let index: Int?
    let id: String?
    let function: Function?
}

/// Puts the tool calls of a streamed chat completion together, whose arguments come in pieces by index.
///
/// A new name at an index that is in use begins another call: some servers number all of an answer's calls 0. At most
/// ``limit`` bytes are kept; an answer with longer calls is none.
struct ToolCallFragments {
    /// In bytes of all arguments.
    static let limit = 1 << 20

    private struct Call {
        var index: Int
        var request: ToolRequest
    }

    private var calls: [Call] = []
    private var length = 0

    /// - Throws: `protocolViolation` where there is too much of it.
    mutating func add(_ fragment: ToolCallFragment) throws(ModelError) {
        let index = fragment.index ?? 0
        let name = fragment.function?.name ?? ""
        let known = calls.lastIndex { $0.index == index }
        let isNew = known.map { !name.isEmpty && isAnother(fragment, name, calls[$0].request) } ?? true
        let piece = Self.text(of: fragment.function?.arguments)
        length += piece.utf8.count + name.utf8.count
        guard length <= Self.limit else {
            throw ModelError(code: .protocolViolation, message: "the model's tool calls are longer than 1 MiB")
        }
        if let known, !isNew {
            calls[known].request.arguments += piece
            if calls[known].request.name.isEmpty { calls[known].request.name = name }
            calls[known].request.id = calls[known].request.id ?? fragment.id
        } else {
            calls.append(Call(index: index, request: ToolRequest(id: fragment.id, name: name, arguments: piece)))
        }
    }

    /// The calls so far; then there are none. Arguments that were left out are an empty object.
    mutating func take() -> [ToolRequest] {
        defer { calls = [] }
        return calls.map(\.request).filter { !$0.name.isEmpty }.map { request in
            var request = request
            if !request.arguments.contains(where: { !$0.isWhitespace }) { request.arguments = "{}" }
            return request
        }
    }

    /// Some servers say id and name again with each piece.
    private func isAnother(_ fragment: ToolCallFragment, _ name: String, _ request: ToolRequest) -> Bool {
        if let id = fragment.id, !id.isEmpty, let known = request.id { return id != known }
        return !request.name.isEmpty && (name != request.name || JSONValue(text: request.arguments) != nil)
    }

    private static func text(of arguments: JSONValue?) -> String {
        switch arguments {
        case .string(let piece): piece
        case nil, .null: ""
        case .some(let value): value.text
        }
    }
}
