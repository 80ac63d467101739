internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore

/// What is served where.
struct RouteTable: Sendable {
    typealias Handler = @Sendable (Request, APIContext) async throws -> Response

    private struct Route: Sendable {
        let path: String
        let method: HTTPRequest.Method
        let handler: Handler
    }

    private var routes: [Route] = []

    mutating func add(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler) {
        routes.append(Route(path: path, method: method, handler: handler))
    }

    /// All as `GET /path`, with `{name}` for what varies.
    var names: [String] { routes.map { "\($0.method) \($0.path)" } }

    /// What may be done at a path; empty: there is no such path.
    func methods(at path: Substring) -> [HTTPRequest.Method] {
        let methods = routes.filter { Self.matches(path, $0.path) }.map(\.method)
        guard !methods.isEmpty else { return [] }
        return (methods.contains(.get) ? [.get, .head] : []) + methods.filter { $0 != .get } + [.options]
    }

    /// What answers requests by it.
    var responder: RouterResponder<APIContext> {
        let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: Faults(table: self))
        for route in routes {
            router.on(RouterPath(route.path), method: route.method) { try await route.handler($0, $1) }
        }
        return router.buildResponder()
    }

    private static func matches(_ path: Substring, _ template: String) -> Bool {
        let (parts, wanted) = (path.split(separator: "/"), template.split(separator: "/"))
        return parts.count == wanted.count && zip(parts, wanted).allSatisfy { $0 == $1 || $1.hasPrefix("{") }
    }
}

/// Says of what is not served what is.
private struct Faults: RouterMiddleware {
    let table: RouteTable

    @concurrent
    func handle(
        _ request: Request,
        context: APIContext,
        next: @concurrent (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            return try answer(request)
        }
    }

    private func answer(_ request: Request) throws(Problem) -> Response {
        let methods = table.methods(at: request.uri.path[...])
        guard !methods.isEmpty else {
            let detail = "there is nothing at this path: `GET /api/streaming/openapi.json` describes what there is"
            throw Problem(.notFound, "not_found", detail)
        }
        let list = methods.map(\.rawValue).joined(separator: ", ")
        if request.method == .options { return Response(status: .noContent, headers: [.allow: list]) }
        let detail = "this path takes \(list), not \(request.method.rawValue.prefix(20))"
        throw Problem(.methodNotAllowed, "method_not_allowed", detail, headers: [.allow: list])
    }
}
