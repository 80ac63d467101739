internal import Hummingbird
internal import Logging

/// What routes know of a request beside its head and body.
struct APIContext: RequestContext {
    /// What it is made of.
    struct Source: RequestContextSource {
        let logger: Logger
        let peer: HTTPPeer
        let stream: StreamWriter
    }

    var coreContext: CoreRequestContextStorage
    let peer: HTTPPeer
    /// For an answer that lasts.
    let stream: StreamWriter

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.peer
        stream = source.stream
    }
}
