import CommandOptions
import Playback

extension Exit {
    /// What a failed output means to a script.
    init(_ error: OutputError) {
        switch error.code {
        case .invalidName: self = .usage
        default: self = .unavailable
        }
    }
}
