private import NIOCore
private import NIOPosix

/// What carries the frames of all links.
package enum EventLoops {
    /// Returns when each loop has shown that it turns.
    package static func turn() async {
        for loop in MultiThreadedEventLoopGroup.singleton.makeIterator() { try? await loop.submit {}.get() }
    }
}
