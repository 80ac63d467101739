import CommandOptions
import FrameTransport
import Glibc
import ServiceRuntime
import Tools

/// Whether there is room on the disk, and memory.
struct MachineCheck: Sendable {
    /// Less than this, and what is kept may be lost; in MiB.
    private static let leastDisk = 64
    /// Less than this, and the system will soon end processes; a hub takes about 50. In MiB.
    private static let leastMemory = 128

    func run() -> [Finding] {
        [StateDirectory.path(EnvironmentVariable.value), try? RuntimeDirectory.ofHub().path]
            .compactMap(\.self).compactMap(disk) + memory
    }

    private func disk(_ path: String) -> Finding? {
        var space = statvfs()
        guard statvfs(path, &space) == 0 else { return nil }
        let free = (Int(space.f_bavail) * Int(space.f_frsize)) >> 20
        guard free < Self.leastDisk else { return Finding("disk", .ok, "\(free) MiB are free for \(path)") }
        return Finding("disk", .failure, "only \(free) MiB are free for \(path)", advice: "make room there")
    }

    private var memory: [Finding] {
        guard let line = Self.lines(of: "/proc/meminfo").first(where: { $0.hasPrefix("MemAvailable:") }),
            let kilobytes = line.split(separator: " ").compactMap({ Int($0) }).first
        else { return [] }
        let free = kilobytes >> 10
        guard free < Self.leastMemory else { return [Finding("memory", .ok, "\(free) MiB are free")] }
        let advice = "take a smaller model, or stop something"
        return [Finding("memory", .warning, "only \(free) MiB are free", advice: advice)]
    }

    private static func lines(of path: String) -> [Substring] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 8_192)
        let count = read(descriptor, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(separator: "\n")
    }
}
