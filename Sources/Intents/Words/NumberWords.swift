/// The words of a language for numbers and times, as far as rules need them.
package struct NumberWords: Sendable, Equatable {
    /// `seven`: 7, `twenty`: 20, `hundred`: 100, `thousand`: 1000. From 100 on they multiply what stands before them.
    package var values: [String: Int] = [:]

    /// `first`: 1, `twentieth`: 20.
    package var ordinals: [String: Int] = [:]

    /// Words for one before a unit: `a`, `an`.
    package var articles: Set<String> = []

    /// Between parts: `and`.
    package var and: Set<String> = []

    /// Between a number and its decimal places: `point`.
    package var point: Set<String> = []

    /// Before a number below zero: `minus`.
    package var minus: Set<String> = []

    /// Parts of one: `half`: 0.5, `quarter`: 0.25.
    package var fractions: [String: Double] = [:]

    /// Words between a fraction and its unit: `of`.
    package var of: Set<String> = []

    /// Units of time, in seconds: `minute`: 60, `minutes`: 60.
    package var seconds: [String: Int] = [:]

    package init() {}
}
