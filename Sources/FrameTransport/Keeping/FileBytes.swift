private import Glibc

/// A small file, read whole.
package struct FileBytes {
    /// All of it.
    package let bytes: [UInt8]
    /// How long ago it was last written; negative where the clock was set back since.
    package let age: Duration

    /// Reads the file at `path`; `nil` where there is none that can be read.
    package init?(path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        var now = timespec()
        guard fstat(descriptor, &status) == 0, clock_gettime(CLOCK_REALTIME, &now) == 0 else { return nil }
        age =
            .seconds(now.tv_sec - status.st_mtim.tv_sec) + .nanoseconds(now.tv_nsec - status.st_mtim.tv_nsec)
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count > 0 { bytes += piece[..<count] } else if count == 0 || errno != EINTR { break }
        }
        self.bytes = bytes
    }
}
