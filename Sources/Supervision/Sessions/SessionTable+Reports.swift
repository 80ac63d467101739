package import HubMetrics
internal import SpeechFrames

/// What is told of turns that have ended, to whoever measures.
extension SessionTable {
    /// The turns that have ended since this was asked last; it is `time` by the calendar now.
    package mutating func takeReports(at now: ContinuousClock.Instant, _ time: WallTime) -> [TurnReport] {
        defer { reports = [] }
        return reports.map { report, accepted in
            var report = report
            report.start = time - accepted.duration(to: now)
            return report
        }
    }

    /// Whether any has ended since.
    package var hasReports: Bool { !reports.isEmpty }

    /// A turn has ended in `state`. What nobody has asked for, or what only stopped others, is none that tells how the hub does; nor
    /// is one that an earlier supervisor began, of which nothing was left.
    mutating func report(
        _ turn: TurnRecord,
        _ state: SessionStatus.State,
        _ reason: String?,
        _ heard: Interrupted?,
        at now: ContinuousClock.Instant
    ) {
        guard isMeasured, let ask = turn.ask, turn.isFiller != true, turn.isStop != true else { return }
        var report = TurnReport(
            session: turn.session,
            turn: turn.turn,
            kind: ask.say == true ? .say : .ask,
            outcome: state == .finished ? .finished : state == .interrupted ? .interrupted : .failed,
            reason: reason,
            start: WallTime(milliseconds: 0),
            duration: turn.started.duration(to: now)
        )
        report.arm = ask.arm
        report.model = ask.model
        report.voice = ask.voice
        report.parent = ask.trace
        report.failedStage = turn.failure?.stage
        if case .stopping(_, let interrupt) = turn.phase { report.interrupt = interrupt.rawValue }
        turn.fill(&report)
        let sound = turn.finished?.sound ?? heard?.sound
        report.chunks = sound?.chunks ?? 0
        report.underruns = sound?.underruns ?? 0
        report.longestGap = sound?.gapMilliseconds.map { .milliseconds($0) }
        report.silence = heard?.silenceMilliseconds.map { .milliseconds($0) }
        report.stages = turn.stageTimes(sound)
        reports.append((report, turn.accepted))
    }
}

extension TurnRecord {
    /// Its latencies and counts.
    fileprivate func fill(_ report: inout TurnReport) {
        // How long it had to wait for another turn says nothing of the hub.
        let waited = accepted.duration(to: started)
        report.waited = waited
        report.firstSound = firstSound.map { max(.zero, $0 - waited) }
        if report.kind == .ask {
            report.firstToken = firstToken.map { max(.zero, $0 - waited) }
            report.firstPhrase = firstPhrase
        }
        if let firstToken, let ended = measures.textEnded {
            report.writing = max(.zero, accepted.duration(to: ended) - firstToken)
        }
        report.tokens = measures.tokens
        report.phrases = measures.phrases ?? phrase.map { $0 + 1 } ?? 0
        report.failedPhrases = measures.failedPhrases
        report.latePhrases = measures.latePhrases
        report.fallbacks = measures.fallbacks
        report.cacheHits = measures.isCached ? 1 : 0
        report.bufferOverflows = isTextWhole ? 0 : 1
    }

    /// When the stages worked on it.
    fileprivate func stageTimes(_ sound: SoundMeasures?) -> StageTimes {
        var times = StageTimes()
        times.isAsked = measures.isAsked || firstToken != nil
        times.firstPhrase = firstPhrase ?? measures.phraseCame.map { started.duration(to: $0) }
        times.textEnd = measures.textEnded.map { max(.zero, started.duration(to: $0)) }
        times.firstSoundMade = sound?.firstMilliseconds.map { .milliseconds($0) }
        times.lastSoundMade = sound?.lastMilliseconds.map { .milliseconds($0) }
        return times
    }
}
