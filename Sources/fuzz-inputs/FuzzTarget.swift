/// One thing that is fed, and what it promises of any input.
struct FuzzTarget: Sendable {
    let name: String
    /// What holds whatever comes; shown to people.
    let promise: String
    /// Inputs to begin the search with.
    let seeds: [[UInt8]]
    /// Crashes where the promise is broken.
    let check: @Sendable ([UInt8]) -> Void

    init(_ name: String, promise: String, seeds: [String], check: @escaping @Sendable ([UInt8]) -> Void) {
        self.name = name
        self.promise = promise
        self.seeds = seeds.map { Array($0.utf8) }
        self.check = check
    }

    static let all: [FuzzTarget] = [
        .frames, .lines, .ollama, .openAI, .answerForm, .goingOn, .phrasing, .settings,
    ]
}
