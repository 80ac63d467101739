/// Which sockets are watched, and under which key, so that an event about one that is gone is not taken for one about
/// the next that got its number. Pure.
struct WatchedSockets {
    /// What the kernel gives back with an event: the socket's number and the count of the watch.
    typealias Key = UInt64

    private var keys: [Int32: Key] = [:]
    private var watches: UInt32 = 0

    /// - Returns: the socket's key, and whether its watch begins here.
    mutating func watch(_ socket: Int32) -> (key: Key, isNew: Bool) {
        if let key = keys[socket] { return (key, false) }
        watches &+= 1
        let key = Key(watches) << 32 | Key(UInt32(bitPattern: socket))
        keys[socket] = key
        return (key, true)
    }

    /// Its key is known no more.
    mutating func forget(_ socket: Int32) {
        keys[socket] = nil
    }

    /// The socket that an event is about; `nil` once that watch has ended.
    func socket(of key: Key) -> Int32? {
        let socket = Int32(truncatingIfNeeded: key)
        return keys[socket] == key ? socket : nil
    }
}
