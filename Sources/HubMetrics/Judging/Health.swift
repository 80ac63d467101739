/// How well the hub does its work, in one word, and why.
package struct Health: Sendable, Equatable {
    /// The word.
    package enum Level: String, Sendable, Encodable, CaseIterable {
        case healthy, warning, critical
        /// There is too little to judge by.
        case unknown
        /// Nothing is measured.
        case disabled
    }

    package var level: Level
    /// Sentences for people, the worst first.
    package var reasons: [String]

    package init(_ level: Level, _ reasons: [String]) {
        self.level = level
        self.reasons = reasons
    }
}

/// The turns that health is judged by.
package struct HealthWindow: Sendable, Equatable {
    package var turns: Int
    /// How many of them count as errors.
    package var failed: Int
    /// What half of the people waited at most, as ``TurnReport/latency``; `nil` where nothing came in any.
    package var latency: Duration?

    /// What these turns come to.
    package init(_ reports: [TurnReport]) {
        turns = reports.count
        failed = reports.count { $0.isError }
        let latencies = reports.compactMap(\.latency).sorted()
        latency = latencies.isEmpty ? nil : latencies[(latencies.count - 1) / 2]
    }

    /// From 0 to 1; 0 where there was no turn.
    package var errorRate: Double { turns > 0 ? Double(failed) / Double(turns) : 0 }
}

extension HealthWindow: Encodable {
    private enum CodingKeys: String, CodingKey {
        case turns, failed
        case errorRate = "error_rate"
        case latency = "latency_ms"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(turns, forKey: .turns)
        try container.encode(failed, forKey: .failed)
        try container.encode(errorRate.rounded(toPlaces: 3), forKey: .errorRate)
        try container.encodeIfPresent(latency?.roundedMilliseconds, forKey: .latency)
    }
}
