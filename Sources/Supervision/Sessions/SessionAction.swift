package import SpeechFrames

/// One peer on the hub's own socket.
package struct ClientID: Sendable, Hashable {
    package let number: Int

    package init(_ number: Int) {
        self.number = number
    }
}

/// What the table of sessions wants done; in the order of the list.
package enum SessionAction: Sendable, Equatable {
    /// Send this to a peer on the hub's socket.
    case tell(ClientID, Frame)
    /// Pass this on to a peer on the hub's socket, as it came.
    case pass(ClientID, RawFrame)
    /// Send this to the llm-streamer.
    case ask(Ask)
    /// Send this to the llm-streamer; where there is none just now, never mind.
    case prepare(Prepare)
    /// Send this to the stages that keep words for later; those that are away have none.
    case forget(Forget)
    /// Send this to all three stages, and see to it that they stop; then call ``SessionTable/stopped(_:heard:at:)``.
    case interrupt(Interrupt)
    /// What ``SessionTable/statuses(at:)`` tells has changed.
    case changed
}

extension SessionAction {
    /// Whether `client` is told that its question was taken up, or why not.
    func answer(to client: ClientID) -> Frame? {
        guard case .tell(client, let frame) = self else { return nil }
        switch frame {
        case .accepted, .refused: return frame
        default: return nil
        }
    }
}
