internal import HTTPTypes
internal import HummingbirdCore

/// What a request takes for an answer (RFC 9110, 12.5.1).
enum Acceptance {
    /// - Throws: ``Problem`` where it takes nothing of what there is.
    static func check(_ request: Request, _ offered: String...) throws(Problem) {
        guard offered.contains(where: { takes($0, request.headers[.accept]) }) else {
            let list = offered.joined(separator: " or ")
            throw Problem(.notAcceptable, "not_acceptable", "there is only \(list) here, and `Accept` takes none of it")
        }
    }

    /// Whether an `Accept` header takes a media type; without one, anything is taken.
    static func takes(_ type: String, _ header: String?) -> Bool {
        guard let header, !header.allSatisfy(\.isWhitespace) else { return true }
        let ranges = header.split(separator: ",").map { range in
            range.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
        }
        let family = type.prefix { $0 != "/" } + "/*"
        for wanted in [type, String(family), "*/*"] {
            guard let range = ranges.first(where: { $0.first == wanted }) else { continue }
            return !range.dropFirst().contains { $0.hasPrefix("q=") && Double($0.dropFirst(2)) == 0 }
        }
        return false
    }

    /// Whether it names a media type itself.
    static func names(_ type: String, _ request: Request) -> Bool {
        guard let header = request.headers[.accept]?.lowercased() else { return false }
        return header.contains(type) && takes(type, header)
    }
}
