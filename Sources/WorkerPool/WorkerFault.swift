/// Why a worker was replaced.
package struct WorkerFault: Error, Sendable, Equatable {
    /// What kind of fault it is; the raw value is the `code` of the `failed` frame when the second try fails too.
    package enum Code: String, Sendable {
        /// It ended in the middle of a phrase.
        case died = "worker_died"
        /// What it answered cannot be right.
        case nonsense = "worker_nonsense"
        /// It took longer than a phrase may.
        case deadline
        /// It cannot be started.
        case unavailable = "worker_unavailable"
    }

    /// What kind of fault it is.
    package var code: Code

    /// What happened and what would help, for people.
    package var message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
