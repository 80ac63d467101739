/// Where two sounds differ first; `nil` where they are the same, sample by sample.
///
/// Not `==` in an expectation: where it fails, Swift Testing works out the whole difference, which for seconds of sound takes
/// minutes of a thread that every other test needs.
package func firstDifference(_ sound: [Int16], _ expected: [Int16]) -> Int? {
    zip(sound, expected).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        ?? (sound.count == expected.count ? nil : min(sound.count, expected.count))
}
