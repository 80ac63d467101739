/// A tool that the model wants run.
package struct ToolRequest: Sendable, Equatable {
    /// What the server calls this request; `nil` where it has no name for it.
    package var id: String?

    /// The tool's name, as the question gave it.
    package var name: String

    /// The arguments as the text of a JSON object. A model writes it: it may be no JSON at all.
    package var arguments: String

    package init(id: String? = nil, name: String, arguments: String) {
        self.id = id
        self.name = name
        self.arguments = arguments
    }
}
