private import Glibc
private import Settings

/// Rules as YAML: the shipped ones, and the user's over them.
package enum RuleFile {
    /// Reads `text`, the content of the file that messages call `name`, over `rules`.
    ///
    /// Words and phrases are added to those that are there. A list's value, a synonym or a rule of the same name takes the
    /// place of the older one, a rule member by member; a rule with `enabled: false` is taken away.
    ///
    /// What a router would find wrong is found here, so that the message can name the file, unless it `isKnownToBeRight`.
    ///
    /// - Throws: ``RuleFileError``.
    package static func read(
        _ text: [UInt8],
        _ name: String,
        over rules: RuleSet = RuleSet(),
        isKnownToBeRight: Bool = false
    ) throws(RuleFileError) -> RuleSet {
        let node: YAMLNode?
        do throws(YAMLFault) {
            node = try YAMLComposer.compose(text)
        } catch {
            let place = error.mark.map { "\(name):\($0.line)" } ?? name
            throw RuleFileError("\(place): this is no YAML: \(error.problem)")
        }
        guard let node, !node.isNull else { return rules }
        let top = RuleNode(node: node, file: name, path: "")
        let whole = try read(top, over: rules)
        if !isKnownToBeRight { try check(whole, top) }
        return whole
    }

    /// Reads the file at `path` over `rules`.
    ///
    /// - Throws: ``RuleFileError``.
    package static func read(file path: String, over rules: RuleSet) throws(RuleFileError) -> RuleSet {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw RuleFileError("\(path): it cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 16_384)
        // What is longer is refused by its length.
        while bytes.count <= YAMLComposer.maximumLength {
            let count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw RuleFileError("\(path): it cannot be read: \(String(cString: strerror(errno)))")
            }
            guard count > 0 else { break }
            bytes += piece[..<count]
        }
        return try read(bytes, path, over: rules)
    }

    private static func read(_ node: RuleNode, over rules: RuleSet) throws(RuleFileError) -> RuleSet {
        var rules = rules
        let members = try node.members([
            "threshold", "undo_on_failure", "languages", "deliveries", "delivery", "tools",
        ])
        if let threshold = try members["threshold"]?.number(0...1) { rules.threshold = threshold }
        if let undoes = try members["undo_on_failure"]?.bool() { rules.undoesOnFailure = undoes }
        for (name, value) in try members["deliveries"]?.entries() ?? [] {
            guard name != CommandDelivery.frames else {
                throw value.error("\(name) is there already: the readers of command frames; call it otherwise")
            }
            rules.deliveries[name] = try CommandDelivery(value)
        }
        if let delivery = try members["delivery"]?.text() { rules.delivery = delivery }
        for value in try members["tools"]?.elements() ?? [] {
            let tool = try ProgramToolDefinition(value)
            rules.tools.removeAll { $0.name == tool.name }
            rules.tools.append(tool)
        }
        for (name, value) in try members["languages"]?.entries() ?? [] {
            try LanguageFile(value).apply(to: &rules.languages[name, default: RuleLanguage()])
        }
        return rules
    }

    private static func check(_ rules: RuleSet, _ top: RuleNode) throws(RuleFileError) {
        for (key, value) in try top.entries() where key == "delivery" {
            if let fault = fault(rules.delivery, rules) { throw value.error(fault) }
        }
        for (key, value) in try top.entries() where key == "languages" {
            for (name, language) in try value.entries() { try check(rules, name, language) }
        }
    }

    /// What is wrong with the name of a delivery.
    private static func fault(_ delivery: String?, _ rules: RuleSet) -> String? {
        guard let delivery, delivery != CommandDelivery.frames, rules.deliveries[delivery] == nil else { return nil }
        let names = (Array(rules.deliveries.keys) + [CommandDelivery.frames]).sorted().joined(separator: ", ")
        return "no delivery is called \(delivery); there are: \(names)"
    }

    private static func check(_ rules: RuleSet, _ language: String, _ node: RuleNode) throws(RuleFileError) {
        guard let known = rules.languages[language] else { return }
        for rule in known.rules {
            if let fault = fault(rule.delivery, rules) { throw node.error("the rule \(rule.intent): \(fault)") }
            if let undo = rule.undo, !known.rules.contains(where: { $0.intent == undo }) {
                throw node.error("the rule \(rule.intent): its undo, \(undo), is no rule")
            }
        }
        do throws(RuleError) {
            _ = try LanguageRouter(known, name: language, threshold: rules.threshold)
        } catch {
            throw node.error(error.message)
        }
    }
}
