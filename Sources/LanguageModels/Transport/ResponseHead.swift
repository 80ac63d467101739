/// What a response says of itself before its body.
struct ResponseHead: Sendable, Equatable {
    /// The status code.
    var status: Int

    /// How long the server asks to be left alone; `nil` where it does not.
    var retryAfter: Duration?

    init(status: Int, retryAfter: Duration? = nil) {
        self.status = status
        self.retryAfter = retryAfter
    }
}
