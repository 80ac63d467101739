package import SpeechFrames

/// How the hub's processes are.
package struct ProcessesEvent: HubEvent, Equatable {
    package static let type = "processes"

    package var processes: [ProcessStatus]

    package init(processes: [ProcessStatus]) {
        self.processes = processes
    }

    /// Whether something else than their age and size is different.
    func differs(from other: Self?) -> Bool {
        other?.processes.map(Self.essence) != processes.map(Self.essence)
    }

    private static func essence(_ status: ProcessStatus) -> ProcessStatus {
        var status = status
        (status.uptimeMilliseconds, status.memoryBytes, status.cache, status.synthesis) = (nil, nil, nil, nil)
        return status
    }
}
