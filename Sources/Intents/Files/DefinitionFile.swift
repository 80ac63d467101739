internal import Tools
private import Settings

extension CommandDelivery {
    private static let keys = ["run", "url", "method", "headers", "header_files", "body", "deadline"]

    init(_ node: RuleNode) throws(RuleFileError) {
        let members = try node.members(Self.keys)
        let deadline = try members["deadline"]?.duration(.milliseconds(10) ... .seconds(60))
        switch (members["run"], members["url"]) {
        case (let run?, nil):
            if let stray = Self.keys.dropFirst(2).first(where: { $0 != "deadline" && members[$0] != nil }) {
                throw node.error("\(stray) is for a url, and this one runs a program")
            }
            self.init(.program(try run.arguments()), deadline: deadline)
        case (nil, let url?):
            var headers: [String: String] = [:]
            for (name, value) in try members["headers"]?.entries() ?? [] {
                headers[name] = try value.headerValue(of: name)
            }
            let method = try members["method"]?.text() ?? "POST"
            guard ["GET", "POST", "PUT"].contains(method) else {
                throw node.error("'\(method)' is no method that is known; write GET, POST or PUT")
            }
            let endpoint = HTTPEndpoint(
                url: try url.address(),
                method: method,
                headers: headers,
                headerFiles: try members["header_files"]?.textsByName() ?? [:],
                body: try members["body"]?.bodyTemplate()
            )
            self.init(.http(endpoint), deadline: deadline)
        default: throw node.error("write either run: [PROGRAM, ARGUMENT …] or url: http://…")
        }
    }
}

extension ProgramToolDefinition {
    init(_ node: RuleNode) throws(RuleFileError) {
        let members = try node.members(["name", "description", "run", "parameters", "deadline"])
        guard let name = members["name"], let run = members["run"] else {
            throw node.error("a tool has a name and run: [PROGRAM, ARGUMENT …]")
        }
        let text = try name.text()
        guard PatternParser.isName(text), text.utf8.count <= 64 else {
            throw name.error("'\(text)' is no name: write letters, digits and _")
        }
        var parameters: [ToolParameter] = []
        for (name, value) in try members["parameters"]?.entries() ?? [] { parameters.append(try value.parameter(name)) }
        self.init(
            name: text,
            description: try members["description"]?.text() ?? text,
            arguments: try run.arguments(),
            parameters: parameters,
            deadline: try members["deadline"]?.duration(.milliseconds(10) ... .seconds(60)) ?? .seconds(5)
        )
    }
}

extension RuleNode {
    /// A program and its arguments, as a list: no shell reads them.
    fileprivate func arguments() throws(RuleFileError) -> [String] {
        let texts = try texts()
        guard let program = texts.first, !program.isEmpty else { throw error("write [PROGRAM, ARGUMENT …]") }
        guard !texts.contains(where: { $0.contains("\0") }) else { throw error("an argument holds a zero byte") }
        return texts
    }

    fileprivate func address() throws(RuleFileError) -> SlotTemplate {
        let template = try template()
        guard template.source.hasPrefix("http://") || template.source.hasPrefix("https://") else {
            throw error("'\(template.source)' is no address: it begins with http:// or https://")
        }
        return template
    }

    fileprivate func headerValue(of name: String) throws(RuleFileError) -> String {
        let text = try text()
        guard (text + name).unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }), !name.contains(":") else {
            throw error("a header is one line of text")
        }
        return text
    }

    fileprivate func bodyTemplate() throws(RuleFileError) -> BodyTemplate {
        switch node.content {
        case .scalar(let text, let isPlain):
            guard isPlain else { return .text(try template()) }
            if node.isNull { return .value(.null) }
            if text == "true" || text == "false" { return .value(.bool(text == "true")) }
            if let number = Double(text), number.isFinite { return .value(.number(number)) }
            return .text(try template())
        case .sequence:
            var elements: [BodyTemplate] = []
            for element in try self.elements() { elements.append(try element.bodyTemplate()) }
            return .list(elements)
        case .mapping:
            var members: [String: BodyTemplate] = [:]
            for (name, value) in try entries() { members[name] = try value.bodyTemplate() }
            return .map(members)
        }
    }

    fileprivate func parameter(_ name: String) throws(RuleFileError) -> ToolParameter {
        let members = try members(["kind", "description", "required", "values"])
        let kinds: [String: ToolParameter.Kind] = [
            "text": .string, "number": .number, "integer": .integer, "boolean": .boolean,
        ]
        var kind = ToolParameter.Kind.string
        if let values = members["values"] {
            kind = .choice(try values.texts())
        } else if let node = members["kind"] {
            let text = try node.text()
            guard let known = kinds[text] else {
                throw node.error("'\(text)' is no kind: write \(kinds.keys.sorted().joined(separator: ", "))")
            }
            kind = known
        }
        return ToolParameter(
            name,
            kind,
            try members["description"]?.text() ?? name,
            isRequired: try members["required"]?.bool() ?? true
        )
    }
}
