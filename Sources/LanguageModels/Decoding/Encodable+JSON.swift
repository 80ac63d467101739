private import FoundationEssentials

extension Encodable {
    /// This as JSON.
    /// - Throws: `badRequest` for what JSON cannot say, such as a temperature that is not a number.
    func json() throws(ModelError) -> [UInt8] {
        do {
            let encoder = JSONEncoder()
            // In one order, after a restart too: a server that has read the same beginning of a prompt need not read it again.
            encoder.outputFormatting = .sortedKeys
            return Array(try encoder.encode(self))
        } catch {
            throw ModelError(code: .badRequest, message: "the question cannot be written as JSON", cause: error)
        }
    }
}
