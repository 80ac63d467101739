import ArgumentParser
package import SpeechFrames

/// How frames look on standard input and output: the same flags in every stage.
package struct FramingOptions: ParsableArguments {
    @Flag(help: "Frames on standard input and output are one JSON object a line, for jq and eyes.")
    package var lines = false

    @Flag(help: "Frames on standard input are one JSON object a line.")
    package var linesIn = false

    @Flag(help: "Frames on standard output are one JSON object a line.")
    package var linesOut = false

    package init() {}

    package var input: Framing { lines || linesIn ? .lines : .lengthPrefixed }
    package var output: Framing { lines || linesOut ? .lines : .lengthPrefixed }
}

/// What every program says about itself while it works.
package struct LogOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Say on standard error what is being done.")
    package var verbose = false

    package init() {}
}
