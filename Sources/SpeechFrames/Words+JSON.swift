private import JSONReading

extension [SpokenWord] {
    /// Appends the words' JSON: a piece of sound has some, and there are several a second of each turn.
    func appendJSON(to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (index, word) in enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: #"{"at":\#(word.at),"length":\#(word.length),"start":\#(word.start)}"#.utf8)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// Words in the form in which they mostly come: objects of three whole numbers each, without spaces; `nil` where they do not.
    init?(plain json: ArraySlice<UInt8>) {
        guard json.count > 4, json.starts(with: "[{".utf8), json.suffix(2).elementsEqual("}]".utf8) else { return nil }
        self = []
        for object in json.dropFirst().dropLast().split(separator: UInt8(ascii: "}")) {
            // Before each but the first stands a comma.
            guard object.starts(with: (isEmpty ? "{" : ",{").utf8),
                let word = SpokenWord(plain: object.dropFirst(isEmpty ? 1 : 2))
            else { return nil }
            append(word)
        }
    }
}

extension SpokenWord {
    /// A word of its members, without the braces.
    fileprivate init?(plain members: ArraySlice<UInt8>) {
        var at: Int?
        var start: Int?
        var length: Int?
        let parts = members.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        for part in parts {
            guard let colon = part.firstIndex(of: UInt8(ascii: ":")),
                let number = PlainJSON.integer(part[part.index(after: colon)...])
            else { return nil }
            let name = part[..<colon]
            if name.elementsEqual(#""at""#.utf8) {
                at = number
            } else if name.elementsEqual(#""start""#.utf8) {
                start = number
            } else if name.elementsEqual(#""length""#.utf8) {
                length = number
            }
        }
        // Three parts and three members: none is there twice.
        guard let at, let start, let length else { return nil }
        self.init(at: at, start: start, length: length)
    }
}
