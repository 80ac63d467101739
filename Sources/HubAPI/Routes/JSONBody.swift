internal import HTTPTypes
internal import HummingbirdCore
private import NIOCore

/// A request's body that is JSON.
enum JSONBody {
    /// - Throws: ``Problem`` where it is of another kind, or empty where it may not be.
    static func bytes(of request: Request, mayBeEmpty: Bool = false) async throws -> [UInt8] {
        var body: [UInt8] = []
        for try await piece in request.body { body += piece.readableBytesView }
        if body.isEmpty {
            guard !mayBeEmpty else { return [] }
            throw Problem(.badRequest, "body_needed", "the body is empty: send an object of JSON, with `text` at least")
        }
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace }
        guard type == "application/json" else {
            let detail = "a body has to be JSON, and say so: `Content-Type: application/json`"
            throw Problem(.unsupportedMediaType, "wrong_media_type", detail)
        }
        return body
    }
}
