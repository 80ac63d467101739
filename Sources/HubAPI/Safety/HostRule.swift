internal import HTTPTypes
internal import Settings

/// By which names the hub may be addressed.
///
/// A page of somebody else's may give its own name our address (DNS rebinding): the browser then takes it for ours, but still
/// says the page's name in `Host`.
struct HostRule: Sendable {
    private let names: Set<String>
    /// It listens at all of a machine's addresses: any address will do, for no page has one for a name that it could rebind.
    private let takesAnyAddress: Bool

    init(addresses: [HTTPAddress], names: [String]) {
        var known: Set<String> = ["localhost", "127.0.0.1", "::1"]
        var isOpen = false
        for case .tcp(let host, _) in addresses {
            known.insert(host.lowercased())
            if host == "0.0.0.0" || host == "::" { isOpen = true }
        }
        self.names = known.union(names.map { $0.lowercased() })
        takesAnyAddress = isOpen
    }

    /// Why a request under its name is refused; `nil`: it is not.
    func refusal(of head: HTTPRequest) -> Problem? {
        guard let authority = head.authority, !authority.isEmpty else {
            return Problem(.badRequest, "host_needed", "the request has no `Host`: every HTTP/1.1 request needs one")
        }
        guard let name = Self.name(in: authority), isKnown(name) else {
            return Problem(
                .forbidden,
                "wrong_host",
                "this hub does not go by the name that `Host` says: use localhost, or add the name to `http_hosts`"
            )
        }
        return nil
    }

    private func isKnown(_ name: String) -> Bool {
        names.contains(name)
            || takesAnyAddress && (HTTPAddress("\(name):1") != nil || HTTPAddress("[\(name)]:1") != nil)
    }

    /// The host of `host:port`, in lower case, without brackets and the root's dot.
    static func name(in authority: String) -> String? {
        var host = authority[...]
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return nil }
            let rest = host[host.index(after: end)...]
            guard rest.isEmpty || isPort(rest) else { return nil }
            return host[host.index(after: host.startIndex)..<end].lowercased()
        }
        if let colon = host.firstIndex(of: ":") {
            guard isPort(host[colon...]) else { return nil }
            host = host[..<colon]
        }
        if host.hasSuffix(".") { host.removeLast() }
        return host.isEmpty ? nil : host.lowercased()
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.hasPrefix(":") && text.dropFirst().utf8.allSatisfy { (48...57).contains($0) } && text.utf8.count <= 6
    }
}
