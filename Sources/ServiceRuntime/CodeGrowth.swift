/// Says when the resident pages of code are to be forgotten: the kernel brings neighbours with each page that is used, and code
/// that a turn needs only at its start stays, so they get more than what is in use.
///
/// It is asked at regular looks. What is back at the look after a forgetting is taken for what is in use.
package struct CodeGrowth {
    /// How much more than what is in use may be resident, in bytes: less is not worth the faults that bring the rest back.
    package static let slack = 1 << 20

    /// What was resident at the look after the last forgetting, in bytes; `nil` before that look.
    private var used: Int?
    private var isFirst = true

    /// Of a process whose code was forgotten a moment ago, at the end of its start.
    package init() {}

    /// Whether to forget code now, when `resident` bytes of it are there.
    package mutating func isDue(_ resident: Int) -> Bool {
        guard let used else {
            self.used = resident
            return false
        }
        // The first turns may be under way when the start is over: what they bring in is not what is used later.
        guard isFirst || resident > used + Self.slack else { return false }
        isFirst = false
        self.used = nil
        return true
    }
}
