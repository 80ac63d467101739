package import ArgumentParser
private import Glibc

/// A setting that the environment may give: a flag goes before it, a default comes after it.
package enum EnvironmentSetting {
    /// The value of variable `name`; `nil` where it is not set or empty.
    package static func value(of name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// The flag's value, else the variable's, else the default.
    ///
    /// - Throws: ``ProgramFailure`` with the exit code `config` where the variable's value is none, saying what would do.
    package static func resolve<Value: ExpressibleByArgument>(
        _ flag: Value?,
        _ name: String,
        _ expected: String,
        default defaultValue: Value
    ) throws -> Value {
        if let flag { return flag }
        guard let text = value(of: name) else { return defaultValue }
        guard let value = Value(argument: text) else {
            throw ProgramFailure(.config, "the environment variable \(name) is '\(text)': it must be \(expected)")
        }
        return value
    }
}
