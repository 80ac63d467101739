private import FrameTransport
private import Glibc
internal import NIOCore
private import NIOPosix
internal import Settings

/// One place where connections come in.
struct HTTPListener: Sendable {
    /// Makes a connection that has come in ready.
    typealias Preparation = @Sendable (any Channel) -> EventLoopFuture<Void>

    /// The socket's name for systemd (`FileDescriptorName=http`, systemd.socket(5)).
    static let inheritedName = "http"

    /// As it is reached: with the port that the system has chosen.
    let address: HTTPAddress
    private let channel: any Channel
    /// The socket's file that is removed at the end.
    private let file: String?

    /// Listens at an address.
    ///
    /// - Throws: where the system refuses, or somebody listens there already.
    static func open(_ address: HTTPAddress, _ prepare: @escaping Preparation) async throws -> Self {
        switch address {
        case .tcp(let host, let port):
            let channel = try await bootstrap(prepare).bind(host: host, port: port).get()
            let chosen = channel.localAddress?.port ?? port
            return Self(address: .tcp(host: host, port: chosen), channel: channel, file: nil)
        case .unix(let path):
            let descriptor = try UnixAddress.bindAnew(path, advice: "name another path in `http`")
            // Before anybody can connect: nobody listens yet.
            chmod(path, 0o600)
            let channel = try await bootstrap(prepare).withBoundSocket(descriptor).get()
            return Self(address: address, channel: channel, file: path)
        }
    }

    /// Listens at a socket that systemd has made; who may connect is what its unit says.
    static func open(inherited descriptor: Int32, _ prepare: @escaping Preparation) async throws -> Self {
        let channel = try await bootstrap(prepare).withBoundSocket(descriptor).get()
        return Self(address: HTTPAddress(channel.localAddress), channel: channel, file: nil)
    }

    /// Where a socket that systemd has made is bound.
    static func address(ofInherited descriptor: Int32) -> HTTPAddress {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutableBytes(of: &storage) { bytes -> Int32 in
            guard let base = bytes.baseAddress else { return -1 }
            return getsockname(descriptor, base.assumingMemoryBound(to: sockaddr.self), &length)
        }
        guard result == 0 else { return .unix("/") }
        let family = Int32(storage.ss_family)
        let address = withUnsafeBytes(of: &storage) { bytes -> SocketAddress? in
            switch family {
            case AF_INET: SocketAddress(bytes.load(as: sockaddr_in.self))
            case AF_INET6: SocketAddress(bytes.load(as: sockaddr_in6.self))
            default: nil
            }
        }
        return HTTPAddress(address)
    }

    /// Takes no more connections; those that are there go on.
    func close() async {
        try? await channel.close()
        if let file { unlink(file) }
    }

    /// On the threads that carry the frames, too.
    private static func bootstrap(_ prepare: @escaping Preparation) -> ServerBootstrap {
        ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer(prepare)
    }
}

extension HTTPAddress {
    /// Where a socket is bound.
    fileprivate init(_ address: SocketAddress?) {
        switch address {
        case .v4, .v6: self = .tcp(host: address?.ipAddress ?? "::", port: address?.port ?? 0)
        case .unixDomainSocket, nil: self = .unix(address?.pathname ?? "/")
        }
    }
}
