/// Values of JSON in the form in which they mostly come. `nil` is any other form, right or wrong: that is the decoder's.
///
/// Foundation's decoder takes several times as long, and a megabyte of code that a worker needs for nothing else.
enum PlainJSON {
    /// The most digits that a number may have here: more might not fit into an `Int`.
    private static let mostDigits = 15

    /// A string in quotes.
    static func string(_ value: ArraySlice<UInt8>) -> String? {
        value.first == UInt8(ascii: "\"") ? JSONText.string(value.dropFirst().dropLast()) : nil
    }

    /// A whole number, 0 or more, in digits alone.
    static func integer(_ value: ArraySlice<UInt8>) -> Int? {
        guard !value.isEmpty, value.count <= mostDigits, value.count == 1 || value.first != UInt8(ascii: "0") else {
            return nil
        }
        var number = 0
        for byte in value {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }

    /// `true` or `false`.
    static func boolean(_ value: ArraySlice<UInt8>) -> Bool? {
        if value.elementsEqual("true".utf8) { return true }
        return value.elementsEqual("false".utf8) ? false : nil
    }

    /// Puts `read` into `member`. False: it was not in the form in which it mostly comes.
    static func put<Value>(_ read: Value?, into member: inout Value) -> Bool {
        guard let read else { return false }
        member = read
        return true
    }

    /// The same, of a member that may be missing.
    static func put<Value>(_ read: Value?, into member: inout Value?) -> Bool {
        member = read
        return read != nil
    }

    /// A list of whole numbers without spaces.
    static func integers(_ value: ArraySlice<UInt8>) -> [Int]? {
        guard value.count > 2, value.first == UInt8(ascii: "["), value.last == UInt8(ascii: "]") else { return nil }
        var numbers: [Int] = []
        for part in value.dropFirst().dropLast().split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            guard let number = integer(part) else { return nil }
            numbers.append(number)
        }
        return numbers
    }
}
