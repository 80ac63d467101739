import TestSupport

/// A worker in Python whose sound says which phrase and which sample of it is heard.
enum CountingWorker {
    /// Samples for one scalar of text.
    static let pace = 60

    /// Writes the worker into `folder`.
    ///
    /// - Returns: the command for `--worker`.
    static func command(in folder: String) throws -> String {
        try writeFile("\(folder)/counting.py", source)
        return "exec /usr/bin/python3 -S -E \(folder)/counting.py"
    }

    /// Checks that samples are phrases 0, 1, 2 …, each from its first sample to its last.
    ///
    /// - Returns: how many phrases they are; `nil` with `place` where one is lost or repeated.
    static func phrases(in samples: [Int16]) -> (count: Int?, place: Int?) {
        var phrase = -1
        var counter = 0
        for (place, sample) in samples.enumerated() {
            let value = Int(sample) + 32_768
            if value == counter & 0xFFF | (max(0, phrase) & 7) << 12, phrase >= 0 {
                counter += 1
            } else if value == ((phrase + 1) & 7) << 12 {
                phrase += 1
                counter = 1
            } else {
                return (nil, place)
            }
        }
        return (phrase + 1, nil)
    }

    private static let source = """
        import sys, json, struct, base64, time
        inp, out = sys.stdin.buffer, sys.stdout.buffer
        def send(type, p, **members):
            body = json.dumps(dict(type=type, session=p['session'], turn=p['turn'], phrase=p['phrase'], **members)).encode()
            out.write(struct.pack('>I', len(body)) + body); out.flush()
        while True:
            head = inp.read(4)
            if len(head) < 4: break
            p = json.loads(inp.read(struct.unpack('>I', head)[0]))
            if p['type'] != 'phrase': continue
            length, offset = \(pace) * len(p['text']), 0
            while offset < length:
                count = min(800, length - offset)
                values = [((p['phrase'] & 7) << 12 | (i & 0xfff)) - 32768 for i in range(offset, offset + count)]
                pcm = base64.b64encode(struct.pack('<%dh' % count, *values)).decode()
                send('audio', p, offset=offset, rate=16000, pcm=pcm)
                offset += count
                time.sleep(0.002)
            send('synthesized', p, samples=length)

        """
}
