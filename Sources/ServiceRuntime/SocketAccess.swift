package import ArgumentParser
private import CommandOptions
package import FrameTransport

/// Who may talk to a program's sockets beside the same user and root.
package struct SocketAccess: ParsableArguments {
    @Option(help: "A group whose members may use the sockets, too, by name or number; this user has to be in it.")
    package var socketGroup: String?

    package init() {}

    /// The group that was named.
    ///
    /// - Throws: ``ProgramFailure`` where there is none of that name.
    package func group() throws -> UserGroup? {
        guard let socketGroup else { return nil }
        guard let group = UserGroup(socketGroup) else {
            throw ProgramFailure(.config, "--socket-group: there is no group \(socketGroup); `getent group` lists them")
        }
        return group
    }
}
