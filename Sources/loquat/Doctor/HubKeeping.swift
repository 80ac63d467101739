/// Who runs the hub at a place: what a person does to start it, and to read what it says.
struct HubKeeping: Sendable {
    /// What starts it.
    let start: String

    /// `systemctl`'s and `journalctl`'s words for whose units they are, with what a unit's name ends with; `nil` where it is none.
    private let units: (manager: String, suffix: String)?

    /// Looks at where the sockets lie, and whether units are installed: `variable` reads the environment, `exists` the disk.
    init(directory: String, variable: (String) -> String?, exists: (String) -> Bool) {
        let machine = ["/usr/local/lib/systemd/system", "/usr/lib/systemd/system"]
        let data = variable("XDG_DATA_HOME") ?? variable("HOME").map { "\($0)/.local/share" }
        let session = variable("XDG_RUNTIME_DIR").map { "\($0)/loquat" }
        if let suffix = Self.suffix(ofMachinePlace: directory) {
            units = ("", suffix)
            start = "run `sudo systemctl start loquat\(suffix).target`"
        } else if directory == session, exists("\(data ?? "")/systemd/user/loquat.target") {
            units = ("--user ", "")
            start = "run `systemctl --user start loquat.target`"
        } else if variable("RUNTIME_DIRECTORY") == nil, machine.contains(where: { exists("\($0)/loquat.target") }) {
            units = ("", "")
            start = "run `sudo systemctl start loquat.target`"
        } else {
            units = nil
            start = "start hub-supervisor"
        }
    }

    /// Where `process` says what happened to it.
    func messages(of process: String) -> String {
        guard let units else { return "what hub-supervisor writes says why" }
        let name = process == "hub-supervisor" ? "supervisor" : process
        return "`journalctl \(units.manager)-u loquat-\(name)\(units.suffix)` says why"
    }

    /// What the machine's own hub has behind its units' names, or a further one: nothing, or `@NAME`.
    private static func suffix(ofMachinePlace directory: String) -> String? {
        guard directory.hasPrefix("/run/loquat") else { return nil }
        let rest = directory.dropFirst("/run/loquat".count)
        if rest.isEmpty { return "" }
        return rest.hasPrefix("-") && rest.count > 1 && !rest.contains("/") ? "@\(rest.dropFirst())" : nil
    }
}
