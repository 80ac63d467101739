internal import HTTPTypes

/// What every answer tells browsers: nothing may be loaded, framed or guessed but what is meant.
enum SecurityHeaders {
    /// Only this server's own files, and nothing in line.
    static let contentSecurityPolicy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self'",
        "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    static let all: [(name: String, value: String)] = [
        ("Content-Security-Policy", contentSecurityPolicy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]

    private static let fields = all.map { HTTPField(name: .constant($0.name), value: $0.value) }

    static func add(to headers: inout HTTPFields) {
        for field in fields { headers[field.name] = field.value }
    }
}
