/// Brings one turn's samples to the sink's rate, and knows at which of the samples that come out each of them will be.
/// Samples that have the sink's rate pass untouched.
struct RateConverter {
    /// In Hz.
    let sinkRate: Int

    /// How many samples came out so far.
    private(set) var end = 0

    /// How many had come out when the resampler began.
    private var anchor = 0
    private var resampler: Resampler?

    init(sinkRate: Int) {
        self.sinkRate = sinkRate
    }

    /// The position of the next sample that is taken.
    var position: Int { resampler.map { anchor + $0.outputLength(of: $0.taken) } ?? end }

    /// What comes next has `rate`; the rest of what came before.
    ///
    /// - Throws: ``OutputError`` when there is no resampler to be had.
    mutating func turn(to rate: Int) throws(OutputError) -> [Int16] {
        if resampler?.inputRate ?? sinkRate == rate { return [] }
        let rest = finish()
        resampler = rate == sinkRate ? nil : try Resampler(from: rate, to: sinkRate)
        return rest
    }

    /// Takes samples of the rate that was last turned to; what is ready.
    mutating func convert(_ samples: ArraySlice<Int16>) -> ArraySlice<Int16> {
        let output = resampler?.process(samples)[...] ?? samples
        end += output.count
        return output
    }

    /// What the filter still holds back; after it the samples stand on their own.
    mutating func finish() -> [Int16] {
        guard let resampler, resampler.taken > 0 else { return [] }
        let rest = resampler.finish()
        end += rest.count
        anchor = end
        return rest
    }
}
