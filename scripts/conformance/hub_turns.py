"""Has a hub do some turns over its Unix socket, and keeps what it tells of them in OpenMetrics.

    hub_turns.py SOCKET FILE
"""

import http.client
import json
import socket
import sys
import time

PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
SESSIONS = "/api/streaming/sessions"


class Hub(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=60)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def ask(path, method, target, body=None, **headers):
    hub = Hub(path)
    if body is not None:
        body, headers["Content-Type"] = json.dumps(body), "application/json"
    hub.request(method, target, body, headers)
    answer = hub.getresponse()
    return answer.status, answer.read().decode()


def await_ready(path):
    for _ in range(300):
        try:
            if ask(path, "GET", "/health/ready")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    sys.exit("the hub is not ready within a minute")


def main(path, metrics):
    await_ready(path)
    stream = {"Accept": "text/event-stream"}
    for body, headers in [
        ({"text": "Is it ready?", "session": "tea"}, {**stream, "traceparent": PARENT}),
        ({"text": "And the bread?", "session": "tea", "voice": "en-gb", "model": "small"}, stream),
    ]:
        status, text = ask(path, "POST", SESSIONS, body, **headers)
        if status != 200 or '"state":"finished"' not in text:
            sys.exit(f"a question was not answered: {status} {text}")
    ask(path, "POST", f"{SESSIONS}/tea/say", {"text": "One sheep jumps over the fence. " * 20})
    time.sleep(1)
    ask(path, "POST", f"{SESSIONS}/tea/interrupt", {})
    time.sleep(1)
    status, text = ask(path, "GET", "/metrics", Accept="application/openmetrics-text; version=1.0.0")
    if status != 200:
        sys.exit(f"no metrics: {status} {text}")
    with open(metrics, "w", encoding="utf-8") as file:
        file.write(text)


main(*sys.argv[1:])
