/// First in, first out, with both ends in constant time on average. What was taken is let go of at once.
struct FIFO<Element> {
    /// `nil` where an element was taken.
    private var elements: [Element?] = []
    private var head = 0

    var isEmpty: Bool { head == elements.count }

    var count: Int { elements.count - head }

    var last: Element? { elements.last ?? nil }

    var first: Element? {
        get { isEmpty ? nil : elements[head] }
        set { if let newValue, !isEmpty { elements[head] = newValue } }
    }

    /// The first of those that are like that.
    func first(where isWanted: (Element) -> Bool) -> Element? {
        elements[head...].lazy.compactMap(\.self).first(where: isWanted)
    }

    mutating func append(_ element: Element) { elements.append(element) }

    mutating func popFirst() -> Element? {
        guard !isEmpty else { return nil }
        let element = elements[head].take()
        head += 1
        if isEmpty {
            elements.removeAll(keepingCapacity: elements.capacity <= 64)
            head = 0
        } else if head >= 32, head * 2 >= elements.count {
            elements.removeFirst(head)
            head = 0
        }
        return element
    }

    mutating func removeAll() { self = FIFO() }
}
