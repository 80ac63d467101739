import Logging
import Playback
import SpeechFrames

extension Logger {
    /// Tells what a person may have to act on.
    func tell(_ event: PlaybackEvent) {
        switch event {
        case .skipped(let phrase, let failed):
            warning("\(failed.message)", metadata: ["phrase": "\(phrase)", "code": "\(failed.code)"])
        case .refused(let failed), .failed(let failed):
            // Whoever stops listening to a pipe means to.
            let isQuiet = failed.code == OutputError.Code.readerGone.rawValue
            log(
                level: isQuiet ? .info : .warning,
                "\(failed.message)",
                metadata: ["turn": "\(failed.turnID)", "code": "\(failed.code)"]
            )
        case .firstSound(let turn, let at): info("first sound", metadata: ["turn": "\(turn)", "at": "\(at)"])
        case .underrun(let turn, _): info("underrun", metadata: ["turn": "\(turn)"])
        case .sinkLost(let output, let reason):
            warning("\(output) is gone: \(reason); its sound waits until it is back")
        case .sinkRecovered(let output): warning("\(output) is back: the sound goes on where it was")
        default: break
        }
    }
}
