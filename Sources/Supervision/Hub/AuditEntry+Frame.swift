internal import FoundationEssentials
internal import FrameTransport
internal import SpeechFrames

extension AuditEntry {
    /// What `frame`, from a peer, wanted, and what the hub answered; `nil` for what changes nothing.
    init?(_ frame: Frame, by person: PeerCredentials?, _ answer: Frame?, at time: Date) {
        switch frame {
        case .ask(let ask):
            self.init(.ask, at: time)
            (session, text) = (ask.session, ask.text)
        case .say(let say):
            self.init(.say, at: time)
            (session, text) = (say.session, say.text)
        case .interrupt(let interrupt):
            self.init(.interrupt, at: time)
            (session, reason) = (interrupt.session, interrupt.reason.rawValue)
        case .reload: self.init(.reload, at: time)
        case .forget(let forget):
            self.init(.forget, at: time)
            session = forget.session
        default: return nil
        }
        (pid, uid) = (person?.pid, person?.uid)
        switch answer {
        case .accepted(let accepted): (session, turn) = (accepted.session, accepted.turn)
        case .refused(let refused): (outcome, code) = (.refused, refused.code)
        default: break
        }
        // An empty name: a session that was never made, or all of them.
        if session?.isEmpty == true { session = nil }
    }
}
