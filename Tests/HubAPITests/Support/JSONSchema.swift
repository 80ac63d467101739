/// As much of JSON Schema as the description uses.
struct JSONSchema {
    /// The whole description, for references.
    let document: JSONValue

    /// What of `value` is not as `schema` has it.
    func faults(of value: JSONValue, by schema: JSONValue, at path: String = "$") -> [String] {
        if let name = schema["$ref"]?.string {
            guard let target = resolve(name) else { return ["\(path): \(name) is nowhere"] }
            return faults(of: value, by: target, at: path)
        }
        var faults: [String] = []
        if let wanted = schema["const"], wanted != value { faults.append("\(path) is not the constant") }
        if let choices = schema["enum"]?.array, !choices.contains(value) {
            faults.append("\(path) is none of the choices")
        }
        if let type = schema["type"]?.string, !Self.isOf(type, value) { faults.append("\(path) is no \(type)") }
        for name in schema["required"]?.array ?? [] where value[name.string ?? ""] == nil {
            faults.append("\(path) has no \(name.string ?? "")")
        }
        for (name, member) in value.object ?? [:] {
            guard let known = schema["properties"]?[name] else {
                // Answers may have more one day, but what we have now is described.
                if schema["properties"] != nil { faults.append("\(path).\(name) is not described") }
                continue
            }
            faults += self.faults(of: member, by: known, at: "\(path).\(name)")
        }
        if let items = schema["items"] {
            for (index, item) in (value.array ?? []).enumerated() {
                faults += self.faults(of: item, by: items, at: "\(path)[\(index)]")
            }
        }
        return faults
    }

    /// What a reference within the document names.
    func resolve(_ name: String) -> JSONValue? {
        name.dropFirst(2).split(separator: "/").reduce(document) { value, part in value?[String(part)] }
    }

    private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
        switch (type, value) {
        case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool),
            ("number", .number):
            true
        case ("integer", .number(let number)): number == number.rounded()
        default: false
        }
    }
}
