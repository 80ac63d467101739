private import CMemory
private import Clocks
private import Glibc

/// Keeps a process from holding memory that it does not need any more: it runs for months beside others on a small machine.
package enum ResidentMemory {
    /// When the start is over, and the pages that only it needed are given back.
    private static let start = Duration.milliseconds(500)
    /// How often memory is looked at. Between phrases a third of the heap is without use, and the next phrases go elsewhere before
    /// they go there: so it is given back soon. A look takes some microseconds, a trim a millisecond or so.
    private static let interval = Duration.seconds(2)
    /// How much more than what is in use the heap may hold, in bytes, with the 1.3 MB or so that are in none: less is not worth a trim.
    private static let slack = 2 << 20

    /// Gives back what is not needed, until the task is cancelled.
    package static func keepSmall() async {
        let clock = SteadyClock()
        guard (try? await clock.sleep(for: start)) != nil else { return }
        forgetStart()
        var code = CodeGrowth()
        while (try? await clock.sleep(for: interval)) != nil {
            guard let resident else { continue }
            if code.isDue(resident.files) { linux_forget_code() }
            if resident.anonymous - Int(linux_heap_in_use()) > slack { linux_trim_heap() }
        }
    }

    /// Gives back the pages of code and constants, of which those that are needed come back by themselves, and what the start has
    /// left free on the heap.
    package static func forgetStart() {
        linux_narrow_code()
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
