/// Takes an answer as it comes and gives what is to be shown and spoken of it: of an answer in the JSON form its response,
/// never a brace; of any other all of it. What comes out does not depend on how the answer is cut.
///
/// The object may stand in a code block of its own, and be followed by anything, which is dropped. Text that only begins
/// like the object is text:
///
/// | form | what is taken for the object |
/// |---|---|
/// | `text` | nothing |
/// | `auto` | a brace at the answer's start, or at the start of a line outside of code, whose first member the form knows |
/// | `json` | also a brace in or after a few words, with any first member; those words are dropped |
package struct AnswerFormReader: Sendable {
    /// How an answer ended.
    package enum Ending: Sendable, Equatable {
        /// It was text.
        case text
        /// It was an object; with its command, where it is whole and has an intent.
        case object(ModelCommand?)
        /// It was an object that has nothing to say: broken, cut off early, or without a response and an intent.
        case empty
    }

    /// How many scalars of text are held back where the object is still awaited; then they are the answer.
    private static let longestPreamble = 240
    /// The longest first line of a code block, in scalars.
    private static let longestFence = 24

    private enum Phase: Sendable {
        /// Nothing but white space has come, or the first line of a code block.
        case start
        /// In the first line of a code block.
        case fence
        /// Words before the object; they may turn out to be the answer.
        case preamble
        /// The answer is text.
        case text
        /// In what looks like the object.
        case object
        /// The object is over; the rest is dropped.
        case over
    }

    private let form: AnswerForm
    private var phase: Phase
    /// What may have to be passed on as text yet: all of it, up to the object's proof.
    private var held = String.UnicodeScalarView()
    /// The first line of a code block, as far as it has come.
    private var fence = String.UnicodeScalarView()
    /// Whether the object is proven to be one.
    private var isProven = false
    private var line = TextLine()
    /// What looks like the object, or is it. Apart from the phase, so that it is changed in its place.
    private var object: FormObject?
    /// Whether it came to its end.
    private var isWhole = false

    package init(form: AnswerForm) {
        self.form = form
        phase = form == .text ? .text : .start
    }

    /// Takes the next piece.
    ///
    /// - Returns: what is to be passed on by now.
    package mutating func pass(_ piece: String) -> String {
        if form == .text { return piece }
        var text = String.UnicodeScalarView()
        for scalar in piece.unicodeScalars { take(scalar, into: &text) }
        return String(text)
    }

    /// The answer is at its end, or broke off.
    ///
    /// - Returns: what is left to be passed on, and what it was.
    package mutating func finish() -> (text: String, ending: Ending) {
        var text = String.UnicodeScalarView()
        switch phase {
        case .start, .fence, .preamble, .text: release(into: &text)
        case .object where isProven || beginsLikeObject: object?.finish(into: &text)
        case .object: becomeText(into: &text)
        case .over: break
        }
        return (String(text), ending)
    }

    private var ending: Ending {
        guard let object else { return .text }
        let response = object.response ?? ""
        let command = isWhole ? ModelCommand(members: object.members, response: response) : nil
        return response.isEmpty && command == nil ? .empty : .object(command)
    }

    private mutating func take(_ scalar: Unicode.Scalar, into text: inout String.UnicodeScalarView) {
        switch phase {
        case .start: takeStart(scalar, into: &text)
        case .fence: takeFence(scalar, into: &text)
        case .preamble:
            held.append(scalar)
            if scalar == "{" { return begin() }
            if held.count >= Self.longestPreamble { becomeText(into: &text) }
        case .text:
            let isAtStart = line.isAtStart
            line.take(scalar)
            if scalar == "{", isAtStart {
                held.append(scalar)
                return begin()
            }
            text.append(scalar)
        case .object: takeObject(scalar, into: &text)
        case .over: break
        }
    }

    private mutating func takeStart(_ scalar: Unicode.Scalar, into text: inout String.UnicodeScalarView) {
        held.append(scalar)
        if scalar == "{" {
            begin()
        } else if scalar == "`", fence.isEmpty {
            fence.append(scalar)
            phase = .fence
        } else if !scalar.properties.isWhitespace {
            if form == .json { phase = .preamble } else { becomeText(into: &text) }
        }
    }

    private mutating func takeFence(_ scalar: Unicode.Scalar, into text: inout String.UnicodeScalarView) {
        held.append(scalar)
        switch scalar {
        case "{" where isFence: begin()
        case "\n" where isFence: phase = .start
        default:
            fence.append(scalar)
            guard fence.count > Self.longestFence || (fence.count >= 3 && !isFence) || scalar == "\n" else { return }
            if form == .json { phase = .preamble } else { becomeText(into: &text) }
        }
    }

    /// Whether the line so far begins a block that may hold the object.
    private var isFence: Bool {
        guard fence.starts(with: "```".unicodeScalars) else { return false }
        let info = String(fence.drop { $0 == "`" }).lowercased().filter { !$0.isWhitespace }
        return "json".hasPrefix(info) || ["jsonc", "json5"].contains(info)
    }

    private mutating func begin() {
        phase = .object
        object = FormObject()
    }

    private mutating func takeObject(_ scalar: Unicode.Scalar, into text: inout String.UnicodeScalarView) {
        if !isProven { held.append(scalar) }
        let status = object?.take(scalar, into: &text)
        if !isProven, let name = object?.firstName {
            isProven = form == .json || FormObject.names.contains(name)
            if !isProven { return becomeText(into: &text) }
            held.removeAll()
        }
        guard status != .open else { return }
        guard isProven else { return becomeText(into: &text) }
        isWhole = status == .closed
        phase = .over
    }

    /// Whether what came is the beginning of an object that the form knows, cut off before its first colon.
    private var beginsLikeObject: Bool {
        guard let name = object?.nameSoFar, !name.isEmpty else { return false }
        return FormObject.names.contains { $0.hasPrefix(name) }
    }

    private mutating func becomeText(into text: inout String.UnicodeScalarView) {
        phase = .text
        object = nil
        release(into: &text)
    }

    private mutating func release(into text: inout String.UnicodeScalarView) {
        for scalar in held { line.take(scalar) }
        text += held
        held.removeAll()
    }
}

/// Where in a text's lines and code blocks the next scalar stands.
private struct TextLine: Sendable {
    private var isBlank = true
    private var backticks = 0
    private var isInCode = false

    /// Whether it may begin an object: at the start of a line, outside of a code block.
    var isAtStart: Bool { isBlank && !isInCode }

    mutating func take(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\n":
            isBlank = true
            backticks = 0
        case "`" where isBlank || backticks > 0:
            isBlank = false
            backticks += 1
            if backticks == 3 { isInCode.toggle() }
        default:
            if !scalar.properties.isWhitespace { isBlank = false }
            backticks = 0
        }
    }
}
