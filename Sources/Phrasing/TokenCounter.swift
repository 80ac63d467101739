/// Counts tokens from the text itself, since the pieces in which a model's answer arrives tell nothing reliable.
///
/// A word of up to eight scalars is one token and each further four are one more; so is a run of punctuation. A Han
/// character or a kana is one. That is close to what common tokenizers make of prose: English has 1.1 to 1.3 a word.
///
/// | text | tokens |
/// |---|---|
/// | `Hello` | 1 |
/// | `understand` | 2 |
/// | `Well ... yes!` | 4 |
/// | `你好。` | 3 |
struct TokenCounter: Sendable {
    /// Tokens so far in this turn.
    private(set) var tokens = 0

    private enum Run { case none, word, punctuation }
    private var run = Run.none
    private var length = 0

    mutating func count(_ kind: ScalarClass) {
        switch kind {
        case .space:
            run = .none
        case .ideograph:
            run = .none
            tokens += 1
        case .uppercase, .lowercase, .caseless, .digit, .mark, .apostrophe:
            extend(.word)
        default:
            extend(.punctuation)
        }
    }

    private mutating func extend(_ kind: Run) {
        length = run == kind ? length + 1 : 1
        run = kind
        if length == 1 || (length > 8 && length % 4 == 1) {
            tokens += 1
        }
    }
}
