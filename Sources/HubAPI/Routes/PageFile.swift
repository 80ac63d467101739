internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
private import NIOCore

/// A file of the page, as it lies in the program.
package struct PageFile: Sendable {
    /// Where it is served: `/app.js`; `/` is the page itself.
    package let path: String
    package let mediaType: String
    package let bytes: [UInt8]
    /// Tells this content from any other (RFC 9110, 8.8.3).
    let tag: String

    package init(path: String, mediaType: String, bytes: [UInt8]) {
        self.path = path
        self.mediaType = mediaType
        self.bytes = bytes
        tag = "\"\(Self.hash(bytes))\""
    }

    /// The file, or that the browser has it.
    func response(to request: Request) -> Response {
        let headers: HTTPFields = [.eTag: tag, .cacheControl: "no-cache", .contentType: mediaType]
        let known = request.headers[.ifNoneMatch]?.split(separator: ",").map { $0.filter { $0 != " " } } ?? []
        if known.contains(where: { $0 == tag || $0 == "W/\(tag)" || $0 == "*" }) {
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// FNV-1a, 64 bits: files are compared with what they were before, and nobody gains by two that are alike.
    private static func hash(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}
