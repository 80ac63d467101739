import Settings
import Testing

struct SettingKindTests {
    private func read<Value>(_ kind: SettingKind<Value>, _ text: String) throws -> Value {
        try kind.read(try #require(try YAMLComposer.compose(Array(text.utf8))))
    }

    private func fault<Value>(_ kind: SettingKind<Value>, _ text: String) throws -> String? {
        let node = try #require(try YAMLComposer.compose(Array(text.utf8)))
        do throws(SettingFault) {
            _ = try kind.read(node)
            return nil
        } catch {
            return "\(error.path): \(error.problem); \(error.advice)"
        }
    }

    static let durations: [(String, Duration?)] = [
        ("50ms", .milliseconds(50)), ("2s", .seconds(2)), ("1.5min", .seconds(90)), ("1.5m", .seconds(90)),
        ("24h", .seconds(86_400)), ("0s", .zero), ("0.1s", .milliseconds(100)), ("2", nil), ("-1s", nil), ("s", nil),
        ("1e3s", nil), ("infs", nil), ("0x10s", nil), ("2 s", nil), ("99999999h", nil), ("1.s", nil),
    ]

    @Test("durations are read exactly, and what is none is not guessed", arguments: durations)
    func reading(text: String, duration: Duration?) {
        #expect(DurationText.parse(text) == duration)
    }

    @Test(
        "a duration is written in its largest whole unit",
        arguments: [
            ("0ms", "0s"), ("1500ms", "1500ms"), ("60s", "1min"), ("90s", "90s"), ("120min", "2h"), ("0.5ms", "0.5ms"),
        ]
    )
    func writing(text: String, written: String) throws {
        #expect(DurationText.write(try #require(DurationText.parse(text))) == written)
    }

    @Test("sizes have a unit", arguments: [("64MiB", 64 << 20), ("1GiB", 1 << 30), ("512KiB", 1 << 19), ("0B", 0)])
    func sizes(text: String, bytes: Int) throws {
        let kind = SettingKind.bytes(0...(1 << 40))
        #expect(try read(kind, text) == bytes)
        #expect(kind.write(bytes) == text)
        #expect(try fault(kind, "64")?.contains("'64' is no size") == true)
        #expect(try fault(kind, "9999999999999GiB")?.contains("is no size") == true)
    }

    @Test(
        "a text in a file is read as it was written",
        arguments: ["a", "llama3.2:3b", "x: y", "#", "null", "~", "é\n\"\\\u{1}", "- a", " b "]
    )
    func texts(text: String) throws {
        let kind = SettingKind<String>(
            name: "a text",
            valueName: "text",
            advice: "",
            read: { node in if case .scalar(let text, _) = node.content { text } else { "" } },
            write: SettingKind<String>.text().write
        )
        #expect(try read(kind, kind.write(text)) == text)
    }

    @Test("a long or hostile value is shown short and on one line")
    func shown() throws {
        let fault = try #require(try fault(.url, "\"\(String(repeating: "x", count: 500))\\n\\e[2J\""))
        #expect(fault.count < 200 && !fault.contains("\n") && !fault.contains("\u{1B}"))
    }

    private struct Server: Equatable {
        var url: String
        var weight: Int?
    }

    private var servers: SettingKind<[Server]> {
        .list(
            of: .record("server", members: ["url", "weight"]) { members throws(SettingFault) in
                Server(url: try members.required("url", .url), weight: try members.value("weight", .integer(1...9)))
            } write: { server in
                [("url", SettingKind.url.write(server.url))] + (server.weight.map { [("weight", "\($0)")] } ?? [])
            },
            count: 0...2
        )
    }

    @Test("a list of records is read, and reads what it writes")
    func records() throws {
        let text = "- url: http://a\n- {url: 'http://b', weight: 3}\n"
        let value = try read(servers, text)
        #expect(value == [Server(url: "http://a"), Server(url: "http://b", weight: 3)])
        #expect(try read(servers, servers.write(value)) == value)
    }

    static let faults = [
        ("[{url: x}]", "[0].url: 'x' is no http or https URL; write one such as http://localhost:11434"),
        ("[{weight: 1}]", "[0]: url is missing; write {url: …, weight: …}"),
        ("[{url: 'http://a', wieght: 1}]", "[0]: it has no wieght; did you mean weight?"),
        ("[a]", "[0]: a single value or a list is no server; write {url: …, weight: …}"),
        ("a", ": a single value is no list; write a list of 0 to 2 values such as [a, b]"),
    ]

    @Test("a fault within a list names the way to it", arguments: faults)
    func wayToFault(text: String, message: String) throws {
        #expect(try fault(servers, text) == message)
    }

    @Test("a map has names of the user's, in their order")
    func maps() throws {
        let kind = SettingKind<[NamedSetting<Int>]>.map(of: .integer(1...9), count: 1...3)
        #expect(try read(kind, "{b: 1, 'a b': 2}").map(\.name) == ["b", "a b"])
        #expect(kind.write([NamedSetting(name: "b:c", value: 1)]) == "{b:c: 1}")
        #expect(try fault(kind, "{b: 10}") == ".b: '10' is out of range; write a whole number from 1 to 9")
        #expect(try fault(kind, "{}") == ": it has 0 names; write a map of 1 to 3 names such as {name: value}")
    }
}
