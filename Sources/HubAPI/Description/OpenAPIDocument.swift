/// The description of all this for programs (OpenAPI 3.1).
enum OpenAPIDocument {
    static let text = "{}"
}
