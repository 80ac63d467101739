// Bare web addresses.

extension SpokenText {
    mutating func readAddress(_ scalar: Unicode.Scalar, _ address: WebAddress, into sink: inout some SpokenTextSink) {
        var address = address
        let hostStart = address.start
        switch address.take(scalar, at: position) {
        case .spoken:
            speak(scalar, into: &sink)
            previous = scalar
        case .skipped:
            held = []
        case .waits:
            if held.count < WebAddress.longestPunctuation {
                held.append(scalar)
            }
        case .notHost:
            sink.silence(hostStart..<(position + 1))
        case .end:
            endAddress(address, before: scalar, into: &sink)
            return
        }
        mode = .address(address)
    }

    private mutating func endAddress(
        _ address: WebAddress,
        before scalar: Unicode.Scalar,
        into sink: inout some SpokenTextSink
    ) {
        let end = address.end(at: position)
        sink.extend(to: end)
        // More punctuation than was kept stands behind the address: what was kept comes first.
        held = Array(held.prefix(position - end))
        scheme = AddressStart()
        if address.isBracketed, scalar == ">" {
            releaseHeld(into: &sink)
            sink.extend(to: position + 1)
        } else {
            release(before: scalar, into: &sink)
        }
    }
}
