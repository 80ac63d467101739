import ArgumentParser
import CommandOptions
import Glibc
import SpeechFrames
import TalkDatabase
import TalkStorage

/// Keeps the talk on the disk for hub-supervisor, which cannot wait for one.
@main
struct TalkKeeperProgram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "talk-keeper",
        abstract:
            "Keeps what is said and heard in an SQLite file: frames of hub-supervisor's in, one `kept` for each out.",
        discussion: """
            hub-supervisor starts it where `persist` is set. It takes `talk`, `forget` and `recall` frames from standard \
            input, one after the other, until the input ends.

              echo '{"type":"recall","since":0,"most":64}' | talk-keeper --lines ~/.local/state/loquat/talk.sqlite
            """,
        version: LoquatVersion.current
    )

    @Argument(help: "The file; it and its folder are made where they are missing, for this user alone.")
    var file: String

    @OptionGroup(title: "Frames")
    var framing: FramingOptions

    func run() throws {
        // Whatever is made from here on is for this user alone.
        umask(0o077)
        // A full disk or a closed pipe is an error to be told, not a reason to die.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        var keeper = TalkKeeper(TalkFile(path: file), mark: Self.time)
        var splitter = FrameSplitter(framing: framing.input, accepting: TalkKeeper.accepted)
        defer { keeper.close() }
        do throws(FrameError) {
            while let bytes = Self.read() {
                splitter.append(bytes)
                while let raw = try splitter.next() { write(keeper.answer(try raw.decode())) }
            }
            if let raw = try splitter.finish() { write(keeper.answer(try raw.decode())) }
        } catch {
            // A supervisor that was killed in mid-frame is no fault of anybody's input.
            guard error.code != .truncated else { return }
            StandardError.write("talk-keeper: standard input: \(error.message)\n")
            throw Exit.dataError.code
        }
    }

    /// What came; `nil` at the input's end.
    private static func read() -> [UInt8]? {
        while true {
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, initialized in
                count = Glibc.read(STDIN_FILENO, buffer.baseAddress, buffer.count)
                initialized = max(0, count)
            }
            if count > 0 { return bytes }
            if count == 0 || errno != EINTR { return nil }
        }
    }

    /// Where nobody reads any more, what was sent before is kept all the same.
    private func write(_ frames: [Frame]) {
        var bytes: [UInt8] = []
        // What came out of frames, and out of the file that was made of them, fits into frames again.
        for frame in frames { try? frame.encode(as: framing.output, into: &bytes) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return }
        }
    }

    /// The time in UTC, for a file's name: `20260102-030405`.
    private static func time() -> String {
        var now = time_t()
        Glibc.time(&now)
        var parts = tm()
        gmtime_r(&now, &parts)
        let buffer = [CChar](unsafeUninitializedCapacity: 32) { buffer, count in
            count = strftime(buffer.baseAddress, buffer.count, "%Y%m%d-%H%M%S", &parts)
        }
        return String(decoding: buffer.lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
