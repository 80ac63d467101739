import FoundationEssentials
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import LanguageModels

@Suite(.timeLimit(.minutes(5)))
struct CurlTransportTests {
    @Test("cancelling the task closes the connection", arguments: [0, 1])
    func cancel(afterTokens count: Int) async throws {
        try await withOllama(FakeAnswer(["Hi", " you"], fault: .stall(at: count))) { model, server in
            try await withThrowingTaskGroup { group in
                group.addTask { await Outcome(of: model) }
                _ = try await server.first { $0.first?.isStalled == true ? true : nil }
                group.cancelAll()
                try await server.closedByClient(0)
                let outcome = try await group.next()
                #expect(outcome?.error?.code == .cancelled)
            }
        }
    }

    @Test("a task that is cancelled already asks nothing")
    func cancelledBefore() async throws {
        try await withOllama(FakeAnswer(["Hi"])) { model, _ in
            await withDiscardingTaskGroup { group in
                group.cancelAll()
                group.addTask {
                    let outcome = await Outcome(of: model)
                    #expect(outcome.events.isEmpty && outcome.error?.code == .cancelled)
                }
            }
        }
    }

    @Test("a response that was read to its end leaves its connection to the next request")
    func reuse() async throws {
        try await FakeOllama.with(FakeAnswer([])) { server in
            try await withCurlTransport { transport in
                for _ in 0..<5 {
                    let body = try await get("\(server.url)/api/version", by: transport)
                    #expect(body == #"{"version":"0.12.6"}"#)
                }
            }
            #expect(server.exchanges.count == 5)
            #expect(Set(server.exchanges.map(\.connection)).count == 1)
        }
    }

    @Test("an answer leaves its connection to a later one")
    func reuseByAnswers() async throws {
        try await withOllama(FakeAnswer(["Hi", " you"])) { model, server in
            // The body's end comes after the answer's: a question in between opens a second connection.
            while Set(server.exchanges.map(\.connection)).count == server.exchanges.count {
                #expect(await Outcome(of: model).error == nil)
            }
        }
    }

    private func get(_ url: String, by transport: CurlTransport) async throws -> String {
        try await transport.withTransfer(for: HTTPRequest(url: url)) { transfer throws(ModelError) in
            var text: [UInt8] = []
            var bytes: [UInt8] = []
            do {
                while try await transfer.read(into: &bytes) { text += bytes }
            } catch {
                throw ModelError(code: .serverError, message: "\(error)")
            }
            return String(decoding: text, as: UTF8.self)
        }
    }

    @Test("a hundred answers at once come whole, on one thread")
    func manyAtOnce() async throws {
        let tokens = (0..<20).map { " \($0)" }
        try await withOllama(FakeAnswer(tokens, rate: 100)) { model, server in
            await withTaskGroup { group in
                for _ in 0..<100 { group.addTask { await Outcome(of: model) } }
                for await outcome in group {
                    #expect(outcome.error == nil)
                    #expect(outcome.text == tokens.joined())
                }
            }
            #expect(server.exchanges.count == 100)
        }
    }

    @Test("one more than the limit is told that we are busy")
    func crowded() async throws {
        // However busy the machine is, none of them gives up before all are there.
        let timeouts = ModelTimeouts(connect: .seconds(240), firstByte: .seconds(240))
        try await withOllama(FakeAnswer(["Hi"], fault: .stall(at: 0)), timeouts: timeouts) { model, server in
            try await withThrowingTaskGroup { group in
                for _ in 0..<CurlTransport.maximumTransfers { group.addTask { await Outcome(of: model) } }
                _ = try await server.first { $0.count == CurlTransport.maximumTransfers ? true : nil }
                #expect(await Outcome(of: model).error?.code == .busy)
                group.cancelAll()
                for try await outcome in group { #expect(outcome.error?.code == .cancelled) }
            }
        }
    }

    @Test("a slow receiver gets every byte of a long answer, though it does not fit the buffer")
    func backPressure() async throws {
        let tokens = (0..<400).map { "\($0) " + String(repeating: "x", count: 5000) }
        try await withOllama(FakeAnswer(tokens)) { model, server in
            let received = Mutex<[String]>([])
            try await model.answer(.hello) { event in
                // Nothing more is taken before the server has written all.
                if received.withLock({ $0.isEmpty }) { _ = try await server.first { $0.first?.completed } }
                if case .text(let text) = event { received.withLock { $0.append(text) } }
            }
            #expect(received.withLock { $0 } == tokens)
        }
    }

    @Test("shutting down ends what is under way, and nothing starts afterwards")
    func shutdown() async throws {
        try await FakeOllama.with(FakeAnswer(["Hi"], fault: .stall(at: 0))) { server in
            let transport = try CurlTransport()
            let model = try OllamaModel(server, transport)
            try await withThrowingTaskGroup { group in
                group.addTask { await Outcome(of: model) }
                _ = try await server.first { $0.first?.isStalled == true ? true : nil }
                await transport.shutdown()
                let outcome = try await group.next()
                #expect(outcome?.error?.message == "the connection was shut down")
                try await server.closedByClient(0)
            }
            await transport.shutdown()
            #expect(await Outcome(of: model).error?.code == .cancelled)
        }
    }

    @Test("threads and descriptors are given back, and requests need none of their own")
    func leaks() async {
        await #expect(processExitsWith: .success) {
            try await Self.round()
            let before = try Self.openDescriptors()
            for _ in 0..<5 { try await Self.round() }
            // A connection's other end is the server's: it has gone when its scope has ended.
            guard try Self.openDescriptors() == before, try Self.curlThreads() == 0 else { exit(1) }
        }
    }

    @Test("where the system has no descriptor left, the transport says so and does not start")
    func noDescriptors() async {
        await #expect(processExitsWith: .success) {
            var none = rlimit(rlim_cur: 0, rlim_max: 0)
            guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &none) == 0 else { exit(1) }
            do throws(ModelError) {
                _ = try CurlTransport()
                exit(2)
            } catch {
                guard error.code == .busy else { exit(3) }
            }
        }
    }

    @Test("a server that takes no connection is given up when its time is over")
    func connectTimeout() async throws {
        let server = try FullServer()
        let timeouts = ModelTimeouts(connect: .milliseconds(100), firstByte: .seconds(240))
        try await withCurlTransport { transport in
            let url = try ModelURL("http://127.0.0.1:\(server.port)")
            let error = await Outcome(of: OllamaModel(url: url, transport: transport, timeouts: timeouts)).error
            #expect(error?.code == .timedOut)
            #expect(error?.message == "no connection to the model server at \(url) within 0.1 seconds")
        }
    }

    @Test("a transport that was forgotten still ends its thread")
    func forgotten() async {
        await #expect(processExitsWith: .success) {
            _ = try CurlTransport()
            guard try await eventually({ try Self.curlThreads() == 0 }) else { throw SetupError("a thread is left") }
        }
    }

    @Test("the loopback is asked directly, whatever the environment says about proxies")
    func proxies() async {
        await #expect(processExitsWith: .success) {
            setenv("http_proxy", "http://127.0.0.1:1", 1)
            try await withOllama(FakeAnswer(["Hi"])) { model, _ in
                guard await Outcome(of: model).text == "Hi" else { exit(1) }
            }
            try await withCurlTransport { transport in
                let model = OllamaModel(url: try ModelURL("http://model.invalid"), transport: transport)
                guard await Outcome(of: model).error?.code == .connectionRefused else { exit(2) }
            }
        }
    }

    /// Twenty answers side by side, a cancelled one and a failed one.
    private static func round() async throws {
        let script: @Sendable (FakeRequest) -> FakeAnswer = { request in
            let fault: FakeFault? =
                switch request.index {
                case 20: .stall(at: 1)
                case 21: .drop(at: 1)
                default: nil
                }
            return FakeAnswer([" a", " b", " c"], rate: 200, fault: fault)
        }
        try await FakeOllama.with(script) { server in
            try await withCurlTransport { transport in
                let model = try OllamaModel(server, transport)
                await withTaskGroup { group in
                    for _ in 0..<20 { group.addTask { await Outcome(of: model) } }
                }
                guard try curlThreads() == 1 else { exit(3) }
                try await withThrowingTaskGroup { group in
                    group.addTask { await Outcome(of: model) }
                    _ = try await server.first { $0.count == 21 && $0[20].isStalled ? true : nil }
                    group.cancelAll()
                    try await server.closedByClient(20)
                }
                _ = await Outcome(of: model)
            }
        }
    }

    private static func openDescriptors() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }

    private static func curlThreads() throws -> Int {
        let tasks = "/proc/self/task"
        return try FileManager.default.contentsOfDirectory(atPath: tasks).count {
            (try? String(contentsOfFile: "\(tasks)/\($0)/comm", encoding: .utf8)) == "curl\n"
        }
    }
}
