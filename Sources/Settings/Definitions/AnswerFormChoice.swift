/// How answers are written.
package enum AnswerFormChoice: String, CaseIterable, Sendable {
    case text, json, auto
}
