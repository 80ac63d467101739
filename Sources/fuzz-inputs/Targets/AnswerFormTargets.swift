import LanguageModels

extension FuzzTarget {
    static let answerForm = FuzzTarget(
        "answer-form",
        promise: "of an answer in JSON the same is spoken however it is cut; other text is spoken as it is",
        seeds: [
            #"{"intent":"turn_on","entities":{"device":"lamp"},"confidence":0.9,"response":"The \"lamp\" \ud83c\udf88 is on."}"#,
            "Sure:\n```json\n{\"response\": \"Yes.\", \"intent\": \"a\", \"entities\": {\"response\": [1, \"}\"]}}\n```",
            #"{braces} {"intent" is a word. {"response":"cut off"#,
        ]
    ) { input in
        let text = String(decoding: input, as: UTF8.self)
        for form in AnswerForm.allCases {
            let whole = read([text], form)
            hold(read(text.unicodeScalars.map { String($0) }, form) == whole, "single scalars change the speech")
            var cuts = Cuts(of: input)
            let pieces = cuts.pieces(of: text.unicodeScalars).map { String(String.UnicodeScalarView($0)) }
            hold(read(pieces, form) == whole, "the cuts change the speech")
            hold(whole.ending != .text || whole.text == text, "text is not spoken as it is")
            hold(whole.text.utf8.count <= 3 * text.utf8.count, "more is spoken than was written")
        }
    }

    static let goingOn = FuzzTarget(
        "going-on",
        promise: "what goes on with an answer is joined to it the same however it is cut, and nothing is made up",
        seeds: [
            "It was a dark and\u{0}It was a dark and stormy night.", "The sky is bl\u{0}ue.",
            "One. Two. \u{0}two. Three.",
        ]
    ) { input in
        let parts = input.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        let answer = String(decoding: parts[0], as: UTF8.self)
        let more = String(decoding: parts.count > 1 ? parts[1] : [], as: UTF8.self)
        for joinsWords in [true, false] {
            let whole = join(answer, [more], joinsWords)
            hold(join(answer, more.unicodeScalars.map { String($0) }, joinsWords) == whole, "single scalars change it")
            var cuts = Cuts(of: input)
            let pieces = cuts.pieces(of: more.unicodeScalars).map { String(String.UnicodeScalarView($0)) }
            hold(join(answer, pieces, joinsWords) == whole, "the cuts change it")
            let new = whole.unicodeScalars.drop { $0 == " " }
            hold(more.unicodeScalars.reversed().starts(with: new.reversed()), "what comes out did not come in")
        }
    }

    private struct Reading: Equatable {
        var text: String
        var ending: AnswerFormReader.Ending
    }

    private static func read(_ pieces: [String], _ form: AnswerForm) -> Reading {
        var reader = AnswerFormReader(form: form)
        var text = ""
        for piece in pieces { text += reader.pass(piece) }
        let (rest, ending) = reader.finish()
        return Reading(text: text + rest, ending: ending)
    }

    private static func join(_ answer: String, _ pieces: [String], _ joinsWords: Bool) -> String {
        var filter = RepeatFilter(after: answer, joinsWords: joinsWords)
        return pieces.map { filter.pass($0) }.joined() + filter.finish()
    }
}
