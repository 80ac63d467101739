private import Glibc

/// A variable of the environment that is no setting.
package enum EnvironmentVariable {
    /// The value of variable `name`; `nil` where it is not set or empty.
    package static func value(of name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
