package import SpeechFrames
package import TalkStorage

/// Does what the supervisor's frames want with the file, one after the other.
///
/// A file that cannot be opened is tried again with each frame: whatever a person does about it is noticed. A damaged one is
/// renamed, said so, and begun anew.
package struct TalkKeeper {
    /// What the supervisor sends.
    package static let accepted: Set<FrameType> = [.recall, .talk, .forget]

    private let file: TalkFile
    private let mark: () -> String
    private var database: TalkDatabase?
    private var notice: String?

    /// Keeps the talk in `file`; `mark` is added to the name of a damaged file, such as the time.
    package init(_ file: TalkFile, mark: @escaping () -> String) {
        self.file = file
        self.mark = mark
    }

    /// Answers one frame; the last of the answers is ``Kept``.
    package mutating func answer(_ frame: Frame) -> [Frame] {
        do throws(TalkFailure) {
            let talks = try perform(frame)
            return talks.map { .talk($0) } + [.kept(Kept(notice: notice.take()))]
        } catch {
            return [.kept(Kept(problem: error.message, notice: notice.take()))]
        }
    }

    /// Lets go of the file.
    package mutating func close() { database.take()?.close() }

    private mutating func perform(_ frame: Frame) throws(TalkFailure) -> [Talk] {
        let database = try open()
        do throws(TalkFailure) {
            switch frame {
            case .recall(let recall): return try database.recall(since: recall.since, most: recall.most)
            case .talk(let talk): try database.keep(talk)
            case .forget(let forget): try database.forget(forget.session, besides: forget.besides ?? [])
            default: break
            }
            return []
        } catch {
            guard error.code == .damaged else { throw error }
            close()
            try setAside(error)
            throw TalkFailure(.unavailable, "\(file.path) was damaged: it is begun anew")
        }
    }

    private mutating func open() throws(TalkFailure) -> TalkDatabase {
        if let database { return database }
        try prepare()
        let opened: TalkDatabase
        do throws(TalkFailure) {
            opened = try TalkDatabase(path: file.path)
        } catch {
            guard error.code == .damaged else { throw error }
            try setAside(error)
            try prepare()
            opened = try TalkDatabase(path: file.path)
        }
        database = opened
        return opened
    }

    private func prepare() throws(TalkFailure) {
        do throws(TalkFile.Refusal) {
            try file.prepare()
        } catch {
            throw TalkFailure(.refused, error.message)
        }
    }

    private mutating func setAside(_ damage: TalkFailure) throws(TalkFailure) {
        do throws(TalkFile.Refusal) {
            let aside = try file.setAside(mark())
            notice = "\(file.path) was damaged (\(damage.message)): it is \(aside) now, and a new one is begun"
        } catch {
            throw TalkFailure(.refused, error.message)
        }
    }
}
