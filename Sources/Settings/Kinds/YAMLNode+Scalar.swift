extension YAMLNode {
    /// The text of a single value. With `nullIsWord`, a plain `null` is a text like any other.
    ///
    /// - Throws: that it is none of `kind`: `a list is no duration`.
    func scalar(for kind: String, nullIsWord: Bool = false) throws(SettingFault) -> String {
        switch content {
        case .scalar(let text, _):
            guard !isNull || nullIsWord && !text.isEmpty else { throw SettingFault("nothing is no \(kind)") }
            return text
        case .sequence: throw SettingFault("a list is no \(kind)")
        case .mapping: throw SettingFault("a map is no \(kind)")
        }
    }
}
