/// Which model answers one kind of questions.
package struct ModelRuleSetting: Sendable, Equatable {
    /// What a question has to be like; all that is given has to hold.
    package struct Condition: Sendable, Equatable {
        /// One of these words, or of several in a row, occurs in it.
        package var words: [String]?

        /// It begins with one of these.
        package var beginsWith: [String]?

        /// It has more words than this.
        package var longerThan: Int?

        /// It has fewer words than this.
        package var shorterThan: Int?

        /// It is asked in this BCP 47 language.
        package var language: String?

        package init(
            words: [String]? = nil,
            beginsWith: [String]? = nil,
            longerThan: Int? = nil,
            shorterThan: Int? = nil,
            language: String? = nil
        ) {
            self.words = words
            self.beginsWith = beginsWith
            self.longerThan = longerThan
            self.shorterThan = shorterThan
            self.language = language
        }
    }

    package var when: Condition

    /// The model's name on its server.
    package var model: String

    package init(when: Condition, model: String) {
        self.when = when
        self.model = model
    }
}

extension SettingKind where Value == ModelRuleSetting {
    /// A condition and a model, both of them there.
    static var modelRule: Self {
        let name = SettingKind<String>.text("name", maximum: 256)
        let condition = SettingKind<ModelRuleSetting.Condition>.condition
        return record(
            "rule",
            members: ["when", "model"],
            read: { (members) throws(SettingFault) in
                ModelRuleSetting(
                    when: try members.required("when", condition),
                    model: try members.required("model", name)
                )
            },
            write: { [("when", condition.write($0.when)), ("model", name.write($0.model))] }
        )
    }
}

extension SettingKind where Value == ModelRuleSetting.Condition {
    /// At least one member has to be there.
    fileprivate static var condition: Self {
        let texts = SettingKind<[String]>.list(of: .words, count: 1...64)
        let count = SettingKind<Int>.integer(1...10_000)
        let language = SettingKind<String>.text("tag", maximum: 64)
        return record(
            "condition",
            members: ["words", "begins_with", "longer_than", "shorter_than", "language"],
            read: { (members) throws(SettingFault) in
                let condition = ModelRuleSetting.Condition(
                    words: try members.value("words", texts),
                    beginsWith: try members.value("begins_with", texts),
                    longerThan: try members.value("longer_than", count),
                    shorterThan: try members.value("shorter_than", count),
                    language: try members.value("language", language)
                )
                guard condition != ModelRuleSetting.Condition() else {
                    throw SettingFault("it says nothing", advice: "the model for all questions is the setting model")
                }
                if let longer = condition.longerThan, let shorter = condition.shorterThan, shorter <= longer + 1 {
                    throw SettingFault("no question is longer than \(longer) words and shorter than \(shorter)")
                }
                return condition
            },
            write: { condition in
                [
                    condition.words.map { ("words", texts.write($0)) },
                    condition.beginsWith.map { ("begins_with", texts.write($0)) },
                    condition.longerThan.map { ("longer_than", count.write($0)) },
                    condition.shorterThan.map { ("shorter_than", count.write($0)) },
                    condition.language.map { ("language", language.write($0)) },
                ].compactMap(\.self)
            }
        )
    }
}

extension SettingKind where Value == String {
    /// One word or several, with a letter or a digit: what has neither would never be found.
    fileprivate static var words: Self {
        let text = SettingKind<String>.text("text", maximum: 256)
        return Self(
            name: text.name,
            valueName: text.valueName,
            advice: text.advice,
            read: { (node) throws(SettingFault) in
                let words = try text.read(node)
                guard words.contains(where: { $0.isLetter || $0.isNumber }) else {
                    throw SettingFault("\(SettingText.shown(words)) is no word")
                }
                return words
            },
            write: text.write
        )
    }
}
