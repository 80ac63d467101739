package import ArgumentParser
package import CommandOptions
package import Settings

/// Which settings file is read.
package struct SettingsOptions: ParsableArguments {
    @Option(
        help: """
            The settings' file. (default: $LOQUAT_CONFIG, else loquat/loquat.yaml in $XDG_CONFIG_HOME or ~/.config, else \
            /etc/loquat/loquat.yaml)
            """
    )
    package var config: String?

    package init() {}

    /// Where the settings of `program`, whose command line this is a part of, come from.
    package func source(flagsOf program: some ParsableArguments) -> SettingsSource {
        SettingsSource(file: config, flags: program.givenFlags)
    }
}

extension SettingsSource {
    /// Reads the settings, for a program's start.
    ///
    /// - Throws: ``ProgramFailure`` with the code `usage` for a flag, `config` for a file or the environment.
    package func loadForStart() throws(ProgramFailure) -> EffectiveSettings {
        do throws(SettingsError) {
            return try load()
        } catch {
            throw ProgramFailure(error.source == .commandLine ? .usage : .config, error.message)
        }
    }
}
