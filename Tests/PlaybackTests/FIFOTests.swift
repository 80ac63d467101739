import Testing

@testable import Playback

@Suite("First in, first out")
struct FIFOTests {
    private final class Piece: Sendable {}

    private struct Sight {
        weak var piece: Piece?
    }

    @Test("what was taken is let go of at once, while others still wait")
    func letsGo() {
        var queue = FIFO<Piece>()
        for _ in 0..<20 { queue.append(Piece()) }
        let first = Sight(piece: queue.first)
        #expect(first.piece != nil)
        _ = queue.popFirst()
        #expect(first.piece == nil)
        #expect(queue.count == 19)
    }

    @Test("elements come out in the order in which they came, also across the places of those that were taken")
    func order() {
        var queue = FIFO<Int>()
        var taken: [Int] = []
        for number in 0..<500 {
            queue.append(number)
            if number.isMultiple(of: 3) { taken += queue.popFirst().map { [$0] } ?? [] }
        }
        #expect(queue.last == 499)
        #expect(queue.first(where: { $0 > 300 }) == 301)
        while let next = queue.popFirst() { taken.append(next) }
        #expect(taken == Array(0..<500))
        #expect(queue.isEmpty && queue.first == nil && queue.last == nil)
    }
}
