"""A hub of the test's own: its programs as they are built, a bundled answer, and an output that nobody hears."""

import json
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.request

ANSWER = """The sky is blue because sunlight is scattered by the air. Sunlight looks white, yet it holds every colour of \
the rainbow. Blue light travels in shorter waves, so the tiny molecules of the air send it off in all directions, much more \
than red light.

In the evening the light takes a longer way through the air. Most of the blue is gone by then, and what is left is orange and \
red. That is why a sunset glows like the skin of a ripe loquat.

The sea is blue for a similar reason, and for another one. It mirrors the sky above it, and water itself takes away a little of \
the red light. 🌊 The deeper you dive, the more of it is gone, until all that is left is a dark and quiet blue. <b>Bold</b> words \
are only words.
"""


class Hub:
    """Starts, kills and stops it; `url` is where its page is."""

    def __init__(self, programs, folder, token=None):
        self.programs = programs
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self.token = token
        self.process = None
        os.makedirs(f"{folder}/run", mode=0o700)
        with open(f"{folder}/answer.txt", "w", encoding="utf-8") as file:
            file.write(ANSWER)
        if token:
            with open(f"{folder}/token", "w", encoding="utf-8") as file:
                file.write(token)

    def start(self):
        """Starts it, and returns when it is ready to be asked."""
        command = [
            f"{self.programs}/hub-supervisor",
            "--http", f"127.0.0.1:{self.port}",
            "--llm-streamer-arguments", f"--provider replay --replay {self.folder}/answer.txt --replay-rate 15",
            # Slowly: an answer should last for what is done in the middle of it, on a slow machine, too.
            "--tts-workers-arguments", "--rate 90",
            "--audio-sequencer-arguments", "--output null",
        ]
        if self.token:
            command += ["--http-token-file", f"{self.folder}/token"]
        # Nothing of the person who runs this: no settings, no sessions, no sockets.
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": self.folder,
            "RUNTIME_DIRECTORY": f"{self.folder}/run",
            "STATE_DIRECTORY": self.folder,
        }
        with open(f"{self.folder}/log", "ab") as log:
            self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        wait_for("the hub to be ready", self.is_ready)

    def is_ready(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the hub ended with {self.process.returncode}: {self.log()[-2000:]}")
        try:
            return self.get("/health/ready") is not None
        except OSError:
            return False

    def get(self, path):
        """The JSON at a path."""
        request = urllib.request.Request(self.url.rstrip("/") + path)
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        with urllib.request.urlopen(request, timeout=10) as response:
            return json.load(response)

    def processes(self):
        """The hub's processes by their names."""
        health = self.get("/api/streaming/health")
        return {process["name"]: process for process in health["processes"]}

    def workers(self):
        """The pids of the workers, which are tts-workers' children."""
        pool = self.processes()["tts-workers"]["pid"]
        # Any of its threads may have started them.
        lists = pathlib.Path(f"/proc/{pool}/task").glob("*/children")
        return [int(word) for children in lists for word in children.read_text(encoding="ascii").split()]

    def kill(self):
        """Kills the supervisor alone; its stages stay."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Ends it with all that it has started."""
        if self.process is None:
            return
        if self.process.poll() is not None:
            # The stages of one that was killed are met and ended by the next.
            self.start()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        finally:
            self.process = None

    def log(self):
        with open(f"{self.folder}/log", encoding="utf-8", errors="replace") as file:
            return file.read()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(what, is_so, seconds=60):
    """Waits until `is_so()` gives something, and gives it."""
    end = time.monotonic() + seconds
    while True:
        value = is_so()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s in vain for {what}")
        time.sleep(0.05)
