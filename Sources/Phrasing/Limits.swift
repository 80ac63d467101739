extension PhraseSplitter {
    /// How long text may wait and how long a phrase may grow.
    package struct Limits: Sendable, Equatable {
        /// The longest time between the arrival of the oldest unsent text and its phrase, unless nothing but the
        /// beginning of a word waits. Above zero.
        package var maximumDelay: Duration
        /// The most tokens in a phrase, at least 1; see `TokenCounter` for how they are counted. One word that is
        /// longer than that is left whole.
        package var maximumTokens: Int
        /// With at least this much audio ahead of the ear, phrases are whole sentences and very short ones are joined.
        ///
        /// Three seconds: speech runs at about three words a second, so even a slow model has written a sentence of
        /// common length (15 to 20 words) before they are over.
        package var comfortableLead: Duration
        /// With less than this much audio ahead, a later phrase may end at any comma, as the first one may.
        package var urgentLead: Duration
        /// The words that stand before a comma, semicolon, colon or dash where the first phrase may end.
        package var firstPhraseWords: Int
        /// The words on each side that make a clause worth a breath.
        package var clauseWords: Int
        /// A sentence of fewer words is joined with the next one while the lead is comfortable.
        package var shortSentenceWords: Int
        /// The most scalars without a place to cut, at least 16. A "word" that is longer is none (a base64 blob, a
        /// page of Thai without a space): it is cut between characters, so that memory stays bounded.
        package var maximumWordLength: Int

        package init(
            maximumDelay: Duration = .seconds(2),
            maximumTokens: Int = 50,
            comfortableLead: Duration = .seconds(3),
            urgentLead: Duration = .seconds(1),
            firstPhraseWords: Int = 3,
            clauseWords: Int = 4,
            shortSentenceWords: Int = 3,
            maximumWordLength: Int = 256
        ) {
            self.maximumDelay = maximumDelay
            self.maximumTokens = max(1, maximumTokens)
            self.comfortableLead = comfortableLead
            self.urgentLead = urgentLead
            self.firstPhraseWords = max(1, firstPhraseWords)
            self.clauseWords = max(1, clauseWords)
            self.shortSentenceWords = shortSentenceWords
            self.maximumWordLength = max(16, maximumWordLength)
        }
    }
}
