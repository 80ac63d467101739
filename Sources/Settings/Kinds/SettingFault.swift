/// Why a value is none that a setting takes.
package struct SettingFault: Error, Sendable, Equatable {
    /// What is wrong: `'2 parsecs' is no duration`.
    package var problem: String

    /// What would do: `write a number with ms, s, min or h, from 100ms to 1min`; empty where the problem says it.
    package var advice: String

    /// Where the value stands; `nil`: at the setting itself.
    package var mark: YAMLMark?

    /// The way from the setting to the value, where it is one within a list or a map: `[2].url`.
    package var path: String

    package init(_ problem: String, advice: String = "", at mark: YAMLMark? = nil, path: String = "") {
        self.problem = problem
        self.advice = advice
        self.mark = mark
        self.path = path
    }

    /// The same fault, seen from what holds the value as `step`, which stands at `mark`.
    func inside(_ step: String, at mark: YAMLMark) -> SettingFault {
        SettingFault(problem, advice: advice, at: self.mark ?? mark, path: step + path)
    }
}
