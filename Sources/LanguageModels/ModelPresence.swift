/// Whether a server has a model, so that questions to it make sense.
package enum ModelPresence: Sendable, Equatable {
    case present
    case missing
    /// The server does not tell.
    case unknown
}
