/// What a recording of ``CountedRecord``s holds, and whether that is the turn's text, each sample of it once.
///
/// Every record has a place: that of its scalar in the turn's visible text, times ``CountedRecord/samplesPerScalar``. A turn
/// that was heard as it should be is one way up through the places; only the spaces between phrases are left out.
package struct CountedTrack: Sendable, Equatable {
    /// Records that follow each other.
    package struct Run: Sendable, Equatable {
        /// Its first record.
        package var first: CountedRecord

        /// How many records.
        package var records: Int

        /// The place of its first sample.
        package var start: Int { place(of: first) }

        /// The place behind its last sample.
        package var end: Int { start + records * CountedRecord.length }

        private func place(of record: CountedRecord) -> Int {
            Int(record.source) * CountedRecord.samplesPerScalar + Int(record.index) * CountedRecord.length
        }
    }

    /// What is wrong; all zero in a good recording.
    package struct Faults: Sendable, Equatable {
        /// Places that were left out, in samples.
        package var lost = 0
        /// Samples whose place was heard before.
        package var repeated = 0
        /// Stretches that came after later ones.
        package var outOfOrder = 0
        /// Samples of another turn, or of none.
        package var foreign = 0

        package init() {}

        /// Whether nothing is wrong.
        package var isEmpty: Bool { self == Faults() }

        /// Whether nothing is wrong but what comes of a sound server's death, `deaths` times: what of its last `slack` samples it has
        /// played nobody knows, so as many may be missing or come again, and where that happens a record is cut.
        package func isExplained(byDeaths deaths: Int, slack: Int) -> Bool {
            lost <= deaths * slack && repeated <= deaths * slack && outOfOrder <= deaths
                && foreign <= deaths * 2 * (CountedRecord.length - 1)
        }
    }

    /// The recording's stretches, in their order.
    package private(set) var runs: [Run] = []

    /// Samples that are no records.
    package private(set) var strays = 0

    /// Those of them that are silence.
    package private(set) var silence = 0

    package init(_ samples: [Int16]) {
        var position = 0
        while let record = CountedRecord(samples[position...]) {
            if let last = runs.last, Self.follows(record, last) {
                runs[runs.count - 1].records += 1
            } else if Self.isSound(record), Self.isBacked(record, by: samples[(position + CountedRecord.length)...]) {
                runs.append(Run(first: record, records: 1))
            } else {
                strays += 1
                silence += samples[position] == 0 ? 1 : 0
                position += 1
                continue
            }
            position += CountedRecord.length
        }
        strays += samples.count - position
        silence += samples[position...].count { $0 == 0 }
    }

    /// The phrases that were begun.
    package var phrases: Int { runs.count { $0.first.index == 0 } }

    /// What belongs to one turn alone. With `length`, in scalars, it is a turn of one phrase that is so long: two turns may have the
    /// same tag.
    package func only(tag: UInt8, length: Int? = nil) -> CountedTrack {
        var part = self
        part.runs.removeAll { !Self.isOf(tag, length, $0) }
        part.strays = 0
        part.silence = 0
        return part
    }

    /// The same without what belongs to one turn.
    package func without(tag: UInt8, length: Int? = nil) -> CountedTrack {
        var rest = self
        rest.runs.removeAll { Self.isOf(tag, length, $0) }
        return rest
    }

    private static func isOf(_ tag: UInt8, _ length: Int?, _ run: Run) -> Bool {
        guard run.first.tag == tag else { return false }
        return length.map { run.first.source == 0 && Int(run.first.count) == $0 * CountedRecord.recordsPerScalar }
            ?? true
    }

    /// Looks for what a turn's recording should not hold.
    ///
    /// - Parameters:
    ///   - tag: the turn's.
    ///   - text: the length of the turn's visible text in scalars, where all of it should be heard; `nil` where the turn
    ///     was cut off.
    /// - Returns: the faults, none where all is well.
    package func faults(tag: UInt8, text: Int?) -> Faults {
        var faults = Faults()
        faults.foreign = strays
        var heard = 0
        for run in runs {
            guard run.first.tag == tag else {
                faults.foreign += run.records * CountedRecord.length
                continue
            }
            let gap = run.start - heard
            // Between phrases one space is not said.
            let isSpace = gap == CountedRecord.samplesPerScalar && run.first.index == 0 && heard > 0
            if gap > 0, !isSpace {
                faults.lost += gap
            }
            if gap < 0 {
                faults.outOfOrder += run.end <= heard ? 0 : 1
                faults.repeated += min(run.end, heard) - run.start
            }
            heard = max(heard, run.end)
        }
        if let text, heard < text * CountedRecord.samplesPerScalar {
            faults.lost += text * CountedRecord.samplesPerScalar - heard
        }
        return faults
    }

    private static func follows(_ record: CountedRecord, _ run: Run) -> Bool {
        var expected = run.first
        let index = Int(expected.index) + run.records
        guard index < Int(expected.count) else { return false }
        expected.index = UInt16(index)
        return record == expected
    }

    /// Whether what comes next goes on with the record: one alone may be four other samples that look like it.
    private static func isBacked(_ record: CountedRecord, by rest: ArraySlice<Int16>) -> Bool {
        guard let next = CountedRecord(rest) else { return true }
        return follows(next, Run(first: record, records: 1)) || Int(record.index) + 1 == Int(record.count)
    }

    private static func isSound(_ record: CountedRecord) -> Bool {
        record.index < record.count && Int(record.count) % CountedRecord.recordsPerScalar == 0
    }
}
