private import Glibc
import NIOCore
private import NIOPosix

/// A Unix socket that peers connect to: one that was handed over for its path, else one that is made there.
struct ListeningSocket: Sendable {
    let channel: NIOAsyncChannel<LinkEnd, Never>
    private let path: String
    /// The file that was made; `nil` where the socket was handed over.
    private let file: FileIdentity?

    /// Which file it is, whatever its name: one that replaced ours is not ours to remove.
    private struct FileIdentity: Sendable, Equatable {
        let device: UInt64
        let number: UInt64

        init?(_ path: String) {
            var status = stat()
            guard lstat(path, &status) == 0 else { return nil }
            device = UInt64(status.st_dev)
            number = UInt64(status.st_ino)
        }
    }

    /// Listens at `path`, where `group` may connect, too; a socket that was handed over has what modes its maker gave it. A file
    /// that a killed process left there is replaced.
    ///
    /// - Throws: ``TransportError`` where somebody listens there, or the socket cannot be made.
    static func open(
        _ path: String,
        to group: UserGroup? = nil,
        _ prepare: @escaping @Sendable (any Channel) throws -> LinkEnd
    ) async throws -> ListeningSocket {
        let bootstrap = ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        let initialize: @Sendable (any Channel) -> EventLoopFuture<LinkEnd> = { channel in
            channel.eventLoop.makeCompletedFuture { try prepare(channel) }
        }
        do {
            if let descriptor = InheritedSockets.take(path) {
                let channel = try await bootstrap.bind(descriptor, childChannelInitializer: initialize)
                return ListeningSocket(channel: channel, path: path, file: nil)
            }
            // Bound here, for NIO would remove the file at the end, whosever it is by then.
            let descriptor = try UnixAddress.bindAnew(path, advice: "use another --runtime-directory")
            if let group { try open(path, to: group, descriptor) }
            let file = FileIdentity(path)
            let channel = try await bootstrap.bind(descriptor, childChannelInitializer: initialize)
            return ListeningSocket(channel: channel, path: path, file: file)
        } catch let error as TransportError {
            throw error
        } catch {
            throw TransportError(.system, "cannot listen at \(path): \(error)")
        }
    }

    /// Removes the socket's file, unless it was handed over, or is another one by now.
    func remove() {
        if let file, file == FileIdentity(path) { unlink(path) }
    }

    /// Before anybody can connect: nobody listens yet.
    private static func open(_ path: String, to group: UserGroup, _ descriptor: Int32) throws(TransportError) {
        // Who connects needs to write (unix(7)).
        if chown(path, uid_t.max, group.id) == 0, chmod(path, 0o660) == 0 { return }
        let reason = String(cString: strerror(errno))
        close(descriptor)
        unlink(path)
        throw TransportError(.system, "\(path) cannot be given to the group \(group.name): \(reason)")
    }
}
