private import Spelling

/// A name that no setting has.
package enum UnknownSetting {
    /// `max_bufer_time is no setting; did you mean max_buffer_time?`
    package static func problem(_ name: String, among names: [String]) -> String {
        let near = NearMisses.of(name, among: names).first
        let advice = near.map { "did you mean \($0)?" } ?? "`loquat config --example` shows all of them"
        return "\(SettingText.shown(name)) is no setting; \(advice)"
    }

    /// Whether `name` is one of `names` misspelt, rather than another program's.
    static func isNear(_ name: String, _ names: [String]) -> Bool {
        names.contains { NearMisses.edits(Array(name), Array($0)) <= 2 }
    }
}
