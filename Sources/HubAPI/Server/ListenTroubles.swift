internal import Settings
private import Synchronization

/// Where HTTP could not be served yet; it is tried again.
final class ListenTroubles: Sendable {
    private let reasons = Mutex<[HTTPAddress: String]>([:])

    /// What is wrong, for people.
    var sentences: [String] {
        reasons.withLock { $0.map { Self.sentence($0.key, $0.value) }.sorted() }
    }

    /// Notes why an address cannot be had.
    ///
    /// - Returns: what is wrong, for people, where that is new.
    func note(_ address: HTTPAddress, _ reason: String) -> String? {
        let isNew = reasons.withLock { $0.updateValue(reason, forKey: address) == nil }
        return isNew ? Self.sentence(address, reason) : nil
    }

    /// It is served there.
    func clear(_ address: HTTPAddress) { reasons.withLock { $0[address] = nil } }

    private static func sentence(_ address: HTTPAddress, _ reason: String) -> String {
        "HTTP is not served at \(address): \(reason)"
    }
}
