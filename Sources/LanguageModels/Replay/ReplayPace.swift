/// How fast a replay writes. The instants are counted from the start, so that no delay adds up.
package struct ReplayPace: Sendable, Equatable {
    /// Without a wait.
    package static let unlimited = ReplayPace()

    private let interval: Duration
    private let firstTokenDelay: Duration

    /// - Parameters:
    ///   - rate: tokens a second, more than 0; `nil` is without limit.
    ///   - firstTokenDelay: from the question to the first token, 0 or more.
    /// - Throws: `badSetting` for a value out of its range.
    package init(rate: Double?, firstTokenDelay: Duration = .zero) throws(ModelError) {
        if let rate {
            guard rate >= Self.slowest, rate <= Self.fastest else {
                throw ModelError(
                    code: .badSetting,
                    message: "a replay of \(rate) tokens a second is not possible: give 0.001 to 1000000, or no rate"
                )
            }
            interval = .seconds(1 / rate)
        } else {
            interval = .zero
        }
        guard firstTokenDelay >= .zero else {
            throw ModelError(code: .badSetting, message: "the first token's delay must not be negative")
        }
        self.firstTokenDelay = firstTokenDelay
    }

    private init() {
        interval = .zero
        firstTokenDelay = .zero
    }

    private static let slowest = 0.001
    private static let fastest = 1_000_000.0

    /// When token `index` (from 0) is due after the question; `nil` if it need not wait.
    func delay(ofToken index: Int) -> Duration? {
        let delay = firstTokenDelay + interval * index
        return delay > .zero ? delay : nil
    }
}
