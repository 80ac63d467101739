import ArgumentParser

/// What is shown of the speech.
struct DisplayOptions: ParsableArguments {
    @Flag(
        help: """
            Show the text and mark the word that is heard, on a terminal; else print each word as it is heard. With \
            pcm:- it goes to standard error.
            """
    )
    var captions = false

    @Flag(help: "At a turn's end, say on standard error how soon and how smoothly it was spoken.")
    var report = false
}
