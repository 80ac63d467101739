private import JSONReading

extension Synthesized {
    /// Appends the frame's JSON, so that a worker needs no encoder.
    func appendJSON(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #"{"type":"synthesized","phrase":\#(phrase),"samples":\#(samples),"session":"#.utf8)
        JSONText.append(session, to: &bytes)
        bytes.append(contentsOf: #","turn":\#(turn)}"#.utf8)
    }
}
