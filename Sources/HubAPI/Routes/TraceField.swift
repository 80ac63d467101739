internal import HTTPTypes
internal import HummingbirdCore

/// The header by which a request belongs to a trace that was begun elsewhere (W3C Trace Context).
enum TraceField {
    /// One that is longer is none.
    private static let longest = 512

    /// What it says; whoever makes traces of it knows whether it can be read.
    static func value(of request: Request) -> String? {
        request.headers[.constant("traceparent")].flatMap { $0.utf8.count <= longest ? $0 : nil }
    }
}
