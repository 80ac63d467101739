import Testing

@testable import LanguageModels

@Suite struct ModelURLTests {
    @Test(
        "an address is taken without the slash at its end",
        arguments: [
            ("http://localhost:11434", "http://localhost:11434"),
            ("http://localhost:11434/", "http://localhost:11434"),
            ("https://example.org", "https://example.org"),
            ("http://example.org/ollama//", "http://example.org/ollama"),
            ("http://[::1]:11434/a/b/", "http://[::1]:11434/a/b"),
            ("HTTP://127.0.0.1:1", "http://127.0.0.1:1"),
        ]
    )
    func good(text: String, expected: String) throws {
        #expect(try ModelURL(text).description == expected)
    }

    @Test(
        "a bad address is refused in words",
        arguments: [
            "", "localhost:11434", "localhost", "ftp://example.org", "http://", "http://:11434", "http://a b",
            "http://example.org:0", "http://example.org:65536", "http://example.org:x", "http://example.org/?a=b",
            "http://example.org/#a", "file:///etc/passwd", "http://ex\nample.org",
        ]
    )
    func bad(text: String) {
        #expect {
            try ModelURL(text)
        } throws: { error in
            let error = error as? ModelError
            return error?.code == .badSetting && error?.message.contains("write it like http://localhost:11434") == true
        }
    }

    @Test("a password in an address is refused and not repeated")
    func password() {
        #expect {
            try ModelURL("http://me:geheim@example.org")
        } throws: {
            ($0 as? ModelError)?.message.contains("geheim") == false
        }
    }

    @Test(
        "the loopback is known",
        arguments: [
            ("localhost", true), ("LOCALHOST", true), ("a.localhost", true), ("127.0.0.1", true), ("127.1.2.3", true),
            ("[::1]", true), ("192.168.1.4", false), ("example.org", false), ("127.example.org", false),
        ]
    )
    func loopback(host: String, expected: Bool) throws {
        #expect(try ModelURL("http://\(host):11434").isLoopback == expected)
    }
}
