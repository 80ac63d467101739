extension FakeAnswer {
    /// A text in words, one token each, with their spaces.
    package init(words text: String, rate: Double? = nil, fault: FakeFault? = nil) {
        let words = text.split(separator: " ").enumerated().map { ($0 == 0 ? "" : " ") + $1 }
        self.init(words, rate: rate, fault: fault)
    }
}
