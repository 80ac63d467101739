/// All that a program's settings are made of; it can be read again while the program runs.
package struct SettingsSource: Sendable {
    /// The file that `--config` names.
    private let file: String?
    private var flags: [GivenFlag]
    private let environment: SettingsEnvironment

    package init(file: String? = nil, flags: [GivenFlag] = [], environment: SettingsEnvironment = .current) {
        self.file = file
        self.flags = flags
        self.environment = environment
    }

    /// The same with one flag more.
    package func adding(_ flag: GivenFlag) -> Self {
        var copy = self
        copy.flags.append(flag)
        return copy
    }

    /// Reads the file and puts the environment and the flags over it. All of each is checked, also what other programs use.
    ///
    /// - Throws: the first thing that is wrong.
    package func load(
        _ catalog: [any SettingDefinition] = SettingsCatalog.all
    ) throws(SettingsError) -> EffectiveSettings {
        var settings = EffectiveSettings(try readFile(catalog))
        try environment.checkNames(catalog)
        for setting in catalog {
            let name = setting.environmentVariable
            guard let text = environment[name] else { continue }
            let node = try Self.node(text, of: setting, .environment, "environment", name)
            settings.set(setting.key, node, .environment(name))
        }
        for flag in flags {
            guard let setting = catalog.first(where: { $0.key == flag.key }) else { continue }
            let node = try Self.node(flag.text, of: setting, .commandLine, "command line", flag.name)
            settings.set(setting.key, node, .flag(flag.name))
        }
        return settings
    }

    private func readFile(_ catalog: [any SettingDefinition]) throws(SettingsError) -> SettingsFile? {
        if let path = file ?? environment.namedFile { return try SettingsFile.read(path, catalog) }
        return try SettingsFile.first(of: environment.usualFiles, catalog)
    }

    /// The value that a flag or a variable holds, which was checked.
    private static func node(
        _ text: String,
        of setting: any SettingDefinition,
        _ source: SettingsError.Source,
        _ place: String,
        _ name: String
    ) throws(SettingsError) -> YAMLNode {
        let start = YAMLMark(line: 1, column: 1)
        var node = YAMLNode(.scalar(text, isPlain: true), mark: start)
        if setting.isCollection {
            do throws(YAMLFault) {
                node = try YAMLComposer.compose(Array(text.utf8)) ?? node
            } catch {
                throw SettingsError(
                    source,
                    "\(place): \(name): \(SettingText.shown(text)) is no YAML: \(error.problem)"
                )
            }
        }
        do throws(SettingFault) {
            _ = try setting.canonicalText(of: node)
        } catch {
            throw SettingsError(source, place, name, error)
        }
        return node
    }
}
