/// The code block that is being skipped. Its text is not kept.
struct CodeFence: Sendable {
    private let mark: Unicode.Scalar
    private let count: Int
    /// Where the opening marks stand.
    let start: Int
    private(set) var info: [Unicode.Scalar] = []

    private enum Line { case indentation, marks, end, text }
    private var line = Line.indentation
    private var marks = 0

    /// A language's name is short; nobody needs more of the line.
    private static let longestInfo = 64

    init(mark: Unicode.Scalar = "`", count: Int = 3, start: Int = 0) {
        self.mark = mark
        self.count = count
        self.start = start
    }

    mutating func takeInfo(_ scalar: Unicode.Scalar) {
        if info.count < Self.longestInfo {
            info.append(scalar)
        }
    }

    /// Whether the marks were those of code inside a line: "```like this```".
    func isInline(_ scalar: Unicode.Scalar) -> Bool { mark == "`" && scalar == "`" }

    var opening: [Unicode.Scalar] { Array(repeating: mark, count: count) + info }

    /// Whether the line that ends here closes the block.
    var isClosed: Bool { (line == .marks || line == .end) && marks >= count }

    mutating func take(_ scalar: Unicode.Scalar) {
        if scalar == "\n" {
            line = .indentation
            marks = 0
            return
        }
        switch line {
        case .indentation where scalar == mark, .marks where scalar == mark:
            line = .marks
            marks += 1
        case .indentation where scalar.isBlank: break
        case .marks where scalar.isBlank, .end where scalar.isBlank: line = .end
        default: line = .text
        }
    }
}
