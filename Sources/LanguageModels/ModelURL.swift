private import CCurl

/// The address of a model server: `http://host[:port][/prefix]` or `https://…`, checked.
///
/// It is read by libcurl's own URL parser, so that what is checked here is what is used on the wire.
package struct ModelURL: Sendable, Hashable, CustomStringConvertible {
    /// The address without a slash at its end; it holds no user name and no password, so that it may be shown.
    package let description: String

    /// The path without a slash at its end: empty, or `/prefix`.
    let path: String

    /// Whether the host is this machine by its name or address: such a server is never asked through a proxy.
    let isLoopback: Bool

    /// - Throws: `badSetting` with what is wrong and what would be right.
    package init(_ text: String) throws(ModelError) {
        guard let handle = curl_url() else { throw Self.bad(text, "could not be read (out of memory)") }
        defer { curl_url_cleanup(handle) }
        let code = curl_url_set(handle, CURLUPART_URL, text, UInt32(CURLU_NON_SUPPORT_SCHEME))
        guard code == CURLUE_OK else {
            throw Self.bad(text, "is not a URL (\(String(cString: curl_url_strerror(code))))")
        }
        func part(_ which: CURLUPart) -> String? {
            var value: UnsafeMutablePointer<CChar>?
            guard curl_url_get(handle, which, &value, 0) == CURLUE_OK, let value else { return nil }
            defer { curl_free(value) }
            return String(cString: value)
        }

        guard let scheme = part(CURLUPART_SCHEME), scheme == "http" || scheme == "https" else {
            throw Self.bad(text, "does not start with http:// or https://")
        }
        guard let host = part(CURLUPART_HOST), !host.isEmpty else { throw Self.bad(text, "names no host") }
        guard part(CURLUPART_USER) == nil, part(CURLUPART_PASSWORD) == nil else {
            throw ModelError(
                code: .badSetting,
                message: "the model server's URL must not hold a user name or password: name an API key file instead"
            )
        }
        guard part(CURLUPART_QUERY) == nil, part(CURLUPART_FRAGMENT) == nil else {
            throw Self.bad(text, "has something after ? or #")
        }
        let port = part(CURLUPART_PORT)
        guard port != "0" else { throw Self.bad(text, "has port 0: ports are 1 to 65535") }

        var path = part(CURLUPART_PATH) ?? ""
        while path.hasSuffix("/") { path.removeLast() }
        self.path = path
        description = "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")\(path)"
        isLoopback = Self.isLoopback(host: host.lowercased())
    }

    /// RFC 6761 section 6.3 gives `localhost` and all beneath it to the loopback, RFC 1122 all of 127.0.0.0/8.
    private static func isLoopback(host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" { return true }
        let bytes = host.split(separator: ".", omittingEmptySubsequences: false)
        return bytes.count == 4 && bytes.first == "127" && bytes.allSatisfy { UInt8($0) != nil }
    }

    private static func bad(_ text: String, _ what: String) -> ModelError {
        ModelError(
            code: .badSetting,
            message: "the model server's URL '\(Excerpt(text.utf8))' \(what): write it like http://localhost:11434"
        )
    }
}
