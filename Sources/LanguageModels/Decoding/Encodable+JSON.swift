private import FoundationEssentials

extension Encodable {
    /// This as JSON.
    /// - Throws: `badRequest` for what JSON cannot say, such as a temperature that is not a number.
    func json() throws(ModelError) -> [UInt8] {
        do {
            return Array(try JSONEncoder().encode(self))
        } catch {
            throw ModelError(code: .badRequest, message: "the question cannot be written as JSON", cause: error)
        }
    }
}
