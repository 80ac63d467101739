import CommandOptions
import FrameTransport
import Intents
import LanguageModels
import Logging
import Requests
import Settings
import Tools
import TurnStreaming

extension EffectiveSettings {
    /// What the model may have done, of all that can be done.
    func modelTools(of requests: RequestDesk?) -> ToolBox {
        guard self[.modelTools], let requests else { return ToolBox() }
        return ToolBox(requests.tools.tools.filter(\.isForModels))
    }

    /// The shipped rules, and the user's over them; `nil` where nothing is to be done by rules.
    ///
    /// - Throws: `config` where the user's cannot be used; the message says where.
    func readRules() throws(ProgramFailure) -> RuleSet? {
        guard self[.fastAnswers] else { return nil }
        do throws(RuleFileError) {
            let shipped = try ShippedRules.read()
            guard let path = self[.rules] else { return shipped }
            return try RuleFile.read(file: path, over: shipped)
        } catch {
            throw ProgramFailure(.config, error.message)
        }
    }

    /// How loud the hub speaks, as it was left; `nil` where that is not known, which is said.
    func makeVolume(_ logger: Logger) -> VolumeDial? {
        do throws(ToolError) {
            return try VolumeDial(directory: StateDirectory.path(EnvironmentVariable.value))
        } catch {
            logger.warning("the volume cannot be kept: \(error.message)")
            return nil
        }
    }

    /// The timers of the hub; `nil` where there is no place for them, which is said.
    func makeTimers(_ runtime: RuntimeDirectory, _ logger: Logger) -> TimerKeeper? {
        guard self[.fastAnswers] else { return nil }
        guard let directory = StateDirectory.path(EnvironmentVariable.value) else {
            logger.debug("no timers can be kept: neither STATE_DIRECTORY, XDG_STATE_HOME nor HOME is set")
            return nil
        }
        do throws(ToolError) {
            return try TimerKeeper(
                directory: directory,
                announcingBy: runtime,
                version: LoquatVersion.current,
                logger: logger
            )
        } catch {
            logger.warning("no timers can be kept: \(error.message)")
            return nil
        }
    }
}
