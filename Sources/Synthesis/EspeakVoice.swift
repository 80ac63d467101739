/// A voice that libespeak-ng has data for.
package struct EspeakVoice: Sendable, Equatable {
    /// The name, such as `English_(America)`.
    package var name: String

    /// The file in its data directory, which also loads it: `gmw/en-US`.
    package var file: String

    /// The languages that it speaks with their order of preference, the lowest first: `en-us` 2, `en` 3.
    package var languages: [(tag: String, preference: Int)]

    package init(name: String, file: String, languages: [(tag: String, preference: Int)]) {
        self.name = name
        self.file = file
        self.languages = languages
    }

    /// The language that it is made for: the first that it lists.
    package var language: String { languages.first?.tag ?? "" }

    /// espeak-ng's own default, British English. Its file is known here, so that a worker that starts need not read
    /// the descriptions of all voices (2.4 ms) to find one.
    package static let standard = EspeakVoice(
        name: "English_(Great_Britain)",
        file: "gmw/en",
        languages: [("en-gb", 2), ("en", 2)]
    )

    package static func == (left: EspeakVoice, right: EspeakVoice) -> Bool { left.file == right.file }

    /// Whether `query` is this voice's file, name or main language; letters' case does not count.
    func answers(to query: String) -> Bool {
        let query = query.lowercased()
        let leaf = file.split(separator: "/").last.map { $0.lowercased() }
        return file.lowercased() == query || leaf == query || language == query
            || name.lowercased() == query || name.lowercased().replacing("_", with: " ") == query
    }
}
