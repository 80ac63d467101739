/// What is said for a block that nobody wants to hear read out.
package struct BlockNames: Sendable, Equatable {
    /// For code without a language.
    package var code: String
    /// For code in a language, whose name stands for `%`.
    package var codeInLanguage: String
    package var table: String

    package init(
        code: String = "Code block.",
        codeInLanguage: String = "Code block in %.",
        table: String = "Table."
    ) {
        self.code = code
        self.codeInLanguage = codeInLanguage
        self.table = table
    }

    /// The name for a block whose fence was opened with `info`.
    func code(info: String) -> String {
        let tag = info.split { $0.isWhitespace || "{},:=".contains($0) }.first.map(String.init) ?? ""
        guard tag.unicodeScalars.contains(where: \.isAlphanumeric), tag.unicodeScalars.count <= 20,
            !["text", "txt", "plaintext", "plain", "none"].contains(tag.lowercased())
        else { return code }
        let language = Self.languages[tag.lowercased()] ?? tag
        return codeInLanguage.split(separator: "%", omittingEmptySubsequences: false).joined(separator: language)
    }

    /// How the tags that people do not say are said.
    private static let languages: [String: String] = [
        "bash": "Bash", "c": "C", "cpp": "C++", "c++": "C++", "cs": "C#", "csharp": "C#", "css": "CSS", "go": "Go",
        "golang": "Go", "html": "HTML", "java": "Java", "javascript": "JavaScript", "js": "JavaScript", "json": "JSON",
        "jsx": "JavaScript", "kotlin": "Kotlin", "lua": "Lua", "markdown": "Markdown", "md": "Markdown", "php": "PHP",
        "powershell": "PowerShell", "py": "Python", "python": "Python", "python3": "Python", "rb": "Ruby",
        "ruby": "Ruby", "rs": "Rust", "rust": "Rust", "sh": "Shell", "shell": "Shell", "sql": "SQL", "swift": "Swift",
        "toml": "TOML", "ts": "TypeScript", "tsx": "TypeScript", "typescript": "TypeScript", "xml": "XML",
        "yaml": "YAML", "yml": "YAML", "zsh": "Shell",
    ]
}
