/// One line of the table.
struct Row: Sendable {
    enum Target: Sendable {
        case none
        case atMost(Double)
        case exactly(Double)
    }

    let name: String
    let value: Double
    let unit: String
    let target: Target
    let note: String

    init(_ name: String, _ value: Double, _ unit: String, _ target: Target = .none, note: String = "") {
        self.name = name
        self.value = value
        self.unit = unit
        self.target = target
        self.note = note
    }

    /// `nil` where there is no target.
    var isMet: Bool? {
        switch target {
        case .none: nil
        case .atMost(let limit): value <= limit
        case .exactly(let wanted): value == wanted
        }
    }
}
