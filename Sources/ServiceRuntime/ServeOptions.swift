package import ArgumentParser
private import CommandOptions
package import FrameTransport
package import Settings

/// Whether a program is a part of the hub, and where its sockets are.
package struct ServeOptions: ParsableArguments {
    @Flag(help: "Be a part of the hub: talk over sockets instead of standard input and output, until SIGTERM.")
    package var serve = false

    @Option(
        help: """
            The directory of the hub's sockets. (default: $RUNTIME_DIRECTORY, $XDG_RUNTIME_DIR/loquat, or one of this \
            user's own under the temporary directory)
            """
    )
    package var runtimeDirectory: String?

    @OptionGroup
    package var access: SocketAccess

    @Option(.orphanTimeout)
    package var orphanTimeout: GivenFlag?

    package init() {}

    package func validate() throws {
        if runtimeDirectory != nil, !serve {
            throw ValidationError("--runtime-directory is where --serve has its sockets: give both")
        }
        if access.socketGroup != nil, !serve {
            throw ValidationError("--socket-group is who may use the sockets of --serve: give both")
        }
    }

    /// The sockets' directory, made where it is not there.
    ///
    /// - Throws: ``ProgramFailure`` where it is not to be had.
    package func directory() throws -> RuntimeDirectory {
        let group = try access.group()
        do throws(TransportError) {
            if let runtimeDirectory { return try RuntimeDirectory(path: runtimeDirectory, group: group) }
            return try RuntimeDirectory.resolve(group: group)
        } catch {
            throw ProgramFailure(.cannotCreate, error.message)
        }
    }
}
