import TestSupport

/// An answer as it came over the wire.
struct HTTPAnswer: Sendable {
    let status: Int
    /// By their names in lower case.
    let headers: [String: String]
    let body: String

    init(_ text: String) throws {
        guard let end = text.firstRange(of: "\r\n\r\n") else { throw SetupError("no answer: \(text)") }
        let lines = text[..<end.lowerBound].split(separator: "\r\n")
        guard let line = lines.first, let status = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else {
            throw SetupError("no answer: \(text)")
        }
        self.status = status
        headers = Dictionary(
            lines.dropFirst().map { line in
                let colon = line.firstIndex(of: ":") ?? line.endIndex
                return (line[..<colon].lowercased(), String(line[colon...].dropFirst(2)))
            }
        ) { "\($0), \($1)" }
        body = String(text[end.upperBound...])
    }

    /// The body as JSON.
    var json: JSONValue {
        get throws { try JSONValue(body) }
    }

    /// A problem's code.
    var code: String? { (try? json)?["code"]?.string }
}
