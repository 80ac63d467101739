internal import HTTPTypes

/// That no page of somebody else's makes a browser change something here.
///
/// A browser names the page's origin (Fetch, `Origin` header) wherever a request could change something, and on each WebSocket;
/// programs that are no browsers name none.
enum OriginRule {
    /// Why a request that changes something is refused; `nil`: it is not.
    static func refusal(of head: HTTPRequest) -> Problem? {
        if let origin = head.headerFields[.origin] {
            return isSame(origin, head.authority ?? "") ? nil : foreign
        }
        switch head.headerFields[HTTPField.Name.fetchSite] {
        case nil, "same-origin", "none": return nil
        default: return foreign
        }
    }

    /// Whether `origin` is a page that was served under `authority`, by us or by somebody in between who adds TLS.
    private static func isSame(_ origin: String, _ authority: String) -> Bool {
        let schemes = ["http://", "https://"]
        guard let scheme = schemes.first(where: origin.lowercased().hasPrefix) else { return false }
        return origin.dropFirst(scheme.utf8.count).lowercased() == authority.lowercased()
    }

    private static var foreign: Problem {
        Problem(
            .forbidden,
            "wrong_origin",
            "a page of another site may change nothing here: use the hub's own page, or a program that is no browser"
        )
    }
}

extension HTTPField.Name {
    /// `Sec-Fetch-Site` (Fetch Metadata).
    static var fetchSite: Self { constant("Sec-Fetch-Site") }

    /// `name` is a token, as header names have to be.
    static func constant(_ name: String) -> Self {
        guard let field = Self(name) else { preconditionFailure("\(name) is no header's name") }
        return field
    }
}
