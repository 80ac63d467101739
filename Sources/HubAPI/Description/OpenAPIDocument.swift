/// The description of all this for programs (OpenAPI 3.1).
enum OpenAPIDocument {
    /// The whole document.
    static let text = """
        {
          "openapi": "3.1.0",
          "info": {
            "title": "Loquat",
            "version": "1",
            "summary": "Sees and drives a hub that speaks a language model's answers.",
            "description": "JSON in snake_case, times as in RFC 3339 in UTC, durations in milliseconds (`_ms`). Positions in texts \
        count Unicode scalars. Errors are problem details (RFC 9457). What is said under `x-events` comes over `events` and `ws`."
          },
          "servers": [{"url": "/"}],
          "security": [{}, {"token": []}],
          "tags": [{"name": "health"}, {"name": "sessions"}, {"name": "events"}, {"name": "metrics"}],
          "paths": {
        \(paths)
          },
          "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "parameters": {
        \(OpenAPIParts.parameters)
            },
            "responses": {
        \(OpenAPIParts.responses)
            },
            "schemas": {
        \(OpenAPISchemas.text)
            }
          }
        }
        """

    private static let paths = [
        OpenAPIPaths.health, OpenAPIPaths.metrics, OpenAPIPaths.sessions, OpenAPIPaths.session, OpenAPIPaths.events,
    ].joined(separator: ",\n")
}
