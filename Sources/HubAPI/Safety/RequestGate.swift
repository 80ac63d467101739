internal import HTTPTypes
private import Supervision
private import Synchronization

/// Lets requests and messages in, or says why not: the rules first, then how often the peer comes.
final class RequestGate: Sendable {
    let limits: HTTPLimits
    private let rules: AccessRules
    /// `nil`: no limit. The lock is around the optional, for one within an optional may be moved while it is held.
    private let rates: Mutex<TurnRateLimiter<String, ContinuousClock.Instant>?>

    init(rules: AccessRules, limits: HTTPLimits) {
        self.rules = rules
        self.limits = limits
        rates = Mutex(TurnRate(perSecond: limits.rate).map { TurnRateLimiter($0) })
    }

    /// Why the request is not let in; `nil`: it is.
    func refusal(of head: HTTPRequest, from peer: HTTPPeer, opensWebSocket: Bool = false) -> Problem? {
        if let problem = refusal(ofOneMoreFrom: peer) { return problem }
        if head.path?.utf8.count ?? 0 > limits.target {
            return Problem(.uriTooLong, "target_too_long", "a request's target may have \(limits.target) bytes")
        }
        return rules.refusal(of: head, opensWebSocket: opensWebSocket)
    }

    /// Why the peer may not send one request or message more just now; `nil`: it may.
    func refusal(ofOneMoreFrom peer: HTTPPeer) -> Problem? {
        guard let wait = rates.withLock({ $0?.admit(peer.name, at: .now) }) else { return nil }
        return .tooOften("this peer sends more than \(limits.rate) requests a second", wait: wait)
    }
}

extension Problem {
    /// Something may be done again after `wait`.
    static func tooOften(_ reason: String, wait: Duration) -> Problem {
        let seconds = max(1, Int((wait / .seconds(1)).rounded(.up)))
        return Problem(
            .tooManyRequests,
            "too_often",
            "\(reason): try again in \(seconds) s",
            headers: [.retryAfter: "\(seconds)"]
        )
    }
}
