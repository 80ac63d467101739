/// Values of JSON in the form in which they mostly come. `nil` is any other form, right or wrong: that is the decoder's.
///
/// Foundation's decoder takes several times as long, and a megabyte of code that a worker needs for nothing else.
package enum PlainJSON {
    /// The most digits that a number may have here: more might not fit into an `Int`.
    private static let mostDigits = 15

    /// Gives every member of `object` to `take`: its name, and its value without space around it.
    ///
    /// - Parameters:
    ///   - object: JSON text.
    ///   - needed: the names of the members that have to be there.
    ///   - take: false where the member is not in the form in which it mostly comes, which is not said to be wrong.
    /// - Returns: whether all of it is in that form. Else nothing is known of it, and what was taken does not count.
    package static func read(
        _ object: [UInt8],
        needed: [String],
        _ take: (_ name: String, _ value: ArraySlice<UInt8>) -> Bool
    ) -> Bool {
        var names: [String] = []
        var isPlain = true
        var cursor = JSONCursor(object)
        do {
            try cursor.scanObject { key, value in
                let name = String(decoding: object[key], as: UTF8.self)
                // With an escape it may be the name of another; which of two of one name holds, the decoder knows.
                let isClear = !object[key].contains(UInt8(ascii: "\\")) && !names.contains(name)
                names.append(name)
                if !isClear || !take(name, object[value]) { isPlain = false }
            }
        } catch {
            return false
        }
        return isPlain && needed.allSatisfy(names.contains)
    }

    /// A string in quotes.
    package static func string(_ value: ArraySlice<UInt8>) -> String? {
        value.first == UInt8(ascii: "\"") ? JSONText.string(value.dropFirst().dropLast()) : nil
    }

    /// A whole number, 0 or more, in digits alone.
    package static func integer(_ value: ArraySlice<UInt8>) -> Int? {
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
    package static func boolean(_ value: ArraySlice<UInt8>) -> Bool? {
        if value.elementsEqual("true".utf8) { return true }
        return value.elementsEqual("false".utf8) ? false : nil
    }

    /// Puts `read` into `member`. False: it was not in the form in which it mostly comes.
    package static func put<Value>(_ read: Value?, into member: inout Value) -> Bool {
        guard let read else { return false }
        member = read
        return true
    }

    /// The same, of a member that may be missing.
    package static func put<Value>(_ read: Value?, into member: inout Value?) -> Bool {
        member = read
        return read != nil
    }

    /// A list of whole numbers without spaces.
    package static func integers(_ value: ArraySlice<UInt8>) -> [Int]? {
        guard value.count > 2, value.first == UInt8(ascii: "["), value.last == UInt8(ascii: "]") else { return nil }
        var numbers: [Int] = []
        for part in value.dropFirst().dropLast().split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            guard let number = integer(part) else { return nil }
            numbers.append(number)
        }
        return numbers
    }
}
