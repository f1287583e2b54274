"""`coach web` in a real headless Chromium: a question is chosen, answered by keyboard, and its result read in the page.

Usage: python .ci/web.py FOLDER
Needs chromium; with pulseaudio it also closes the page in the middle of a recording. The texts are read from the
terminal's buffer in the page. Every check prints what it measured; the first that fails ends the script.
"""

import asyncio
import contextlib
import itertools
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from base64 import b64decode
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from end_to_end import check, run, start_sound
from websockets.asyncio.client import ClientConnection, connect

from coach.domain.coverage import Verdict
from coach.history.history import History
from coach.paths import find_paths
from coach.practice.unfinished import find_unfinished

ANSWER = (
    "High bias means the model is too simple to capture the real pattern, so it underfits. "
    "High variance means the model reacts to the noise of its training set, so it overfits."
)
SIZE = (1280, 800)
SPACE = "press Space"
CONTROL = 2
SOUND_SECONDS = 2
SOUND_BYTES = 32_000 * SOUND_SECONDS

LOOK_INSIDE = """
Object.defineProperty(Object.prototype, "_core", {
  configurable: true,
  set(core) {
    Object.defineProperty(this, "_core", { value: core, writable: true });
    if (this.buffer && this.loadAddon) window.drawn = this;
  },
});
window.lines = () => {
  if (!window.drawn) return "";
  const buffer = window.drawn.buffer.active;
  return Array.from(
    { length: window.drawn.rows }, (_, y) => buffer.getLine(y)?.translateToString(true) ?? ""
  ).join("\\n");
};
"""
"""Keeps hold of the terminal that the page makes, so that its text can be read; the page itself is not changed."""


class Chromium:
    """A running browser, driven over the DevTools protocol."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.listening = asyncio.create_task(self._listen())
        self.asked_for: list[str] = []
        self.errors: list[str] = []

    async def _listen(self) -> None:
        async for text in self._socket:
            match message := json.loads(text):
                case {"id": number}:
                    self._answers.pop(number).set_result(message)
                case {"method": "Network.requestWillBeSent", "params": {"request": {"url": url}}}:
                    self.asked_for.append(url)
                case {"method": "Network.webSocketCreated", "params": {"url": url}}:
                    self.asked_for.append(url)
                case {"method": "Runtime.exceptionThrown", "params": {"exceptionDetails": details}}:
                    self.errors.append(json.dumps(details))
                case {"method": "Log.entryAdded", "params": {"entry": {"level": "error", "text": said}}}:
                    self.errors.append(said)

    async def ask(self, method: str, session: str = "", **parameters: object) -> dict[str, Any]:
        """Send one command of the protocol and give its result."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        where = {"sessionId": session} if session else {}
        await self._socket.send(json.dumps({"id": number, "method": method, "params": parameters, **where}))
        said = await asyncio.wait_for(answer, 30)
        if "error" in said:
            sys.exit(f"web: {method}: {said['error']}")
        return said["result"]

    async def open(self, address: str) -> "Page":
        """Open an address in a new tab."""
        target = (await self.ask("Target.createTarget", url="about:blank"))["targetId"]
        session = (await self.ask("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        page = Page(self, target, session)
        for domain in ("Network", "Runtime", "Page", "Log"):
            await page.ask(f"{domain}.enable")
        await page.ask("Page.addScriptToEvaluateOnNewDocument", source=LOOK_INSIDE)
        await page.ask("Page.navigate", url=address)
        return page


class Page:
    """One tab."""

    def __init__(self, browser: Chromium, target: str, session: str) -> None:
        self._browser, self._target, self._session = browser, target, session

    async def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """Send one command of the protocol to this tab and give its result."""
        return await self._browser.ask(method, self._session, **parameters)

    async def close(self) -> None:
        """Close the tab."""
        await self._browser.ask("Target.closeTarget", targetId=self._target)

    async def value(self, expression: str) -> Any:
        """Evaluate JavaScript in the page."""
        return (await self.ask("Runtime.evaluate", expression=expression, returnByValue=True))["result"].get("value")

    async def screen(self) -> str:
        """Read the terminal's lines; nothing as long as there is none."""
        return await self.value("window.lines ? window.lines() : ''") or ""

    async def press(self, key: str, code: str, number: int, modifiers: int = 0, text: str = "") -> None:
        """Press and release a key."""
        common = {"key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": modifiers}
        await self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", **common)

    async def letter(self, letter: str) -> None:
        """Press a letter."""
        await self.press(letter, f"Key{letter.upper()}", ord(letter.upper()), text=letter)

    async def type(self, text: str) -> None:
        """Have a text typed at once."""
        await self.ask("Input.insertText", text=text)

    async def see(self, words: str, seconds: float, what: str) -> None:
        """Wait until one of several wordings, set apart by bars, is in the page."""
        await self._until(lambda text: any(each in text for each in words.split("|")), seconds, what)

    async def see_no(self, words: str, seconds: float, what: str) -> None:
        """Wait until a wording is gone."""
        await self._until(lambda text: words not in text, seconds, what)

    async def _until(self, holds: Callable[[str], bool], seconds: float, what: str) -> None:
        began = time.monotonic()
        while not holds(await self.screen()):
            if time.monotonic() - began > seconds:
                print(await self.screen(), *self._browser.errors, sep="\n")
                sys.exit(f"web: after {seconds:.0f} s still waiting: {what}")
            await asyncio.sleep(0.05)
        print(f"ok: {what} ({time.monotonic() - began:.2f} s)")

    async def picture(self, path: Path) -> None:
        """Keep what the page looks like."""
        path.write_bytes(b64decode((await self.ask("Page.captureScreenshot"))["data"]))
        print(f"picture: {path}")


async def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    home = folder / "home"
    paths = find_paths({"COACH_HOME": str(home)})
    home.mkdir(mode=0o700)
    paths.settings.touch(mode=0o600)  # not the very first start, which tries the microphone first
    program, address = start_server(home)
    origin = address.split("/?")[0]
    try:
        check(refused(f"{origin}/") and refused(f"{origin}/page/page.js"), "without the token everything is refused")
        async with chromium(folder / "profile") as browser:
            page = await browser.open(address)
            await a_typed_answer(page, origin, paths.history, folder)
            check(refused(address), "the token is used up")
            await a_second_page(browser, origin)
            page = await a_recording_survives_its_page(browser, page, origin, paths.recordings)
            await the_server_ends(page, program, folder)
            own = (f"{origin}/", f"{origin.replace('http', 'ws', 1)}/", "data:", "about:")
            foreign = [url for url in browser.asked_for if not url.startswith(own)]
            check(not foreign, f"{len(browser.asked_for)} requests of the browser, to no other address {foreign}")
            check(not browser.errors, f"no error in the page {browser.errors}")
    finally:
        program.kill()
    print("web: every check passed")


async def a_typed_answer(page: Page, origin: str, history: Path, folder: Path) -> None:
    """A question is chosen, answered and judged in the page."""
    await page.see("Pick a question", 30, "the first screen is in the page")
    check(await page.value("location.href") == f"{origin}/", "the token is gone from the address")
    await page.picture(folder / "home.png")
    await page.press("/", "Slash", 191, text="/")
    await page.type("variance")
    await page.see_no("LoRA", 10, "only the question with this word is left")
    await page.press("Enter", "Enter", 13, text="\r")
    await page.see(f"{SPACE}|read aloud", 30, "the question is put")
    await page.letter("t")
    await page.see("Type your answer", 10, "it is to be answered by keyboard")
    await page.type(ANSWER)
    await page.see(f"{len(ANSWER.split())} words", 10, "the answer is typed")
    await page.press("s", "KeyS", 83, modifiers=CONTROL)
    await page.see("of 100", 60, "the result is in the page")
    until(lambda: History(history).count() == 1, 10, "one attempt in the history")
    attempt = History(history).load(History(history).attempts()[0].id)
    check(attempt.transcript.text == ANSWER, "the words in the history are those typed in the browser")
    await page.picture(folder / "result.png")
    covered = sum(1 for point in attempt.coverage.points if point.verdict is Verdict.COVERED)
    shown = (await page.screen()).count("✓ covered")
    check(covered == shown >= 2, f"{shown} points are shown as covered, as many as in the history")


async def a_second_page(browser: Chromium, origin: str) -> None:
    """Another tab is told why it gets no program of its own."""
    second = await browser.open(f"{origin}/")
    await second.see("open in another window", 20, "a second page is told that coach is open")
    await second.close()


async def a_recording_survives_its_page(browser: Chromium, page: Page, origin: str, recordings: Path) -> Page:
    """The page is closed in the middle of a recording, which is offered when it is opened again."""
    await page.letter("x")
    await page.see(f"{SPACE}|read aloud", 60, "the question is put again")
    await page.press(" ", "Space", 32, text=" ")
    await page.see("Recording", 20, "it is recorded")
    sound = f"{SOUND_SECONDS} s of sound are on disk"
    until(lambda: sum(each.stat().st_size for each in recordings.glob("*.wav")) > SOUND_BYTES, 20, sound)
    check(find_unfinished(recordings) == (), "the running program holds its recording")
    await page.close()
    began = time.monotonic()
    until(lambda: len(find_unfinished(recordings)) == 1, 10, "the recording is left for the next start")
    print(f"the program had let go of it {time.monotonic() - began:.2f} s after its page was closed")
    page = await browser.open(f"{origin}/")
    await page.see("unfinished answer", 30, "the same browser may come back, and is offered the recording")
    await page.letter("d")
    await page.see_no("unfinished answer", 10, "deleted, it is offered no more")
    check(find_unfinished(recordings) == (), "and is gone from the disk")
    return page


async def the_server_ends(page: Page, program: subprocess.Popen[str], folder: Path) -> None:
    """Ctrl+C in the terminal ends all, and the page says so."""
    served = children_of(program.pid)
    check(len(served) == 1, "one program is served")
    began = time.monotonic()
    program.send_signal(signal.SIGINT)
    said, complained = await asyncio.to_thread(program.communicate, timeout=20)
    check(
        program.returncode == 0, f"Ctrl+C ends with 0 after {time.monotonic() - began:.2f} s, saying {said.strip()!r}"
    )
    check(not complained, f"without complaint {complained}")
    check(not Path(f"/proc/{served[0]}").exists(), "the served program is gone, too")
    shown = await page.value("getComputedStyle(document.getElementById('closed')).display")
    check(shown == "flex", "the page says that it is no longer connected")
    await page.picture(folder / "closed.png")


def start_server(home: Path) -> tuple["subprocess.Popen[str]", str]:
    """Start `coach web` on a free port; return the process and the address that it printed."""
    start_sound()
    program = subprocess.Popen(
        [Path(sys.executable).parent / "coach", "web"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COACH_HOME": str(home)},
        start_new_session=True,
    )
    assert program.stdout is not None
    began = time.monotonic()
    for line in program.stdout:
        if "http://" in line:
            print(f"ok: the address is printed after {time.monotonic() - began:.2f} s")
            return program, line.strip()
    sys.exit(f"web: coach web printed no address: {program.communicate()[1]}")


@contextlib.asynccontextmanager
async def chromium(profile: Path) -> AsyncIterator[Chromium]:
    """A browser with an empty profile, which asks nobody for news of its own."""
    browser = subprocess.Popen(
        [
            "chromium",
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            f"--window-size={SIZE[0]},{SIZE[1]}",
            f"--user-data-dir={profile}",
            "--remote-debugging-port=0",
            "about:blank",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        port_file = profile / "DevToolsActivePort"
        until(lambda: port_file.exists() and len(port_file.read_text().splitlines()) == 2, 30, "Chromium runs")
        port, path = port_file.read_text().splitlines()
        async with connect(f"ws://127.0.0.1:{port}{path}", max_size=None, ping_interval=None) as socket:
            running = Chromium(socket)
            yield running
            running.listening.cancel()
    finally:
        browser.terminate()
        browser.wait(10)


def refused(address: str) -> bool:
    """Whether a stranger on this machine gets nothing but a refusal."""
    try:
        urllib.request.urlopen(address, timeout=10)
    except urllib.error.HTTPError as error:
        return error.code == 403
    return False


def children_of(process: int) -> list[str]:
    return run("pgrep", "-P", str(process), check=False).split()


def until(holds: Callable[[], bool], seconds: float, what: str) -> None:
    ends = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > ends:
            sys.exit(f"web: after {seconds:.0f} s still waiting: {what}")
        time.sleep(0.05)
    print(f"ok: {what}")


if __name__ == "__main__":
    began_at = time.monotonic()
    asyncio.run(main())
    print(f"took {time.monotonic() - began_at:.0f} s")
