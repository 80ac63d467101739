import CommandOptions
import LanguageModels

extension Exit {
    /// What a model's failure means to a script.
    init(_ code: ModelError.Code) {
        switch code {
        case .badSetting: self = .config
        case .unauthorized: self = .noPermission
        case .badRequest, .protocolViolation: self = .dataError
        case .interruptedAnswer: self = .ioError
        default: self = .unavailable
        }
    }
}
