/// Samples that were given to a device and perhaps not heard, by their positions: what a lost device must be given again.
struct SampleBacklog {
    /// The position of the first sample that is kept.
    private(set) var start = 0
    private var samples: [Int16] = []
    private var head = 0

    /// The position after the last sample.
    var end: Int { start + samples.count - head }

    /// What is kept, in order.
    var content: ArraySlice<Int16> { samples[head...] }

    /// The `count` samples from `position` on; all of them must be kept.
    func content(from position: Int, count: Int) -> ArraySlice<Int16> {
        let first = head + position - start
        return samples[first..<first + count]
    }

    mutating func append(_ more: ArraySlice<Int16>) { samples += more }

    /// What lies before `position` was heard.
    mutating func drop(before position: Int) {
        let count = min(max(0, position - start), samples.count - head)
        start += count
        head += count
        if head * 2 >= samples.count {
            samples.removeFirst(head)
            head = 0
        }
    }
}
