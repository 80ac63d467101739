import Settings
import Testing

@Suite("Where traces go")
struct TraceDestinationTests {
    @Test(
        "a URL is a host, a port and a path; what is left out is the usual",
        arguments: [
            ("http://localhost:4318/v1/traces", "localhost", 4_318, "/v1/traces"),
            ("http://localhost", "localhost", 80, "/v1/traces"), ("http://10.0.0.1/", "10.0.0.1", 80, "/v1/traces"),
            ("HTTP://[::1]:4318/a/b?c=d", "::1", 4_318, "/a/b?c=d"), ("http://[fe80::1]", "fe80::1", 80, "/v1/traces"),
        ]
    )
    func parts(text: String, host: String, port: Int, path: String) throws {
        let endpoint = try #require(HTTPEndpoint(text))
        #expect((endpoint.host, endpoint.port, endpoint.path) == (host, port, path))
        #expect(HTTPEndpoint("\(endpoint)") == endpoint)
    }

    @Test(
        "what is no such URL is refused",
        arguments: [
            "", "localhost:4318", "https://a", "http://", "http:///v1/traces", "http://a:", "http://a:0",
            "http://a:65536",
            "http://a:-1", "http://a:1x", "http://u:p@a", "http://[::1", "http://[]", "http://[a]", "http://a?b",
            "http://a/#b",
            "http://a/b c", "http://a\r\nX: 1", "http://\(String(repeating: "a", count: 254))",
        ]
    )
    func refused(text: String) {
        #expect(HTTPEndpoint(text) == nil)
    }

    @Test("who names one with TLS is told what would do instead")
    func tls() {
        let yaml = Array("traces: https://collector/v1/traces".utf8)
        let error = #expect(throws: SettingsError.self) {
            EffectiveSettings(try SettingsFile(path: "f.yaml", bytes: yaml))
        }
        #expect(error?.message.contains("needs TLS, which is not spoken here; name a Collector") == true)
    }
}
