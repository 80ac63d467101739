/// The scalars that wait for their phrase's end. An index counts from the turn's first scalar and stays valid.
///
/// Invariant: neither the first nor two neighbouring entries are white space.
struct HeldText: Sendable {
    struct Entry: Sendable {
        var scalar: Unicode.Scalar
        var kind: ScalarClass
        /// Where it stands in the visible text, with the marks that close behind it.
        var source: Range<Int>
        /// When it came.
        var arrived: Duration
        /// Turned out to be a mark.
        var isSilent = false
    }

    /// Each entry that was written, moved or read: what a test of linear time counts.
    private(set) var steps = 0
    private(set) var startIndex = 0
    private var entries: [Entry] = []

    var endIndex: Int { startIndex + entries.count }
    var isEmpty: Bool { entries.isEmpty }
    var last: Entry? { entries.last }

    subscript(index: Int) -> Entry { entries[index - startIndex] }

    /// Whether `index` is still held.
    func holds(_ index: Int) -> Bool { index >= startIndex && index < endIndex }

    mutating func append(_ entry: Entry) {
        steps += 1
        entries.append(entry)
    }

    /// Removes what stands before `index`, and the space at it.
    mutating func drop(before index: Int) {
        var count = index - startIndex
        if count < entries.count, entries[count].kind == .space {
            count += 1
        }
        entries.removeFirst(count)
        startIndex += count
        steps += entries.count + 1
    }

    /// Makes marks of what stands in `source`, as far as it is still held.
    mutating func silence(_ source: Range<Int>) {
        var index = entries.count
        while index > 0, entries[index - 1].source.lowerBound >= source.upperBound {
            index -= 1
            steps += 1
        }
        while index > 0, entries[index - 1].source.lowerBound >= source.lowerBound {
            index -= 1
            steps += 1
            entries[index].isSilent = true
        }
    }

    /// Lets the last entry's source reach to `end`.
    mutating func extendLast(to end: Int) {
        guard let last = entries.last, last.source.upperBound < end else { return }
        entries[entries.count - 1].source = last.source.lowerBound..<end
    }

    /// The first index from `index` on of something to say.
    mutating func firstSpeakable(from index: Int) -> Int? {
        (max(index, startIndex)..<endIndex).first { index in
            steps += 1
            return self[index].kind.isSpeakable && !self[index].isSilent
        }
    }

    /// The scalars of `range` that are not marks.
    func scalars(_ range: Range<Int>) -> [Unicode.Scalar] {
        range.clamped(to: startIndex..<endIndex).compactMap { self[$0].isSilent ? nil : self[$0].scalar }
    }

    /// What is said before `end`, and where it stands; nil when there is nothing to say.
    mutating func phrase(before end: Int) -> (text: String, source: Range<Int>)? {
        steps += end - startIndex
        var text = String.UnicodeScalarView()
        var source: Range<Int>?
        var isSpeakable = false
        var space = false
        for entry in entries[..<(end - startIndex)] where !entry.isSilent {
            if entry.kind == .space {
                space = source != nil
                continue
            }
            if space {
                text.append(" ")
                space = false
            }
            text.append(entry.scalar)
            isSpeakable = isSpeakable || entry.kind.isSpeakable
            source = (source?.lowerBound ?? entry.source.lowerBound)..<entry.source.upperBound
        }
        guard isSpeakable, let source else { return nil }
        return (String(text), source)
    }
}
