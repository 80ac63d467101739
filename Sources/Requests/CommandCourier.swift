private import Glibc
package import Intents
package import LanguageModels
private import SpeechFrames
internal import Tools

/// Takes commands to who carries them out.
package struct CommandCourier: Sendable {
    private let deliveries: [String: CommandDelivery]
    private let transport: CurlTransport?

    /// Without a transport no endpoint is reached.
    package init(_ deliveries: [String: CommandDelivery], transport: CurlTransport?) {
        self.deliveries = deliveries
        self.transport = transport
    }

    /// One command on its way.
    struct Parcel: Sendable {
        var intent: String
        var entities: [String: String]
        var confidence: Double
        var session: String
        var turn: Int
        /// Tells this command from all others: 128 random bits.
        var id = TurnID.makeSession()

        /// As a program, or an endpoint without a body of its own, gets it.
        var json: JSONValue {
            [
                "id": .string(id), "intent": .string(intent), "entities": .object(entities.mapValues { .string($0) }),
                "confidence": .number(confidence), "session": .string(session), "turn": .number(Double(turn)),
            ]
        }

        /// The entities, as templates take them.
        var slots: [String: SlotValue] {
            var slots = entities.mapValues { SlotValue(said: $0, value: $0) }
            slots["intent"] = SlotValue(said: intent, value: intent)
            return slots
        }
    }

    /// Delivers a command.
    ///
    /// - Returns: what the receiver wants said, if anything.
    /// - Throws: ``ToolError`` where it was not carried out, `CancellationError`.
    func deliver(_ parcel: Parcel, by name: String) async throws -> String? {
        guard let delivery = deliveries[name] else { throw ToolError(.unavailable, "no delivery is called \(name)") }
        switch delivery.receiver {
        case .program(let arguments):
            let call = ProgramCall(arguments: arguments, deadline: delivery.deadline)
            return try await call.run(parcel.json)?["spoken"]?.string
        case .http(let endpoint):
            return try await request(endpoint, parcel, delivery.deadline)
        }
    }

    private func request(_ endpoint: HTTPEndpoint, _ parcel: Parcel, _ deadline: Duration) async throws -> String? {
        guard let transport else { throw ToolError(.unavailable, "nothing here speaks HTTP") }
        let slots = parcel.slots
        let request = PlainRequest(
            url: endpoint.url.text(slots.mapValues(\.escaped), .value),
            method: endpoint.method,
            headers: try headers(of: endpoint, for: parcel),
            body: endpoint.method == "GET" ? nil : (endpoint.body?.json(slots) ?? parcel.json).json,
            timeout: deadline
        )
        let response = try await withThrowingTaskGroup(of: PlainResponse.self) { group in
            group.addTask {
                do throws(ModelError) {
                    return try await transport.exchange(request)
                } catch {
                    if error.code == .cancelled { throw CancellationError() }
                    throw ToolError(error.code == .timedOut ? .timedOut : .failed, error.message)
                }
            }
            group.addTask {
                // A server that sends a little again and again is late, too.
                try await Task.sleep(for: deadline)
                throw ToolError(.timedOut, "\(request.url) did not answer within \(deadline)")
            }
            defer { group.cancelAll() }
            guard let response = try await group.next() else { throw CancellationError() }
            try Task.checkCancellation()
            return response
        }
        guard (200..<300).contains(response.status) else {
            let words = String(decoding: response.body.prefix(200), as: UTF8.self)
            throw ToolError(.failed, "\(request.url) answered with status \(response.status): \(words)")
        }
        return nil
    }

    private func headers(of endpoint: HTTPEndpoint, for parcel: Parcel) throws(ToolError) -> [String] {
        var headers = endpoint.headers.map { "\($0.key): \($0.value)" }
        for (name, path) in endpoint.headerFiles { headers.append("\(name): \(try Self.value(inFile: path))") }
        let given = Set((Array(endpoint.headers.keys) + endpoint.headerFiles.keys).map { $0.lowercased() })
        let own = ["Content-Type": "application/json", "Idempotency-Key": parcel.id]
        headers += own.filter { !given.contains($0.key.lowercased()) }.map { "\($0.key): \($0.value)" }
        return headers.sorted()
    }

    /// The one line of a file, without the white space around it. It is a secret: no message shows it.
    private static func value(inFile path: String) throws(ToolError) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ToolError(.unavailable, "\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 16_384)
        let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.count == 1, let line = lines.first, line.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
            throw ToolError(.unavailable, "\(path) must hold one line of text, such as Bearer and a token")
        }
        return String(line)
    }
}

extension SlotValue {
    /// With all that could mean something in an address as percent and digits (RFC 3986, section 2.3).
    fileprivate var escaped: SlotValue {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in value.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 45, 95, 126: bytes.append(byte)
            case 46 where value.utf8.contains(where: { $0 != 46 }): bytes.append(byte)
            default: bytes += [37, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        return SlotValue(said: text, value: text)
    }
}
