import SpeechFrames

@testable import WorkerPool

/// A worker of a few lines that does what the phrase's text says, and puts the phrase's number into every sample.
enum ScriptedWorker {
    /// Samples of one phrase, in four pieces.
    static let samples = 1600

    /// The rate of its sound, in Hz.
    static let rate = 16_000

    /// The command that starts it; `arguments` are its own: a directory for its pid, and the
    /// path of a ``Gate`` that it waits at before it starts.
    static func command(_ arguments: String...) -> WorkerCommand {
        .program("/usr/bin/python3", arguments: ["-S", "-E", "-c", source] + arguments)
    }

    private static let source = """
        import sys, os, json, struct, base64, signal, fcntl
        if len(sys.argv) > 1 and sys.argv[1]: open(os.path.join(sys.argv[1], str(os.getpid())), 'w').close()
        if len(sys.argv) > 2: fcntl.flock(open(sys.argv[2]), fcntl.LOCK_SH)
        inp, out = sys.stdin.buffer, sys.stdout.buffer
        def send(type, p, **members):
            f = dict(type=type, session=p['session'], turn=p['turn'], phrase=p['phrase'], **members)
            body = json.dumps(f).encode()
            out.write(struct.pack('>I', len(body)) + body); out.flush()
        def audio(p, offset, count=400, rate=16000, **members):
            pcm = base64.b64encode(struct.pack('<h', p['phrase']) * count).decode()
            send('audio', p, offset=offset, rate=rate, pcm=pcm, **members)
        def first(path):
            try: os.close(os.open(path, os.O_CREAT | os.O_EXCL)); return True
            except FileExistsError: return False
        while True:
            head = inp.read(4)
            if len(head) < 4: break
            p = json.loads(inp.read(struct.unpack('>I', head)[0]))
            if p['type'] == 'interrupt':
                continue
            what, _, path = p['text'].partition(' ')
            if path and not first(path): what = 'speak'
            if what == 'say': print('hello from', p['phrase'], file=sys.stderr, flush=True)
            if what == 'garbage': out.write(b'Loading model...\\n'); out.flush()
            if what == 'unasked': send('synthesized', dict(p, phrase=p['phrase'] + 1), samples=0)
            if what == 'hole': audio(p, 0); audio(p, 500)
            if what == 'rate': audio(p, 0); audio(p, 400, rate=8000)
            if what == 'count': audio(p, 0); send('synthesized', p, samples=401)
            if what == 'refuse': send('failed', p, stage='scripted', code='cannot', message='I will not'); continue
            if what == 'empty': send('synthesized', p, samples=0); continue
            if what == 'hang': audio(p, 0); os.kill(os.getpid(), signal.SIGSTOP)
            if what == 'wait': audio(p, 0); inp.read(4); signal.pause()
            if what == 'obey':
                audio(p, 0)
                inp.read(struct.unpack('>I', inp.read(4))[0])
                send('failed', p, stage='scripted', code='interrupted', message='stopped'); continue
            for offset in range(0, 1600, 400):
                if what == 'die' and offset == 800: os.kill(os.getpid(), signal.SIGKILL)
                if what == 'exit' and offset == 800: print('no more', file=sys.stderr, flush=True); os._exit(3)
                audio(p, offset, words=[dict(at=offset, start=0, length=1)])
            send('synthesized', p, samples=1600)
        """
}

/// A phrase of a turn.
func phrase(_ number: Int, _ text: String = "speak", session: String = "kitchen", turn: Int = 1) -> Phrase {
    Phrase(session: session, turn: turn, phrase: number, text: text)
}
