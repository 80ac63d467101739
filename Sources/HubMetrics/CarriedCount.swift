/// What a process counts, carried on when it is started anew and counts from 0 again.
struct CarriedCount: Sendable, Equatable {
    private var before = 0
    private var last = 0

    /// All that was counted.
    var total: Int { before + last }

    /// It says so much now.
    mutating func take(_ count: Int) {
        if count < last { before += last }
        last = count
    }
}
