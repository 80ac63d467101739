private import CMemory
private import Clocks
private import Glibc

/// Keeps a process from holding memory that it does not need any more: it runs for months beside others on a small machine.
package enum ResidentMemory {
    /// When the start is over, and the pages that only it needed are given back.
    private static let start = Duration.milliseconds(500)
    /// How often the heap is looked at. Between phrases there is a third of it without use, and the next phrases go elsewhere before
    /// they go there: so it is given back soon. A look takes some microseconds, a trim a millisecond or so.
    private static let interval = Duration.seconds(2)
    /// How long after code was forgotten what has come back by then is taken for what is used, in looks at the heap.
    private static let settling = 5
    /// How much more of files than that may be resident before all of it is forgotten again, in bytes.
    private static let fileSlack = 1 << 20
    /// How much more than what is in use the heap may hold, in bytes; less is not worth a trim.
    private static let slack = 3 << 20

    /// To be called as early as can be: threads that there are already keep the heaps that they have.
    package static func prepare() { linux_share_heap() }

    /// Gives back what is not needed, until the task is cancelled.
    package static func keepSmall() async {
        let clock = SteadyClock()
        guard (try? await clock.sleep(for: start)) != nil else { return }
        forgetStart()
        var looks = 0
        var used = 0
        while (try? await clock.sleep(for: interval)) != nil {
            guard let resident else { continue }
            if resident.anonymous - Int(linux_heap_in_use()) > slack { linux_trim_heap() }
            looks += 1
            if looks == settling {
                used = resident.files
            } else if looks > settling, resident.files > used + fileSlack {
                linux_forget_code()
                looks = 0
            }
        }
    }

    /// Gives back the pages of code and constants, of which those that are needed come back by themselves, and what the start has
    /// left free on the heap.
    package static func forgetStart() {
        linux_forget_code()
        linux_trim_heap()
    }

    /// The resident memory that is in files and that is in none, in bytes (proc(5), statm); `nil` where the system does not tell.
    private static var resident: (files: Int, anonymous: Int)? {
        let descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // One short line, which comes in one read.
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return nil }
        let pages = String(decoding: bytes.prefix(count), as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        guard pages.count > 2 else { return nil }
        let size = Int(sysconf(Int32(_SC_PAGESIZE)))
        return (pages[2] * size, (pages[1] - pages[2]) * size)
    }
}
