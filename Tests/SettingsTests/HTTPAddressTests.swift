import Settings
import Testing

struct HTTPAddressTests {
    @Test("a list in the file says the same as one text with commas")
    func list() throws {
        let list = try http("['127.0.0.1:3000', '[::1]:3000', unix:/a]")
        #expect(list == [.tcp(host: "127.0.0.1", port: 3_000), .tcp(host: "::1", port: 3_000), .unix("/a")])
        #expect(try http("'127.0.0.1:3000,[::1]:3000,unix:/a'") == list)
        #expect(try http("off").isEmpty)
    }

    @Test("an address twice is one")
    func twice() throws {
        #expect(try http("127.0.0.1:3000, 127.0.0.1:3000").count == 1)
    }

    @Test(
        "only loopback and Unix sockets count as local",
        arguments: [
            ("127.0.0.1:1", true), ("127.9.9.9:1", true), ("[::1]:1", true), ("[0:0:0:0:0:0:0:1]:1", true),
            ("unix:/a", true),
            ("0.0.0.0:1", false), ("[::]:1", false), ("192.168.1.2:1", false), ("[::ffff:127.0.0.1]:1", false),
        ]
    )
    func local(text: String, isLocal: Bool) throws {
        #expect(try #require(HTTPAddress(text)).isLocal == isLocal)
    }

    private func http(_ text: String) throws -> [HTTPAddress] {
        let file = try SettingsFile(path: "f.yaml", bytes: Array("http: \(text)\n".utf8))
        return EffectiveSettings(file)[.http]
    }
}
