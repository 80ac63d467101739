/// A value of a YAML file, and where it stands.
package struct YAMLNode: Sendable, Equatable {
    /// What it is.
    package enum Content: Sendable, Equatable {
        /// A text; `isPlain` where it stands without quotes, so that it may mean nothing (`~`, `null`).
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        /// In the file's order; no name is there twice.
        case mapping([Entry])
    }

    /// A name and its value.
    package struct Entry: Sendable, Equatable {
        package var name: String
        /// Where the name stands.
        package var mark: YAMLMark
        package var value: YAMLNode

        package init(name: String, mark: YAMLMark, value: YAMLNode) {
            self.name = name
            self.mark = mark
            self.value = value
        }
    }

    package var content: Content

    /// Where it begins.
    package var mark: YAMLMark

    package init(_ content: Content, mark: YAMLMark) {
        self.content = content
        self.mark = mark
    }

    /// Whether it stands for "nothing set": `~`, `null`, or no value at all.
    package var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }
}

/// A place in a file; both count from 1.
package struct YAMLMark: Sendable, Equatable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// Why a text is no YAML that we take.
package struct YAMLFault: Error, Sendable, Equatable {
    /// Where; `nil` where the text as a whole is meant.
    package var mark: YAMLMark?

    package var problem: String

    package init(_ problem: String, at mark: YAMLMark?) {
        self.problem = problem
        self.mark = mark
    }
}
