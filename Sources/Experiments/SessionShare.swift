/// Where a session falls among all sessions, for one question about them: always the same place, whatever process or machine
/// asks, and for another question one that has nothing to do with it.
///
/// It is SipHash-2-4 with the key of the bytes 0 to 15, of the question's name, a zero byte and the session's id, all in UTF-8,
/// modulo 10,000.
package enum SessionShare {
    /// How many places there are.
    package static let places = 10_000

    /// The session's place, from 0.
    package static func place(of session: String, for question: String) -> Int {
        let bytes = Array(question.utf8) + [0] + Array(session.utf8)
        let hash = SipHash.hash(bytes, 0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908)
        return Int(hash % UInt64(places))
    }
}
