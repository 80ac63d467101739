import Testing

@testable import JSONReading

@Suite("An object is read without the decoder as long as it is in the form in which it mostly comes")
struct PlainObjectTests {
    /// The members as they were taken; `nil` where the object is the decoder's.
    private func members(_ object: String, needed: [String] = [], refusing refused: String? = nil) -> [String]? {
        var members: [String] = []
        let isPlain = PlainJSON.read(Array(object.utf8), needed: needed) { name, value in
            members.append("\(name)=\(String(decoding: value, as: UTF8.self))")
            return name != refused
        }
        return isPlain ? members : nil
    }

    @Test("each member is given with its value, without the space around it")
    func all() {
        #expect(
            members(#" { "a" : 1.50 , "b":"x \" y","c":{"d":[1, 2]}} "#) == [
                "a=1.50", #"b="x \" y""#, #"c={"d":[1, 2]}"#,
            ]
        )
        #expect(members("{}") == [])
    }

    @Test(
        "what is no object, or one with a name twice or with an escape in it, is not read",
        arguments: ["", "7", "[1]", #"{"a":1"#, #"{"a":1}}"#, #"{"a":01}"#, #"{"a":1,"a":2}"#, #"{"\u0061":1}"#]
    )
    func unusual(object: String) {
        #expect(members(object) == nil)
    }

    @Test("a member that is needed has to be there, and one that is refused must not")
    func needed() {
        #expect(members(#"{"a":1}"#, needed: ["a"]) == ["a=1"])
        #expect(members(#"{"a":1}"#, needed: ["a", "b"]) == nil)
        #expect(members(#"{"a":1}"#, refusing: "a") == nil)
    }

    @Test("a fault says what was expected, and where")
    func fault() {
        let error = #expect(throws: JSONFault.self) {
            var cursor = JSONCursor(Array(#"{"a":tru}"#.utf8))
            try cursor.scanObject { _, _ in }
        }
        #expect(error?.description == #"expected true, false or null at byte 8 of 9, in: {"a":tru}"#)
    }

    @Test("bytes are UTF-8 where every character is whole")
    func utf8() {
        #expect(JSONText.isUTF8(Array("plain".utf8)) && JSONText.isUTF8(Array("Grüß 🎈".utf8)) && JSONText.isUTF8([]))
        #expect(!JSONText.isUTF8([0x61, 0xC3, 0x28]) && !JSONText.isUTF8([0xF0, 0x9F, 0x8E]))
    }
}
