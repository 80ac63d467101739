extension SettingsCatalog.Theme {
    /// Where the hub is seen and driven by HTTP, and by whom.
    static var http: Self {
        Self(
            "HTTP",
            [Setting.http, Setting.httpTokenFile, Setting.httpHosts, Setting.httpConnections, Setting.httpRate]
        )
    }
}

extension Setting where Value == [HTTPAddress] {
    package static var http: Self {
        Self(
            "http",
            .httpAddresses,
            default: [.tcp(host: "127.0.0.1", port: 3_000)],
            """
            Where HTTP is served: `127.0.0.1:3000`, `[::1]:3000`, `unix:/path`, several with commas between them, or off. An \
            address that other machines can reach needs `http_token_file`.
            """,
            for: .hubSupervisor
        )
    }
}

extension Setting where Value == String? {
    package static var httpTokenFile: Self {
        Self(
            "http_token_file",
            .text("path"),
            absence: "the systemd credential `http_token`, else none is asked for",
            "A file with the token that every HTTP request then has to name (`Authorization: Bearer TOKEN`), of 16 to 1,024 characters.",
            for: .hubSupervisor
        )
    }
}

extension Setting where Value == [String] {
    package static var httpHosts: Self {
        Self(
            "http_hosts",
            .list(of: .text("name", maximum: 253), count: 0...32),
            default: [],
            """
            Names by which the hub may be addressed in a URL, beside `localhost` and the addresses that it serves at: hub.lan, \
            for example. A page under another name is refused.
            """,
            for: .hubSupervisor
        )
    }
}

extension Setting where Value == Int {
    package static var httpConnections: Self {
        Self(
            "http_connections",
            .integer(8...65_536),
            default: 2_048,
            "How many HTTP connections there may be at once; a further one is told to come again.",
            for: .hubSupervisor
        )
    }

    package static var httpRate: Self {
        Self(
            "http_rate",
            .integer(0...100_000),
            default: 1_000,
            "How many HTTP requests and messages a second one peer may send in the long run, twice as many at once; 0: no limit.",
            for: .hubSupervisor
        )
    }
}
