"""Runs the server's cases of the Autobahn test suite against a WebSocket that sends everything back.

The suite's own runner is for Python 2; this loads its case classes, and plays their client. Categories 12 and 13 are about
an extension that the hub does not offer.

    autobahn.py SUITE URL [--skip 9] [--only 6.4]
"""

import argparse
import codecs
import importlib.util
import os
import re
import socket
import struct
import sys
import threading
import time
import types
from lib2to3 import refactor
from urllib.parse import urlsplit

KEY = b"dGhlIHNhbXBsZSBub25jZQ=="


def to_bytes(text):
    return text if isinstance(text, bytes) else text.encode("latin-1")


def to_text(data):
    return data.decode("latin-1")


class Protocol:
    """What a case uses of the suite's own client; its strings hold bytes, as they did in Python 2."""

    CLOSE_STATUS_CODE_NORMAL = 1000
    CLOSE_STATUS_CODE_GOING_AWAY = 1001
    CLOSE_STATUS_CODE_PROTOCOL_ERROR = 1002
    CLOSE_STATUS_CODE_UNSUPPORTED_DATA = 1003
    CLOSE_STATUS_CODE_INVALID_PAYLOAD = 1007
    CLOSE_STATUS_CODE_POLICY_VIOLATION = 1008
    CLOSE_STATUS_CODE_MESSAGE_TOO_BIG = 1009
    STATE_OPEN, STATE_CLOSING, STATE_CLOSED = 3, 2, 0

    def __init__(self, host, port, path):
        self.socket = socket.create_connection((host, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        request = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        self.socket.sendall(request.encode() + b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + KEY + b"\r\n\r\n")
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            self.buffer += self.socket.recv(65536)
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        assert head.startswith(b"HTTP/1.1 101"), head
        self.factory = types.SimpleNamespace(isServer=False)
        self.connectionWasOpen = True
        self.state = self.STATE_OPEN
        self.closedByMe = self.droppedByMe = self.wasClean = False
        self.remoteCloseCode = self.remoteCloseReason = None
        self.localCloseCode = self.localCloseReason = None
        self.autoFragmentSize = 0
        self.later = []
        self.trafficStats = types.SimpleNamespace()
        # How many frames of each opcode were sent.
        self.txFrameStats = {}

    # What a case does.

    def sendFrame(self, opcode, payload="", fin=True, rsv=0, mask=None, payload_len=None, chopsize=None, sync=False):
        self.txFrameStats[opcode] = self.txFrameStats.get(opcode, 0) + 1
        data = to_bytes(payload)
        if payload_len is not None:
            data = (data * (payload_len // max(1, len(data)) + 1))[:payload_len]
        key = b"\x01\x02\x03\x04"
        head = bytes([(0x80 if fin else 0) | (rsv % 8) << 4 | opcode])
        if len(data) < 126:
            head += bytes([0x80 | len(data)])
        elif len(data) < 65536:
            head += struct.pack("!BH", 0x80 | 126, len(data))
        else:
            head += struct.pack("!BQ", 0x80 | 127, len(data))
        number = int.from_bytes(data, "big") ^ int.from_bytes((key * (len(data) // 4 + 1))[: len(data)], "big")
        self.write(head + key + number.to_bytes(len(data), "big"), chopsize)

    def write(self, data, chopsize=None):
        try:
            if chopsize:
                for start in range(0, len(data), chopsize):
                    self.socket.sendall(data[start : start + chopsize])
            else:
                self.socket.sendall(data)
        except OSError:
            pass

    def sendMessage(self, payload, isBinary=False, fragmentSize=None, sync=False, doNotCompress=False):
        data = to_bytes(payload)
        size = fragmentSize or self.autoFragmentSize or max(1, len(data))
        parts = [data[start : start + size] for start in range(0, len(data), size)] or [b""]
        for index, part in enumerate(parts):
            opcode = (2 if isBinary else 1) if index == 0 else 0
            self.sendFrame(opcode, part, fin=index == len(parts) - 1)

    def beginMessage(self, isBinary=False, doNotCompress=False):
        self.opcode = 2 if isBinary else 1

    def beginMessageFrame(self, length):
        self.write(bytes([self.opcode]) + struct.pack("!BQ", 0x80 | 127, length) + b"\0\0\0\0")
        self.opcode = 0

    def sendMessageFrameData(self, payload, sync=False):
        self.write(to_bytes(payload))

    def endMessage(self):
        self.sendFrame(0, "", fin=True)

    def sendClose(self, code=None, reason=None):
        self.sendCloseFrame(code=code, reasonUtf8=to_bytes(reason) if reason else None)

    def sendCloseFrame(self, code=None, reasonUtf8=None, isReply=False):
        if self.state == self.STATE_OPEN:
            self.state = self.STATE_CLOSING
            self.closedByMe = not isReply
            self.localCloseCode = code
            data = struct.pack("!H", code) if code is not None else b""
            self.sendFrame(8, data + to_bytes(reasonUtf8 or b""))

    def killAfter(self, delay):
        self.after(delay, self.kill)

    def kill(self):
        self.droppedByMe = True
        self.socket.shutdown(socket.SHUT_RDWR)

    def closeAfter(self, delay):
        self.after(delay, self.sendClose)

    def continueLater(self, delay, function, tag=None):
        self.after(delay, function)

    def after(self, delay, function):
        self.later.append((time.monotonic() + delay, function))
        self.later.sort(key=lambda item: item[0])

    def __getattr__(self, name):
        if name in ("createWirelog", "enableWirelog", "registerProducer"):
            return lambda *arguments: None
        raise AttributeError(name)

    # What happens to it.

    def run(self, case, limit):
        deadline = time.monotonic() + limit
        parts, kind = b"", None
        while time.monotonic() < deadline:
            frame = self.next()
            while frame is not None:
                fin, opcode, payload = frame
                if opcode == 8:
                    self.wasClean = True
                    if len(payload) >= 2:
                        self.remoteCloseCode = struct.unpack("!H", payload[:2])[0]
                    if self.state == self.STATE_OPEN:
                        self.sendCloseFrame(self.remoteCloseCode, isReply=True)
                    case.onClose(True, self.remoteCloseCode, None)
                elif opcode == 9:
                    self.sendFrame(10, payload)
                    case.onPing(to_text(payload))
                elif opcode == 10:
                    case.onPong(to_text(payload))
                else:
                    kind = opcode if opcode else kind
                    parts += payload
                    if fin:
                        message, parts = parts, b""
                        case.onMessage(to_text(message), kind == 2)
                frame = self.next()
            now = time.monotonic()
            if self.later and self.later[0][0] <= now:
                self.later.pop(0)[1]()
                continue
            wait = min([deadline - now] + [self.later[0][0] - now] if self.later else [deadline - now])
            self.socket.settimeout(max(0.001, wait))
            try:
                data = self.socket.recv(1 << 20)
            except socket.timeout:
                continue
            except OSError:
                data = b""
            if not data:
                break
            self.buffer += data
        self.state = self.STATE_CLOSED
        self.socket.close()
        case.onConnectionLost(False)

    def next(self):
        data = self.buffer
        if len(data) < 2:
            return None
        length, start = data[1] & 127, 2
        if length == 126:
            if len(data) < 4:
                return None
            length, start = struct.unpack("!H", data[2:4])[0], 4
        elif length == 127:
            if len(data) < 10:
                return None
            length, start = struct.unpack("!Q", data[2:10])[0], 10
        if len(data) < start + length:
            return None
        self.buffer = data[start + length :]
        return data[0] & 0x80 != 0, data[0] & 15, data[start : start + length]


class Utf8Validator:
    """What the suite checks its own texts with."""

    def __init__(self):
        self.reset()

    def reset(self):
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.count = 0

    def validate(self, text):
        for index, byte in enumerate(to_bytes(text)):
            try:
                self.decoder.decode(bytes([byte]))
            except UnicodeDecodeError:
                return False, False, index, self.count
            self.count += 1
        return True, not self.decoder.getstate()[0], len(text), self.count


def load(suite):
    """The suite's case classes, by their numbers."""
    tool = refactor.RefactoringTool(
        [f"lib2to3.fixes.fix_{name}" for name in ("print", "xrange", "has_key", "except", "raise", "dict", "unicode")]
    )
    protocol = types.ModuleType("autobahn.websocket.protocol")
    protocol.WebSocketProtocol = Protocol
    # Of what the suite imports beside it only the names are used.
    names = ("autobahn", "autobahn.websocket", "autobahn.websocket.utf8validator", "zope", "zope.interface", "twisted")
    for name in names + ("twisted.internet", "twisted.internet.interfaces"):
        sys.modules[name] = types.ModuleType(name)
        sys.modules[name].__path__ = []
    sys.modules["autobahn.websocket.protocol"] = protocol
    sys.modules["autobahn.websocket.utf8validator"].Utf8Validator = Utf8Validator
    sys.modules["zope.interface"].implementer = lambda *interfaces: lambda kind: kind
    sys.modules["zope.interface"].implements = lambda *interfaces: None
    sys.modules["twisted.internet"].interfaces = sys.modules["twisted.internet.interfaces"]
    sys.modules["twisted.internet.interfaces"].IPushProducer = object
    package = types.ModuleType("case")
    package.__path__ = [suite]
    sys.modules["case"] = package
    cases = {}

    def module(name):
        full = f"case.{name}"
        if full in sys.modules:
            return sys.modules[full]
        with open(f"{suite}/{name}.py", encoding="utf-8") as file:
            text = file.read()
        # Texts hold bytes, as they did in Python 2: those with other letters than ASCII's, too, unless they say that they do not.
        text = re.sub(r"""(?<![\w"])"[^"\n]*[^\x00-\x7f"\n][^"\n]*\"""", lambda m: to_text(m[0].encode()), text)
        text = text.replace("len(self.payload) / self.p", "len(self.payload) // self.p")
        text = str(tool.refactor_string(text.expandtabs(3) + "\n", name))
        text = re.sub(r"^from (case\w*) import", r"from case.\1 import", text, flags=re.M)
        text = re.sub(r"""\.encode\((["'])utf-?8\1\)""", ".encode('utf-8').decode('latin-1')", text, flags=re.I)
        text = text.replace(".tostring()", ".tobytes().decode('latin-1')")
        text = re.sub(r"binascii\.b2a_hex\(([^()]*)\)", r"binascii.b2a_hex(\1.encode('latin-1')).decode()", text)
        text = text.replace("(object, Case, )", "(Case, )")
        created = types.ModuleType(full)
        created.__package__ = "case"
        sys.modules[full] = created
        exec(compile(text, name, "exec"), created.__dict__)
        return created

    class Finder:
        @staticmethod
        def find_spec(name, path=None, target=None):
            short = name.rpartition(".")[2]
            if name.startswith("case.") and os.path.exists(f"{suite}/{short}.py"):
                return importlib.util.spec_from_loader(name, Finder)

        @staticmethod
        def create_module(spec):
            return module(spec.name.rpartition(".")[2])

        @staticmethod
        def exec_module(created):
            pass

    sys.meta_path.insert(0, Finder)
    missing = []
    for file in sorted(os.listdir(suite)):
        name = file[:-3]
        # 9.9 is in none of the suite's lists, and 12 and 13 are about compression.
        if not re.fullmatch(r"case\d+(_\w+)*", name) or re.match(r"case(1[23]|9_9)", name):
            continue
        try:
            loaded = module(name)
        except Exception as error:  # What cannot be loaded is told, and counts as failed.
            missing.append(f"{name}: {type(error).__name__}: {error}")
            continue
        classes = [value for value in vars(loaded).values() if isinstance(value, type)]
        for value in list(vars(loaded).values()):
            if isinstance(value, list):
                classes += [item for item in value if isinstance(item, type)]
        for value in classes:
            match = re.fullmatch(r"Case(\d+(?:_\d+)+)", value.__name__)
            if match:
                cases[tuple(int(number) for number in match.group(1).split("_"))] = value
    return cases, missing


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("suite")
    parser.add_argument("url")
    parser.add_argument("--skip", action="append", default=[])
    parser.add_argument("--only")
    parser.add_argument("--jobs", type=int, default=8)
    arguments = parser.parse_args()
    url = urlsplit(arguments.url)
    cases, missing = load(f"{arguments.suite}/autobahntestsuite/case")
    chosen = [
        number
        for number in sorted(cases)
        if str(number[0]) not in arguments.skip
        and (not arguments.only or ".".join(map(str, number)).startswith(arguments.only))
    ]
    results = {}
    lock = threading.Lock()

    def work():
        while True:
            with lock:
                if not chosen:
                    return
                number = chosen.pop(0)
            try:
                protocol = Protocol(url.hostname, url.port, url.path or "/")
                case = cases[number](protocol)
                case.onOpen()
                protocol.run(case, 100)
                results[number] = (case.behavior, case.behaviorClose, case.result, case.resultClose)
            except Exception as error:
                results[number] = ("FAILED", "FAILED", f"{type(error).__name__}: {error}", "")

    threads = [threading.Thread(target=work) for _ in range(arguments.jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counts, bad = {}, 0
    for number, (behavior, closing, result, closed) in sorted(results.items()):
        counts[behavior, closing] = counts.get((behavior, closing), 0) + 1
        if behavior not in ("OK", "INFORMATIONAL") or closing not in ("OK", "INFORMATIONAL"):
            isBad = behavior not in ("OK", "NON-STRICT", "INFORMATIONAL") or closing == "FAILED"
            bad += isBad
            print(".".join(map(str, number)), behavior, closing, result[:200], closed)
    for line in missing:
        print("not loaded:", line)
    print(len(results), "cases:", ", ".join(f"{count} {a}/{b}" for (a, b), count in sorted(counts.items())))
    sys.exit(1 if bad or missing else 0)


main()
