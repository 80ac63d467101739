internal import HTTPTypes
package import Settings

/// Who may ask for what: pure rules on a request's head.
package struct AccessRules: Sendable {
    /// What has to be named by every request; `nil`: nothing.
    let token: BearerToken?
    let hosts: HostRule
    /// What may be read without the token: the page's own files, in which nothing of this hub stands, and which ask for it.
    private let openPaths: Set<String>

    /// - Parameters:
    ///   - token: what has to be named; `nil`: nothing.
    ///   - addresses: where it is served.
    ///   - names: further names by which it may be addressed.
    ///   - openPaths: what may be read without the token.
    package init(token: BearerToken?, addresses: [HTTPAddress], names: [String], openPaths: Set<String> = []) {
        self.token = token
        self.openPaths = openPaths
        hosts = HostRule(addresses: addresses, names: names)
    }

    /// Why the request is not let in; `nil`: it is.
    func refusal(of head: HTTPRequest, opensWebSocket: Bool = false) -> Problem? {
        if let problem = hosts.refusal(of: head) { return problem }
        if let token, !isOpen(head), !token.isNamed(by: head.headerFields[.authorization]) {
            return Problem(
                .unauthorized,
                "token_needed",
                "this hub asks for a token: send `Authorization: Bearer TOKEN` with what `http_token_file` holds",
                headers: [.wwwAuthenticate: #"Bearer realm="loquat""#]
            )
        }
        guard opensWebSocket || !Self.isHarmless(head.method) else { return nil }
        return OriginRule.refusal(of: head)
    }

    private func isOpen(_ head: HTTPRequest) -> Bool {
        guard Self.isHarmless(head.method), let path = head.path?.prefix(while: { $0 != "?" }) else { return false }
        return openPaths.contains(String(path))
    }

    /// Whether the method changes nothing.
    private static func isHarmless(_ method: HTTPRequest.Method) -> Bool {
        [.get, .head, .options].contains(method)
    }
}
