/// Makes one value of a YAML text. What a settings file has no use for is refused: types (`!x`), a second document, names that
/// are no text, names that stand there twice; so is what would cost without bound.
package struct YAMLComposer: ~Copyable {
    /// The longest text, in bytes.
    package static let maximumLength = 1 << 20

    /// How deep lists and maps may stand in each other.
    package static let maximumDepth = 32

    /// How many values there may be, those that aliases repeat counted each time.
    package static let maximumNodes = 50_000

    private let events: YAMLEvents
    private var anchors: [String: (node: YAMLNode, count: Int)] = [:]
    private var nodes = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>) throws(YAMLFault) {
        events = try YAMLEvents(bytes)
    }

    /// The text's value; `nil` where it holds none, only comments perhaps.
    package static func compose(_ bytes: [UInt8]) throws(YAMLFault) -> YAMLNode? {
        guard bytes.count <= maximumLength else {
            throw YAMLFault("it is longer than \(maximumLength) bytes", at: nil)
        }
        let result: Result<YAMLNode?, YAMLFault> = bytes.withUnsafeBufferPointer { bytes in
            do throws(YAMLFault) {
                var composer = try YAMLComposer(bytes)
                return .success(try composer.document())
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private mutating func document() throws(YAMLFault) -> YAMLNode? {
        var document: YAMLNode?
        while true {
            let event = try events.next()
            switch event.kind {
            case .streamEnd: return document
            case .documentStart where document != nil:
                throw YAMLFault("a second document begins: a file holds one", at: event.mark)
            case .streamStart, .documentStart, .documentEnd: break
            default: document = try value(event, depth: 0)
            }
        }
    }

    private mutating func value(_ event: YAMLEvent, depth: Int) throws(YAMLFault) -> YAMLNode {
        let before = nodes
        try count(1, at: event.mark)
        guard depth <= Self.maximumDepth else {
            throw YAMLFault("lists and maps stand more than \(Self.maximumDepth) deep in each other", at: event.mark)
        }
        switch event.kind {
        case .alias(let name):
            guard let known = anchors[name] else {
                throw YAMLFault("nothing before it is called &\(name)", at: event.mark)
            }
            try count(known.count, at: event.mark)
            return known.node
        case .scalar(let text, let isPlain, let properties):
            let node = YAMLNode(.scalar(text, isPlain: isPlain), mark: event.mark)
            return try keep(node, properties, since: before)
        case .sequenceStart(let properties):
            let node = YAMLNode(.sequence(try sequence(depth: depth + 1)), mark: event.mark)
            return try keep(node, properties, since: before)
        case .mappingStart(let properties):
            let node = YAMLNode(.mapping(try mapping(depth: depth + 1)), mark: event.mark)
            return try keep(node, properties, since: before)
        default: throw YAMLFault("a value is missing", at: event.mark)
        }
    }

    private mutating func sequence(depth: Int) throws(YAMLFault) -> [YAMLNode] {
        var values: [YAMLNode] = []
        while true {
            let event = try events.next()
            if case .sequenceEnd = event.kind { return values }
            values.append(try value(event, depth: depth))
        }
    }

    private mutating func mapping(depth: Int) throws(YAMLFault) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var lines: [String: Int] = [:]
        while true {
            let event = try events.next()
            if case .mappingEnd = event.kind { return entries }
            let key = try value(event, depth: depth)
            guard case .scalar(let name, _) = key.content else {
                throw YAMLFault("a list or a map cannot be a name", at: event.mark)
            }
            if let line = lines.updateValue(event.mark.line, forKey: name) {
                throw YAMLFault("\(name) stands here and in line \(line): keep one of them", at: event.mark)
            }
            let value = try value(try events.next(), depth: depth)
            entries.append(YAMLNode.Entry(name: name, mark: event.mark, value: value))
        }
    }

    /// Remembers a value that has a name, for aliases.
    private mutating func keep(
        _ node: YAMLNode,
        _ properties: YAMLProperties,
        since before: Int
    ) throws(YAMLFault) -> YAMLNode {
        if let tag = properties.tag {
            throw YAMLFault("the type \(tag) is not known here: leave it out", at: node.mark)
        }
        if let anchor = properties.anchor { anchors[anchor] = (node, nodes - before) }
        return node
    }

    private mutating func count(_ more: Int, at mark: YAMLMark) throws(YAMLFault) {
        nodes += more
        guard nodes <= Self.maximumNodes else {
            throw YAMLFault("it holds more than \(Self.maximumNodes) values", at: mark)
        }
    }
}
