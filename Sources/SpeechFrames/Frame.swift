/// One message between the parts: a JSON object with a `type`, framed by its length or, for people, by a line end.
public enum Frame: Sendable, Equatable {
    case hello(Hello)
    case ask(Ask)
    case begin(Begin)
    case token(Token)
    case phrase(Phrase)
    case end(End)
    case command(Command)
    case audio(Audio)
    case synthesized(Synthesized)
    case failed(Failed)
    case progress(Progress)
    case interrupt(Interrupt)
    case interrupted(Interrupted)
    case finished(Finished)
    case say(Say)
    case query(Query)
    case prepare(Prepare)
    case accepted(Accepted)
    case refused(Refused)
    case status(Status)
    case sessions(Sessions)
    case reload(Reload)
    case reloaded(Reloaded)
    case arms(Arms)
    case forget(Forget)
    case forgotten(Forgotten)
    case recall(Recall)
    case talk(Talk)
    case kept(Kept)
    case cues(Cues)
    case volume(Volume)

    /// The longest body of a frame, in bytes: 1 MiB.
    public static let maximumLength = 1 << 20

    /// What the frame carries.
    public var body: any FrameBody {
        switch self {
        case .hello(let body): body
        case .ask(let body): body
        case .begin(let body): body
        case .token(let body): body
        case .phrase(let body): body
        case .end(let body): body
        case .command(let body): body
        case .audio(let body): body
        case .synthesized(let body): body
        case .failed(let body): body
        case .progress(let body): body
        case .interrupt(let body): body
        case .interrupted(let body): body
        case .finished(let body): body
        case .say(let body): body
        case .query(let body): body
        case .prepare(let body): body
        case .accepted(let body): body
        case .refused(let body): body
        case .status(let body): body
        case .sessions(let body): body
        case .reload(let body): body
        case .reloaded(let body): body
        case .arms(let body): body
        case .forget(let body): body
        case .forgotten(let body): body
        case .recall(let body): body
        case .talk(let body): body
        case .kept(let body): body
        case .cues(let body): body
        case .volume(let body): body
        }
    }

    /// The value of the `type` member.
    public var type: FrameType { Swift.type(of: body).type }

    /// The turn that the frame is about; `nil` where it is about none, such as `hello`.
    public var turnID: TurnID? { (body as? any TurnBody)?.turnID }
}
