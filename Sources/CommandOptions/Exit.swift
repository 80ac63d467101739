package import ArgumentParser

/// The exit codes of `sysexits.h` that Loquat's programs use, and what they mean here.
package enum Exit: Int32, Sendable {
    /// The command line is wrong.
    case usage = 64
    /// The input is wrong: a bad frame, a bad recording.
    case dataError = 65
    /// An input file cannot be read.
    case noInput = 66
    /// Something that is needed does not answer: the model's server, the sound server, every worker.
    case unavailable = 69
    /// A fault of ours.
    case software = 70
    /// The system refused: no process, no descriptor.
    case osError = 71
    /// An output cannot be created.
    case cannotCreate = 73
    /// Reading or writing failed in the middle.
    case ioError = 74
    /// Someone may not do this.
    case noPermission = 77
    /// A setting is wrong.
    case config = 78

    /// For ArgumentParser.
    package var code: ExitCode { ExitCode(rawValue) }
}

/// Ends a program with one line for the person and a code for the script.
package struct ProgramFailure: Error, Sendable, Equatable {
    /// The code that the program ends with.
    package var exit: Exit

    /// What happened and what would help.
    package var message: String

    package init(_ exit: Exit, _ message: String) {
        self.exit = exit
        self.message = message
    }
}
