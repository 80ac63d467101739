import Settings
import TestSupport
import Testing

struct SettingsReferenceTests {
    @Test("the example is a file that sets every setting to its default")
    func example() throws {
        let file = try SettingsFile(path: "example", bytes: Array(SettingsExample.text().utf8))
        #expect(file.entries.map(\.name) == SettingsCatalog.all.map(\.key))
        let settings = EffectiveSettings(file)
        for setting in SettingsCatalog.all {
            #expect(settings.text(of: setting) == setting.defaultText, "\(setting.key)")
        }
    }

    @Test("the example tells each setting's meaning, range, unit and variable")
    func exampleComments() {
        // Lines are wrapped.
        let text = SettingsExample.text().replacing("\n# ", with: " ")
        for setting in SettingsCatalog.all {
            for part in [
                setting.meaning, setting.range, setting.unit, setting.environmentVariable, setting.absence ?? "",
            ] {
                #expect(part.isEmpty || text.contains(part), "\(setting.key)")
            }
        }
        #expect(SettingsExample.text().split(separator: "\n").allSatisfy { $0.count <= 110 })
    }

    @Test("the README's tables are those of the definition: `loquat config --markdown` prints them")
    func readme() throws {
        let readme = String(decoding: try readFile("\(projectFolder)/README.md"), as: UTF8.self)
        #expect(readme.contains(SettingsTable.markdown()))
    }

    private var projectFolder: String {
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    }
}
