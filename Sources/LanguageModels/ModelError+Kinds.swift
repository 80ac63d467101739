extension ModelError.Code {
    /// Whether the same question to the same server may succeed a moment later.
    package var isTransient: Bool {
        switch self {
        case .connectionRefused, .unreachable, .timedOut, .busy, .serverError, .interruptedAnswer: true
        default: false
        }
    }

    /// Whether it shows that the server is not well, which its next answer would not be either.
    package var isFault: Bool { isTransient || self == .protocolViolation }

    /// Whether it is no fault of the server that was asked, so that another would do no better.
    package var isOurs: Bool {
        switch self {
        case .cancelled, .receiver, .badSetting: true
        default: false
        }
    }
}
