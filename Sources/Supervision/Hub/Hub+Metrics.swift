private import FoundationEssentials
package import HubMetrics
internal import SpeechFrames

/// What is measured of the hub, for who asks.
extension Hub {
    /// How well the hub does its work, and the turns that it is judged by.
    package var health: (health: Health, window: HealthWindow) { measures.health(reading) }

    /// All that is measured, for people and programs.
    package func metrics(includingSessions: Bool = true) -> MetricsSummary {
        measures.summary(reading, includingSessions: includingSessions)
    }

    /// All that is measured, for a scrape.
    package func scrape(_ format: ExpositionFormat) -> String { measures.text(format, reading) }

    /// How it is now.
    private var reading: HubReading {
        let processes = overview.processes
        return change { state, now in
            HubReading(processes: processes, sessions: state.table.statuses(at: now), instant: now, time: .now)
        }
    }

    /// Measures that a turn was refused, where that came of a frame.
    func noteRefusal(of frame: Frame, _ outcome: Frame?) {
        guard case .refused(let refused) = outcome else { return }
        switch frame {
        case .ask, .say: measures.noteRefusal(refused.code)
        default: break
        }
    }
}

extension WallTime {
    /// By the system's clock.
    package static var now: Self { Self(milliseconds: Int(Date().timeIntervalSince1970 * 1_000)) }
}
