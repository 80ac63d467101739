import ArgumentParser
import Logging
import ServiceRuntime
import Settings
import Supervision

/// How much may be asked, and what is written down of it.
struct SafetyOptions: ParsableArguments {
    @Option(.sessionRate)
    var sessionRate: GivenFlag?

    @Option(.personRate)
    var personRate: GivenFlag?

    @Option(.auditLog)
    var auditLog: GivenFlag?

    @Option(.logContent)
    var logContent: GivenFlag?
}

extension EffectiveSettings {
    /// Who may begin turns how often.
    var admission: Admission {
        Admission(session: TurnRate(perMinute: self[.sessionRate]), person: TurnRate(perMinute: self[.personRate]))
    }

    /// The audit log, where one is kept.
    func audit(_ logger: Logger) -> AuditLog? {
        self[.auditLog].map { AuditLog(path: $0, holdsText: self[.logContent], logger: logger) }
    }
}
