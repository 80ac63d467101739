/// What came lately, by its hash: it is known again without being kept.
struct RecentHashes: Sendable {
    /// How many are remembered; the oldest is forgotten first.
    static let limit = 512

    private var known: Set<Int> = []
    private var order: [Int] = []
    private var oldest = 0

    /// Notes that it came.
    ///
    /// - Returns: whether it had come before.
    mutating func note(_ hash: Int) -> Bool {
        guard known.insert(hash).inserted else { return true }
        guard order.count >= Self.limit else {
            order.append(hash)
            return false
        }
        known.remove(order[oldest])
        order[oldest] = hash
        oldest = (oldest + 1) % Self.limit
        return false
    }
}
