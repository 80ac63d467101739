private import CSpeexDSP

/// Brings samples from one rate to another by speexdsp, as a stream: pieces give what the whole would have given.
///
/// The filter's delay is skipped at the start and its tail is fetched at the end, so that `n` samples give
/// `n · output / input` (rounded) and nothing is shifted in time.
final class Resampler {
    /// In Hz.
    let inputRate: Int
    /// In Hz.
    let outputRate: Int

    /// Samples taken since the start or ``finish()``.
    private(set) var taken = 0
    private var given = 0
    private let state: OpaquePointer

    /// speexdsp's 0 to 10; 5 is its choice for desktops: an 80-tap filter, about 2 ms of delay at 22,050 Hz.
    private static let quality: Int32 = 5

    /// - Throws: ``OutputError`` where speexdsp has no memory or refuses the rates.
    init(from inputRate: Int, to outputRate: Int) throws(OutputError) {
        var failure: Int32 = 0
        guard
            let state = speex_resampler_init(1, UInt32(inputRate), UInt32(outputRate), Self.quality, &failure),
            failure == 0
        else {
            throw OutputError(
                .failed,
                "no resampler from \(inputRate) to \(outputRate) Hz: \(String(cString: speex_resampler_strerror(failure)))"
            )
        }
        self.state = state
        self.inputRate = inputRate
        self.outputRate = outputRate
        speex_resampler_skip_zeros(state)
    }

    deinit { speex_resampler_destroy(state) }

    /// How many samples come out of `count`, rounded to the nearest.
    func outputLength(of count: Int) -> Int { (count * outputRate + inputRate / 2) / inputRate }

    /// Whether ``finish()`` would give something.
    var hasTail: Bool { given < outputLength(of: taken) }

    /// Takes samples; what is ready.
    func process(_ samples: ArraySlice<Int16>) -> [Int16] {
        taken += samples.count
        let output = samples.withUnsafeBufferPointer { run($0, atMost: .max) }
        given += output.count
        return output
    }

    /// The rest that the filter holds back; then it starts afresh.
    func finish() -> [Int16] {
        let silence = [Int16](repeating: 0, count: Int(speex_resampler_get_input_latency(state)) + 1)
        var tail: [Int16] = []
        var missing = outputLength(of: taken) - given
        while missing > 0 {
            let more = silence.withUnsafeBufferPointer { run($0, atMost: missing) }
            if more.isEmpty { break }
            tail += more
            missing -= more.count
        }
        speex_resampler_reset_mem(state)
        speex_resampler_skip_zeros(state)
        taken = 0
        given = 0
        return tail
    }

    private func run(_ input: UnsafeBufferPointer<Int16>, atMost limit: Int) -> [Int16] {
        let capacity = min(limit, input.count * outputRate / inputRate + 16)
        return [Int16](unsafeUninitializedCapacity: capacity) { output, count in
            var consumed = 0
            while consumed < input.count, count < capacity {
                var inputLength = UInt32(input.count - consumed)
                var outputLength = UInt32(capacity - count)
                speex_resampler_process_int(
                    state,
                    0,
                    input.baseAddress.map { $0 + consumed },
                    &inputLength,
                    output.baseAddress.map { $0 + count },
                    &outputLength
                )
                if inputLength == 0, outputLength == 0 { break }
                consumed += Int(inputLength)
                count += Int(outputLength)
            }
        }
    }
}
