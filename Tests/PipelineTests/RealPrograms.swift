import Testing

/// All tests that start programs, one after the other: each starts several, and some of them promise a time. Side by side, they
/// would measure each other.
@Suite(.serialized)
enum RealPrograms {}
