import Glibc
import TestSupport
import Testing

@testable import ServiceRuntime

@Suite("What the service manager is told")
struct ServiceManagerTests {
    private func make(_ variables: [String: String], process: Int32 = 42) -> ServiceManager? {
        ServiceManager(variable: { variables[$0] }, process: process)
    }

    @Test("a message comes whole, at a path and at an abstract name", arguments: [true, false])
    func delivered(isAbstract: Bool) async throws {
        try await withTemporaryDirectory { folder in
            // The folder's name is nobody else's, also where names are shared by the whole machine.
            let name = isAbstract ? "@\(folder)/notify" : "\(folder)/notify"
            let socket = try NotifySocket(name)
            let manager = try #require(make(["NOTIFY_SOCKET": name]))
            #expect(manager.tell([.alive, .ready, .status("4 workers,\n1 busy")]))
            #expect(socket.message() == "WATCHDOG=1\nREADY=1\nSTATUS=4 workers, 1 busy")
            #expect(manager.tell([.reloading(since: 7_000_001)]))
            #expect(socket.message() == "RELOADING=1\nMONOTONIC_USEC=7000001")
            #expect(manager.tell([.alive, .patience(.milliseconds(11_400))]))
            #expect(socket.message() == "WATCHDOG=1\nWATCHDOG_USEC=11400000")
            #expect(manager.tell([.stopping]))
            #expect(socket.message() == "STOPPING=1")
            #expect(socket.message() == nil)
        }
    }

    @Test("a manager that is gone, or whose queue is full, is told nothing, and nobody waits for it")
    func unreachable() async throws {
        try await withTemporaryDirectory { folder in
            let manager = try #require(make(["NOTIFY_SOCKET": "\(folder)/notify"]))
            #expect(!manager.tell([.ready]))
            let socket = try NotifySocket("\(folder)/notify")
            var sent = 0
            while manager.tell([.alive]) { sent += 1 }
            #expect(sent > 0)
            #expect(socket.lines().count == sent)
            #expect(manager.tell([.alive]))
        }
    }

    @Test("there is a manager where it says how to reach it")
    func variables() throws {
        #expect(make([:]) == nil)
        #expect(make(["NOTIFY_SOCKET": "relative"]) == nil)
        #expect(make(["NOTIFY_SOCKET": "/" + String(repeating: "a", count: 108)]) == nil)
        #expect(make(["NOTIFY_SOCKET": "/run/notify"])?.patience == nil)
    }

    @Test("signs of life are for the process that they are asked of")
    func watchdog() {
        let asked = ["NOTIFY_SOCKET": "/run/notify", "WATCHDOG_USEC": "2000000"]
        #expect(make(asked)?.patience == .seconds(2))
        #expect(make(asked.merging(["WATCHDOG_PID": "42"]) { $1 })?.patience == .seconds(2))
        #expect(make(asked.merging(["WATCHDOG_PID": "41"]) { $1 })?.patience == nil)
        #expect(make(asked.merging(["WATCHDOG_USEC": "0"]) { $1 })?.patience == nil)
        #expect(make(asked.merging(["WATCHDOG_USEC": "soon"]) { $1 })?.patience == nil)
    }
}
