import CommandOptions
import Logging
import ServiceRuntime
import Settings
import Supervision
import TalkStorage
import Tools

extension EffectiveSettings {
    /// Who keeps the talk on the disk, where that is wanted.
    ///
    /// - Throws: ``ProgramFailure`` where the file cannot be used as it is: a person has to see to it.
    func talkKeeper(_ logger: Logger) throws(ProgramFailure) -> TalkKeeperProcess? {
        let path: String
        switch self[.persist] {
        case .off: return nil
        case .usual: path = (StateDirectory.path(EnvironmentVariable.value) ?? "/var/lib/loquat") + "/talk.sqlite"
        case .file(let file): path = file
        }
        do throws(TalkFile.Refusal) {
            try TalkFile(path: path).check()
        } catch {
            throw ProgramFailure(.noPermission, "persist: \(error.message)")
        }
        return TalkKeeperProcess(
            program: SiblingProgram.path(of: TalkKeeperProcess.name),
            arguments: [path],
            archive: TalkArchive(logger: logger),
            logger: logger
        )
    }
}
