internal import Settings

/// HTTP cannot be served as the settings have it.
package struct HTTPSetupFault: Error, Sendable, Equatable {
    /// What is wrong, and what would help.
    package let message: String

    /// An address can be reached from other machines, and there is no token.
    init(openTo address: HTTPAddress) {
        message =
            "http: \(address) can be reached from other machines, and anybody there could make the hub speak: set "
            + "`http_token_file` (`openssl rand -hex 32 > FILE` makes one), or use 127.0.0.1"
    }
}
