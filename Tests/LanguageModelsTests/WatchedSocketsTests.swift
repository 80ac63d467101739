import Testing

@testable import LanguageModels

@Suite struct WatchedSocketsTests {
    private var sockets = WatchedSockets()

    @Test("a socket keeps its key until it is forgotten")
    mutating func key() {
        let first = sockets.watch(7)
        #expect(first.isNew)
        let again = sockets.watch(7)
        #expect(!again.isNew && again.key == first.key)
        #expect(sockets.socket(of: first.key) == 7)
    }

    @Test("what was seen at a socket that is gone is not told of the next one with its number")
    mutating func reuse() {
        let first = sockets.watch(7)
        sockets.forget(7)
        #expect(sockets.socket(of: first.key) == nil)
        let second = sockets.watch(7)
        #expect(second.isNew)
        #expect(sockets.socket(of: first.key) == nil && sockets.socket(of: second.key) == 7)
    }

    @Test("a socket that was never watched may be forgotten")
    mutating func unknown() {
        sockets.forget(3)
        let (_, isNew) = sockets.watch(3)
        #expect(isNew)
    }

    @Test("no key is 0, which is another's")
    mutating func zero() {
        let (key, _) = sockets.watch(0)
        #expect(key != 0)
    }
}
