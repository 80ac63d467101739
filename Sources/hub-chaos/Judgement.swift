import CountedSound
import Glibc
import SpeechFrames
import TestSupport

/// What came of one turn: whether every sample was heard, once and in its order, and nothing after its end.
struct Judgement: Sendable {
    let life: SessionLife
    let ledger: Ledger
    let index: Int

    func pass() {
        let turn = life.talker.turn(index)
        note(turn)
        judgeWords(turn)
        judgeSound(turn)
    }

    private var name: String { "\(life.name)-\(index)" }

    private func note(_ turn: HubTurn) {
        ledger.note { counts in
            counts.turns["begun", default: 0] += 1
            switch turn.ending {
            case .finished: counts.turns["finished", default: 0] += 1
            case .interrupted: counts.turns["interrupted", default: 0] += 1
            case .failed where hadNoServer(turn): counts.turns["without a sound server", default: 0] += 1
            case .failed: counts.turns["failed", default: 0] += 1
            case .refused: counts.turns["refused", default: 0] += 1
            case .notTaken: counts.turns["not taken, for the supervisor died", default: 0] += 1
            case nil: break
            }
        }
        switch turn.ending {
        case .failed where hadNoServer(turn): break
        case .failed(let code): ledger.fault(.failed, 1, "\(name): \(code) \(turn.failures)")
        case .refused(let code): ledger.fault(.failed, 1, "\(name): refused, \(code)")
        default: break
        }
        let skipped = turn.failures.filter { $0.phrase != nil }
        ledger.fault(.skipped, skipped.count, "\(name): \(skipped)")
    }

    /// Whether it began while there was no sound server: one that was heard has to wait for it.
    private func hadNoServer(_ turn: HubTurn) -> Bool {
        life.ear == .pulse && turn.ending == .failed("output_unavailable") && turn.progress == nil
    }

    private func judgeWords(_ turn: HubTurn) {
        guard let text = Self.text(of: turn) else { return }
        if case .finished(let heard) = turn.ending {
            if turn.wasFollowedThroughout, turn.text != text {
                ledger.fault(.text, 1, "\(name): \(turn.text.count) of \(text.count) characters")
            }
            if let heard, let phrases = turn.phrases, heard != phrases {
                ledger.fault(.heard, 1, "\(name): \(heard) of \(phrases) phrases are said to be heard")
            }
        }
        if case .interrupted(let heard?) = turn.ending, !text.hasPrefix(heard) {
            ledger.fault(.heard, 1, "\(name): '\(heard)'")
        }
    }

    private func judgeSound(_ turn: HubTurn) {
        guard let path = life.recording(index), case .ask = turn.request else { return }
        let samples = (try? WAVFile(path))?.samples ?? []
        let all = CountedTrack(samples)
        var track = all
        for other in life.announcements(beside: index) {
            guard let tag = Self.tag(of: other) else { continue }
            // It may have the turn's own tag. It is one phrase, and shorter than a story's first one.
            let length = Self.text(of: other)?.unicodeScalars.count
            track = track.without(tag: tag, length: length)
            judge(other, all.only(tag: tag, length: length), tag, path)
        }
        let faults = judge(turn, track, Self.tag(of: turn) ?? track.runs.first?.first.tag ?? 0, path)
        let late = turn.ending == .notTaken ? 0 : life.watch.growthAfterEnd(path) / MemoryLayout<Int16>.stride
        ledger.note { $0.samples += samples.count }
        ledger.fault(.afterInterrupt, late, "\(path): \(turn.ending.map { "\($0)" } ?? "no end")")
        // What is as it should be need not be kept, however long the run is.
        if faults.isEmpty, late == 0 {
            unlink(path)
        } else {
            ledger.note { $0.kept.insert("\(name).wav") }
        }
    }

    /// Judges one turn's part of a recording.
    @discardableResult
    private func judge(_ turn: HubTurn, _ track: CountedTrack, _ tag: UInt8, _ path: String) -> CountedTrack.Faults {
        let isWhole = if case .finished = turn.ending { true } else { false }
        let faults = track.faults(tag: tag, text: isWhole ? Self.text(of: turn)?.unicodeScalars.count : nil)
        let what = "\(path): \(turn.ending.map { "\($0)" } ?? "no end"), \(track.summary)"
        ledger.fault(.lost, faults.lost, what)
        ledger.fault(.repeated, faults.repeated, what)
        ledger.fault(.outOfOrder, faults.outOfOrder, what)
        ledger.fault(.foreign, faults.foreign, what)
        return faults
    }

    /// What the turn is to say.
    private static func text(of turn: HubTurn) -> String? {
        switch turn.request {
        case .ask(let ask): NumberedStory(question: ask.text)?.text
        case .say(let say): say.text
        default: nil
        }
    }

    private static func tag(of turn: HubTurn) -> UInt8? {
        turn.id.map { CountedRecord.tag(session: $0.session, turn: $0.turn) }
    }
}

extension CountedTrack {
    /// The stretches without those that go on where the last one ended, for people.
    fileprivate var summary: String {
        var parts: [String] = []
        var end = 0
        for run in runs {
            if run.start != end, run.start != end + CountedRecord.samplesPerScalar || run.first.index != 0 {
                parts.append("at \(end) comes \(run.start) (phrase \(run.first.phrase), record \(run.first.index))")
            }
            end = run.end
        }
        return parts.joined(separator: ", ") + " ends at \(end), \(strays) strays"
    }
}
