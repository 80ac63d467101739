/// How an answer is written: as the text that is to be spoken, or as a JSON object that holds it.
///
/// The object is `{"intent": …, "entities": {…}, "confidence": …, "response": …}`, in any order: what a model without
/// tools can say about what it is asked to do. Its `response` is what is spoken.
package enum AnswerForm: String, Sendable, CaseIterable {
    /// Whatever comes is the text.
    case text
    /// The model is told to write the object, and one that writes text all the same is spoken.
    case json
    /// The model is told nothing; an answer that is the object is taken as such, any other as text.
    case auto

    /// What the model is told about the form, after its system prompt; `nil` where it is told nothing.
    package var instructions: String? {
        guard self == .json else { return nil }
        return """
            Answer with one JSON object and nothing else. Its members, in this order: "response", the words that are \
            spoken to the person; "intent", what the person wants in one word such as turn_on, turn_off, question or \
            unknown; "entities", an object of texts such as {"device": "lamp", "location": "kitchen"}, empty if there \
            are none; "confidence", a number from 0 to 1.
            """
    }
}
