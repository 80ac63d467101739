import CommandOptions
import Intents
import LanguageModels
import Logging
import Requests
import Settings
import SpeechFrames
import Synchronization
import Tools

/// Makes what answers without the model, from the rules as they are in their files.
final class RequestMaker: Sendable {
    private let transport: CurlTransport
    private let timers: TimerStore?
    private let volume: VolumeDial?
    private let deeds: DeedLog?
    private let logger: Logger
    private let rules = Mutex<RuleSet?>(nil)

    /// Timers are kept where there are `timers`; what was begun is remembered in `deeds`.
    init(
        _ transport: CurlTransport,
        timers: TimerStore? = nil,
        volume: VolumeDial?,
        deeds: DeedLog? = nil,
        _ logger: Logger
    ) {
        self.transport = transport
        self.timers = timers
        self.volume = volume
        self.deeds = deeds
        self.logger = logger
    }

    /// What is done without the model; `nil` where that is not wanted.
    ///
    /// - Throws: ``ProgramFailure`` where the rules cannot be used.
    func make(_ settings: EffectiveSettings) throws(ProgramFailure) -> RequestDesk? {
        try make(try settings.readRules(), settings)
    }

    /// The same with the files read again.
    ///
    /// - Returns: `nil` where the rules are as they were; else what has changed, and what is done by them.
    /// - Throws: ``ProgramFailure`` where the rules cannot be used: the earlier ones hold.
    func remake(_ settings: EffectiveSettings) throws(ProgramFailure) -> (Reloaded.Change, RequestDesk?)? {
        let rules = try settings.readRules()
        if rules == self.rules.withLock({ $0 }) { return nil }
        let desk = try make(rules, settings)
        let name = settings[.rules] ?? "the rules that come with it"
        return (Reloaded.Change(key: Setting.rules.key, old: "as they were", new: "\(name), read again"), desk)
    }

    private func make(_ rules: RuleSet?, _ settings: EffectiveSettings) throws(ProgramFailure) -> RequestDesk? {
        var desk: RequestDesk?
        if let rules { desk = try self.desk(rules, settings) }
        self.rules.withLock { $0 = rules }
        return desk
    }

    private func desk(_ rules: RuleSet, _ settings: EffectiveSettings) throws(ProgramFailure) -> RequestDesk {
        let programs: [any Tool] = rules.tools.map { ProgramTool($0) }
        let logger = logger
        do throws(RuleError) {
            return try RequestDesk(
                rules,
                tools: ToolBox(ShippedTools.all(timers: timers, volume: volume) + programs),
                courier: CommandCourier(rules.deliveries, transport: transport),
                volume: volume,
                deeds: deeds,
                fallbackThreshold: settings[.fallbackEnabled] ? settings[.fallbackThreshold] : nil,
                warn: { logger.warning("\($0)") }
            )
        } catch {
            throw ProgramFailure(.config, error.message)
        }
    }
}
