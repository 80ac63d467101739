private import CCurl
private import Glibc

/// The thread that runs one ``CurlLoop``.
struct CurlThread: Sendable {
    private let handle: pthread_t

    /// - Throws: `busy` with the system's words if there is no thread to be had.
    init(running loop: sending CurlLoop) throws(ModelError) {
        var handle = pthread_t()
        let argument = Unmanaged.passRetained(loop)
        let code = pthread_create(&handle, nil, runLoop, argument.toOpaque())
        guard code == 0 else {
            argument.release()
            throw ModelError(code: .busy, message: "no thread for libcurl: \(String(cString: strerror(code)))")
        }
        self.handle = handle
    }

    /// Waits for the thread's last instructions: to be called once, after the mailbox was closed.
    func join() {
        pthread_join(handle, nil)
    }

    /// Lets the system take the thread back by itself when it ends.
    func detach() {
        pthread_detach(handle)
    }
}

private func runLoop(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let loop = Unmanaged<CurlLoop>.fromOpaque(argument).takeRetainedValue()
    // Signals are for the main thread; and OpenSSL writes without MSG_NOSIGNAL, so a lost connection means SIGPIPE.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    loquat_curl_name_thread("curl")
    loop.run()
    return nil
}
