/// What libyaml's parser meets, and where.
struct YAMLEvent {
    enum Kind {
        case streamStart, streamEnd, documentStart, documentEnd
        case alias(String)
        case scalar(String, isPlain: Bool, YAMLProperties)
        case sequenceStart(YAMLProperties)
        case sequenceEnd
        case mappingStart(YAMLProperties)
        case mappingEnd
    }

    var kind: Kind
    var mark: YAMLMark
}

/// What may stand before a value.
struct YAMLProperties {
    /// `&name`: the name by which an alias repeats the value.
    var anchor: String?

    /// `!type`.
    var tag: String?
}
