/// How long a server may keep us waiting. There is no limit for a whole answer: a long one is not a fault.
package struct ModelTimeouts: Sendable, Equatable {
    /// Until the connection stands. At least 1 ms.
    package var connect: Duration

    /// From the question to the first byte of the answer. It has to cover the loading of a model.
    package var firstByte: Duration

    /// Between two reads once the answer has begun. Time in which we do not read does not count.
    package var stall: Duration

    package init(
        connect: Duration = .seconds(3),
        firstByte: Duration = .seconds(120),
        stall: Duration = .seconds(30)
    ) {
        self.connect = connect
        self.firstByte = firstByte
        self.stall = stall
    }
}
