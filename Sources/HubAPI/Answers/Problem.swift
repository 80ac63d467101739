internal import HTTPTypes
internal import Hummingbird
private import SpeechFrames

/// Why a request was not done, as problem details (RFC 9457): for programs by its code, for people by a sentence.
struct Problem: Error, Sendable {
    var status: HTTPResponse.Status
    /// In lower case with underscores; `type` is `urn:loquat:` and it.
    var code: String
    /// What is wrong, and what would help.
    var detail: String
    /// `Allow`, `Retry-After` and the like.
    var headers: HTTPFields

    init(_ status: HTTPResponse.Status, _ code: String, _ detail: String, headers: HTTPFields = [:]) {
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = headers
    }

    /// The members in JSON.
    var json: JSONObject {
        JSONObject()
            .adding("type", "urn:loquat:\(code)")
            .adding("title", status.reasonPhrase)
            .adding("status", status.code)
            .adding("detail", detail)
            .adding("code", code)
    }

    /// As it is answered.
    var response: Response {
        var response = Response.json(json.bytes, status: status)
        response.headers[.contentType] = Self.mediaType
        for field in headers { response.headers[field.name] = field.value }
        return response
    }

    static let mediaType = "application/problem+json"
}

extension Problem: HTTPResponseError {
    func response(from request: Request, context: some RequestContext) -> Response { response }
}
