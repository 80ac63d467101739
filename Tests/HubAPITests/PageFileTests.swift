import Testing

@testable import HubAPI

/// The page as it lies in the program. What it does is seen in a browser, by scripts/page-test.
@Suite
struct PageFileTests {
    private static let texts = Dictionary(
        uniqueKeysWithValues: PageFile.all.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) }
    )

    @Test("Whatever the page loads is served")
    func isWhole() throws {
        let page = try #require(Self.texts["/"])
        let named = page.matches(of: /(?:src|href)="([^"#]+)"/).map { "/\($0.1)" }
        let imported = Self.texts.values.flatMap { $0.matches(of: /from "\.(\/[^"]+)"/).map { String($0.1) } }
        #expect(named.count > 3 && imported.count > 10)
        for path in Set(named + imported) {
            #expect(Self.texts[path] != nil, "the page loads \(path), which is not served")
        }
    }

    @Test("Every file is named by the page or by another file of it", arguments: PageFile.all.map(\.path))
    func isNeeded(path: String) {
        let name = path.dropFirst()
        #expect(path == "/" || Self.texts.contains { $0.key != path && $0.value.contains(name) })
    }

    @Test("Nothing comes from elsewhere, and nothing is in line", arguments: PageFile.all.map(\.path))
    func keepsToItsPolicy(path: String) throws {
        let text = try #require(Self.texts[path]).replacing("http://www.w3.org/2000/svg", with: "")
        for fault in ["http://", "https://", "style=", "onclick=", "<style", "innerHTML", "@import", "url("] {
            #expect(!text.contains(fault), "\(path) has `\(fault)`")
        }
        #expect(!text.contains(/<script(?![^>]*\ssrc=)/), "\(path) has a script in line")
    }
}
