import FoundationEssentials
import Testing

@testable import LanguageModels

@Suite struct APIKeyTests {
    @Test("white space around a key does not belong to it")
    func trimmed() throws {
        #expect(try APIKey(" \r\n sk-1_2.3\t\n").secret == "sk-1_2.3")
    }

    @Test("what could not be one key in a header is refused", arguments: ["", " \n", "a b", "a\nb", "ä", "a\u{0}b"])
    func refused(text: String) {
        #expect { try APIKey(text) } throws: { ($0 as? ModelError)?.code == .badSetting }
    }

    @Test("a key is never printed")
    func hidden() throws {
        let key = try APIKey("sk-geheim")
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped, "\([key])"] { #expect(!text.contains("geheim")) }
    }

    @Test("a key is read from a variable, if there is one")
    func variable() throws {
        #expect(try APIKey.read(variable: "KEY", in: ["KEY": " sk-1 "])?.secret == "sk-1")
        #expect(try APIKey.read(variable: "KEY", in: [:]) == nil)
        #expect { try APIKey.read(variable: "KEY", in: ["KEY": ""]) } throws: {
            ($0 as? ModelError)?.message == "the environment variable KEY is empty: put the key there, or name none"
        }
    }

    @Test("a key is read from a file; a missing or empty one is named")
    func file() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "loquat-key-\(UUID())")
        defer { try? FileManager.default.removeItem(at: url) }
        #expect { try APIKey.read(file: url.path) } throws: { ($0 as? ModelError)?.message.contains(url.path) == true }
        try Data("sk-1\n".utf8).write(to: url)
        #expect(try APIKey.read(file: url.path).secret == "sk-1")
        try Data().write(to: url)
        #expect { try APIKey.read(file: url.path) } throws: {
            ($0 as? ModelError)?.message.contains("\(url.path) is empty") == true
        }
    }
}

@Suite struct KeepAliveTests {
    @Test(
        "a number is seconds, a text has its unit",
        arguments: [
            ("300", KeepAlive.seconds(300)), ("0", .seconds(0)), ("-1", .seconds(-1)), ("5m", .text("5m")),
            ("1h30m", .text("1h30m")), ("1.5h", .text("1.5h")), ("-1m", .text("-1m")), ("250ms", .text("250ms")),
        ]
    )
    func good(text: String, expected: KeepAlive) throws {
        #expect(try KeepAlive(text) == expected)
    }

    @Test("what Ollama would not understand is refused", arguments: ["", "5 m", "m", "5d", "five", "5m!", "1.5"])
    func bad(text: String) {
        #expect { try KeepAlive(text) } throws: { ($0 as? ModelError)?.code == .badSetting }
    }
}
