/// One of the values that a bucket counts, and the trace that tells how it came about.
struct Exemplar: Sendable, Equatable {
    /// 32 hexadecimal digits.
    var trace: String
    var value: Double
    /// When it was.
    var time: WallTime

    /// What follows a bucket's number in OpenMetrics.
    var text: String {
        let fraction = String(time.milliseconds % 1_000 + 1_000).dropFirst()
        return " # {trace_id=\"\(trace)\"} \(value) \(time.milliseconds / 1_000).\(fraction)"
    }
}
