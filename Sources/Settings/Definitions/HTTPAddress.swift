private import Glibc

/// Where HTTP is served.
package enum HTTPAddress: Sendable, Hashable {
    /// An IP address as it was written, without brackets, and a port; 0: any that is free.
    case tcp(host: String, port: Int)
    /// A Unix socket's whole path.
    case unix(String)

    /// The longest path that fits into a socket's address, in bytes (unix(7)).
    private static let longestPath = 107

    /// Reads `127.0.0.1:3000`, `[::1]:3000` or `unix:/path`; `nil`: it is none of them.
    package init?(_ text: some StringProtocol) {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst(5))
            guard path.hasPrefix("/"), !path.hasSuffix("/"), path.utf8.count <= Self.longestPath else { return nil }
            self = .unix(path)
            return
        }
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard digits.allSatisfy(\.isASCII), let port = UInt16(digits), digits.first?.isNumber == true else {
            return nil
        }
        let host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            let inside = String(host.dropFirst().dropLast())
            guard Self.isAddress(inside, AF_INET6) else { return nil }
            self = .tcp(host: inside, port: Int(port))
        } else {
            guard Self.isAddress(String(host), AF_INET) else { return nil }
            self = .tcp(host: String(host), port: Int(port))
        }
    }

    /// Whether only this machine can reach it.
    package var isLocal: Bool {
        switch self {
        case .unix: true
        case .tcp(let host, _): host.hasPrefix("127.") || Self.isLoopback6(host)
        }
    }

    private static func isAddress(_ text: String, _ family: Int32) -> Bool {
        var room = in6_addr()
        return inet_pton(family, text, &room) == 1
    }

    private static func isLoopback6(_ text: String) -> Bool {
        var (address, loopback) = (in6_addr(), in6_addr())
        guard inet_pton(AF_INET6, text, &address) == 1, inet_pton(AF_INET6, "::1", &loopback) == 1 else { return false }
        return memcmp(&address, &loopback, MemoryLayout<in6_addr>.size) == 0
    }
}

extension HTTPAddress: CustomStringConvertible {
    /// As it is written in the settings.
    package var description: String {
        switch self {
        case .unix(let path): "unix:\(path)"
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        }
    }
}

extension SettingKind where Value == [HTTPAddress] {
    /// `off`, or addresses: in a list, or in one text with commas between them.
    static var httpAddresses: Self {
        Self(
            name: "a list of addresses",
            valueName: "addresses",
            advice: "write off, or addresses such as 127.0.0.1:3000, '[::1]:3000' or unix:/run/loquat/http.sock",
            read: { (node) throws(SettingFault) in
                let texts: [String]
                switch node.content {
                case .sequence(let nodes):
                    var values: [String] = []
                    for node in nodes { values.append(try node.scalar(for: "address")) }
                    texts = values
                default:
                    let text = try node.scalar(for: "address")
                    if ["off", "false", "no"].contains(text.lowercased()) { return [] }
                    texts = text.split(separator: ",").map { String($0.drop { $0 == " " }) }
                }
                guard (1...longest).contains(texts.count) else {
                    throw SettingFault(
                        "it has \(texts.count) addresses",
                        advice: "write off, or 1 to \(longest) addresses"
                    )
                }
                var addresses: [HTTPAddress] = []
                for text in texts {
                    guard let address = HTTPAddress(text) else {
                        throw SettingFault("\(SettingText.shown(text)) is no address")
                    }
                    if !addresses.contains(address) { addresses.append(address) }
                }
                return addresses
            },
            write: { addresses in
                addresses.isEmpty ? "off" : SettingText.yaml(addresses.map(\.description).joined(separator: ","))
            }
        )
    }

    /// How many addresses there may be.
    private static var longest: Int { 8 }
}
