/// Cuts an input into pieces, at places that the input itself decides: the same each time it is run.
struct Cuts {
    private var state: UInt64

    init(of input: [UInt8]) {
        // FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv), which needs no seed of its own.
        state = input.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// The elements in pieces of 1 to `longest`.
    mutating func pieces<Input: Collection>(of input: Input, longest: Int = 24) -> [Input.SubSequence] {
        var pieces: [Input.SubSequence] = []
        var rest = input[...]
        while !rest.isEmpty {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let count = 1 + Int(state >> 33) % longest
            pieces.append(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        return pieces
    }
}
