/// What several paths of the description have in common.
enum OpenAPIParts {
    static let parameters = #"""
              "Session": {"name": "id", "in": "path", "required": true, "description": "The session's name.", "schema": {"$ref": "#/components/schemas/SessionName"}},
              "Trace": {"name": "traceparent", "in": "header", "description": "The trace that the turn belongs to (W3C Trace Context), where traces are kept.", "schema": {"type": "string", "examples": ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"]}}
        """#

    static let responses = #"""
              "Problem": {
                "description": "It was not done; the detail says what would help. Everywhere: 400, 401 (a token is needed), 403 (wrong Host or Origin, or a file as output), 404, 405, 406, 408, 411, 413, 414, 415, 429, 431, 500 and 503.",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              },
              "Later": {
                "description": "Not now.",
                "headers": {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer", "minimum": 1}}},
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              }
        """#
}
