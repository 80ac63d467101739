/// Where traces go.
package enum TraceDestination: Sendable, Hashable {
    /// A file's whole path.
    case file(String)
    /// A receiver of OpenTelemetry's protocol by HTTP.
    case http(HTTPEndpoint)
}

/// A resource that is reached by HTTP without TLS.
package struct HTTPEndpoint: Sendable, Hashable {
    /// Where OpenTelemetry's receivers take traces, unless they are told otherwise.
    private static let usualPath = "/v1/traces"

    /// A name or an IP address, without brackets.
    package let host: String
    /// From 1 to 65,535.
    package let port: Int
    /// With its query; begins with `/`.
    package let path: String

    /// Reads `http://localhost:4318/v1/traces`; without a path that one is meant. `nil`: it is none.
    package init?(_ text: String) {
        let scheme = "http://"
        guard text.lowercased().hasPrefix(scheme), text.utf8.allSatisfy({ (33...126).contains($0) }) else { return nil }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { !["/", "?", "#"].contains($0) }
        let path = rest.dropFirst(authority.count)
        guard !authority.contains("@"), !path.contains("#"), path.isEmpty || path.hasPrefix("/") else { return nil }
        self.path = path.isEmpty || path == "/" ? Self.usualPath : String(path)
        let host: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[..<end].dropFirst()
            guard host.contains(":"), let port = Self.port(authority[end...].dropFirst()) else { return nil }
            self.port = port
        } else {
            host = authority.prefix { $0 != ":" }
            guard let port = Self.port(authority.dropFirst(host.count)) else { return nil }
            self.port = port
        }
        guard !host.isEmpty, host.utf8.count <= 253 else { return nil }
        self.host = String(host)
    }

    /// What stands in the header `Host`.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == 80 ? name : "\(name):\(port)"
    }

    /// The port that `:4318` or nothing stands for.
    private static func port(_ text: Substring) -> Int? {
        if text.isEmpty { return 80 }
        let digits = text.dropFirst()
        guard text.first == ":", digits.utf8.allSatisfy({ (48...57).contains($0) }), let port = UInt16(digits), port > 0
        else { return nil }
        return Int(port)
    }
}

extension HTTPEndpoint: CustomStringConvertible {
    package var description: String { "http://\(authority)\(path)" }
}

extension SettingKind where Value == TraceDestination {
    /// A file's whole path, or an http URL.
    static var traceDestination: Self {
        Self(
            name: "a path or an http URL",
            valueName: "file|url",
            advice: "write a file's whole path, or a receiver such as http://localhost:4318/v1/traces",
            read: { (node) throws(SettingFault) in
                let text = try SettingKind<String>.text("path").read(node)
                if text.hasPrefix("/"), !text.hasSuffix("/") { return .file(text) }
                if let endpoint = HTTPEndpoint(text) { return .http(endpoint) }
                guard text.lowercased().hasPrefix("https://") else {
                    throw SettingFault("\(SettingText.shown(text)) is neither a file's whole path nor an http URL")
                }
                throw SettingFault(
                    "\(SettingText.shown(text)) needs TLS, which is not spoken here",
                    advice: "name a Collector of OpenTelemetry's on this machine, which passes traces on, or a file"
                )
            },
            write: { destination in
                switch destination {
                case .file(let path): SettingText.yaml(path)
                case .http(let endpoint): SettingText.yaml("\(endpoint)")
                }
            }
        )
    }
}
