internal import Experiments
internal import SpeechFrames

extension SessionTable {
    /// Has a question belong to the arm that it names, else to the one that its session's questions belong to. What is said
    /// without a question belongs to none: no model is asked.
    mutating func chooseArm(_ ask: inout Ask, _ session: inout Session) {
        guard ask.say != true else {
            ask.arm = nil
            return
        }
        if ask.arm != nil { session.arm = ask.arm }
        ask.arm = arm(of: session)
    }

    /// The arm that a session's questions belong to: the one that was named last, where there still is one by that name.
    func arm(of session: Session) -> String? {
        let chosen = session.arm.flatMap { arms.experiment.arm(named: $0) }
        return (chosen ?? arms.experiment.arm(of: session.id))?.name
    }

    /// Why a question cannot belong to the arm that it names: a code and a message.
    func fault(ofArm name: String?) -> (String, String)? {
        guard let name, arms.experiment.arm(named: name) == nil else { return nil }
        let known = arms.experiment.arms.map(\.name).joined(separator: ", ")
        let advice = known.isEmpty ? "the settings have no `arms`" : "there are \(known)"
        return ("unknown_arm", "there is no arm \(name): \(advice)")
    }
}
