/// One request to a model server.
struct HTTPRequest: Sendable {
    var url: String

    /// Whole header lines, `Name: value`.
    var headers: [String] = []

    /// `nil`: POST where there is a body, else GET.
    var method: String?

    /// What is posted; `nil` makes it a GET.
    var body: [UInt8]?

    var timeouts = ModelTimeouts()

    /// Leaves aside what the environment (`http_proxy`, `no_proxy` …) says about proxies.
    var avoidsProxies = false
}
