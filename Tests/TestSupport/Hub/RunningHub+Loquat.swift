extension RunningHub {
    /// Runs `loquat` with this hub to its end.
    package func loquat(_ words: String...) async throws -> PipelineResult {
        try await runPipeline(
            ProgramCommand(
                [ProgramCommand.path(of: "loquat")] + words,
                environment: ["RUNTIME_DIRECTORY": directory]
            )
        )
    }
}
