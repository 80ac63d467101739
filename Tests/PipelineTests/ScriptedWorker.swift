import TestSupport

/// Workers of a few lines in other languages, that anybody could have written: they put the phrase's number into every sample, so
/// that no sound may be kept for the next phrase of the same text.
enum ScriptedWorker {
    /// How many samples phrase `number` has.
    static func length(_ number: Int) -> Int { 400 + 37 * (number % 11) }

    /// What a phrase sounds like.
    static func sound(_ number: Int) -> [Int16] { Array(repeating: Int16(number + 1), count: length(number)) }

    /// Writes the worker into `folder`.
    ///
    /// - Returns: The command for `--worker`. It does what the first word of a phrase's text says.
    static func python(in folder: String, _ arguments: String...) throws -> String {
        try writeFile("\(folder)/worker.py", python)
        return (["exec /usr/bin/python3 -S -E \(folder)/worker.py \(folder)"] + arguments).joined(separator: " ")
    }

    /// Two processes and a pipe, as a person at a shell would do it: od, awk and base64.
    static func shell(in folder: String) throws -> String {
        try writeFile("\(folder)/worker.sh", shell)
        return "sh \(folder)/worker.sh"
    }

    /// Speaks at the rate that is its argument. `swap` has of each two phrases (0 and 1, 2 and 3 …) the second whole before the
    /// first: it needs two workers. `hang` stops itself, `deaf` never answers nor reads again, `slow` waits at a ``Gate`` named `gate`.
    private static let python = """
        import sys, os, json, struct, base64, signal, fcntl
        folder = sys.argv[1]
        rate = int(sys.argv[2]) if len(sys.argv) > 2 else 22050
        inp, out = sys.stdin.buffer, sys.stdout.buffer
        def send(type, p, **members):
            body = json.dumps(dict(type=type, session=p['session'], turn=p['turn'], phrase=p['phrase'], **members)).encode()
            out.write(struct.pack('>I', len(body)) + body); out.flush()
        def once(name):
            try: os.close(os.open(os.path.join(folder, name), os.O_CREAT | os.O_EXCL)); return True
            except FileExistsError: return False
        def meet(number, mode):
            path = os.path.join(folder, 'pair-%d' % (number // 2))
            try: os.mkfifo(path)
            except FileExistsError: pass
            open(path, mode).close()  # Returns when the other one is here, too.
        while True:
            head = inp.read(4)
            if len(head) < 4: break
            p = json.loads(inp.read(struct.unpack('>I', head)[0]))
            if p['type'] != 'phrase': continue
            number, what = p['phrase'], p['text'].split()[0]
            length, offset, piece = 400 + 37 * (number % 11), 0, 0
            while offset < length:
                count = min(150, length - offset)
                pcm = base64.b64encode(struct.pack('<h', number + 1) * count).decode()
                send('audio', p, offset=offset, rate=rate + 1000 * (number % 2) * (what == 'mixed'), pcm=pcm)
                offset += count
                if piece == 0:
                    if what == 'swap' and number % 2 == 0: meet(number, 'rb')
                    if what == 'deaf': signal.pause()
                    if what == 'hang' and once('hang'): os.kill(os.getpid(), signal.SIGSTOP)
                    if what == 'stuck':
                        signal.signal(signal.SIGTERM, signal.SIG_IGN)
                        once('stuck-%d' % os.getpid())
                        while True: signal.pause()
                    if what == 'slow':
                        once('slow-%d' % os.getpid())
                        fcntl.flock(open(os.path.join(folder, 'gate')), fcntl.LOCK_SH)
                piece += 1
            send('synthesized', p, samples=length)
            if what == 'swap' and number % 2 == 1: meet(number, 'wb')

        """

    private static let shell = #"""
        # Lengths are read and written with od and printf; the sound is made by awk.
        byte() { printf "\\$(printf %03o "$1")"; }
        frame() {
            n=${#1}
            byte $((n >> 24 & 255)); byte $((n >> 16 & 255)); byte $((n >> 8 & 255)); byte $((n & 255))
            printf %s "$1"
        }
        member() { printf %s "$body" | sed -n "s/.*\"$1\":\"\{0,1\}\([^,\"}]*\).*/\1/p"; }
        while head=$(dd bs=1 count=4 2>/dev/null | od -An -tu1) && [ -n "$head" ]; do
            set -- $head
            body=$(dd bs=1 count=$((($1 << 24) + ($2 << 16) + ($3 << 8) + $4)) 2>/dev/null)
            number=$(member phrase)
            count=$((400 + 37 * (number % 11)))
            pcm=$(awk -v n=$count -v b="$(printf %03o $((number + 1)))" 'BEGIN { while (n-- > 0) printf "%s", "\\0" b "\\0000" }')
            pcm=$(printf %b "$pcm" | base64 -w0)
            id="\"session\":\"$(member session)\",\"turn\":$(member turn),\"phrase\":$number"
            frame "{\"type\":\"audio\",$id,\"offset\":0,\"rate\":22050,\"pcm\":\"$pcm\"}"
            frame "{\"type\":\"synthesized\",$id,\"samples\":$count}"
        done

        """#
}
