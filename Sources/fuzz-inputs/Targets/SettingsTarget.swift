import Settings

extension FuzzTarget {
    static let settings = FuzzTarget(
        "settings",
        promise: "a settings file is taken, or refused in one line that names the file",
        seeds: [
            "model: llama3.2:3b\nmax_buffer_time: 2s # seconds\nmax_tokens_per_phrase: 50\n",
            "{model: \"a\\u00fc\", max_buffer_time: [1, {a: b}]}",
            "a: &x [1]\nb: *x\nc: !!str 3\n--- \n? k\n: |\n  text\n",
        ]
    ) { input in
        do throws(SettingsError) {
            _ = try SettingsFile(path: "f", bytes: input)
        } catch {
            hold(error.message.hasPrefix("f"), "the file is not named")
            hold(!error.message.contains("\n"), "the message has more than one line")
        }
    }
}
