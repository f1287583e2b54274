"""The program behind one page: started for it, fed with its keys, ended with it."""

import asyncio
import contextlib
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

DRIVER = "coach.ui.hangup:BrowserDriver"
"""What draws the screen in the served program; Textual reads its name from the environment."""

ENDING_SECONDS = 6.0
"""How long the program may take to leave: a second for what it still has to write, and room for a busy machine."""

STOPPED = (
    "\x1b[2J\x1b[H\r\n  Coach stopped unexpectedly. Its messages are in the terminal where `coach web` is running.\r\n"
    "  Any recording in progress will be offered at the next start.\r\n"
)
"""Drawn into the page where the program ended with an error."""

WriteBytes = Callable[[bytes], Awaitable[None]]
WriteText = Callable[[str], Awaitable[None]]
Close = Callable[[], Awaitable[object]]


class ServedProgram(AppService):  # type: ignore[misc]  # textual-serve has no types
    """One run of the program."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        write_bytes: WriteBytes,
        write_str: WriteText,
        close: Close,
        download_manager: DownloadManager,
        patience: float = ENDING_SECONDS,
    ) -> None:
        """Prepare a run.

        Args:
            command: The program and its arguments; no shell reads them.
            write_bytes: Sends what is drawn to the page.
            write_str: Sends what is asked of the page.
            close: Ends the connection to the page.
            download_manager: Hands files of the program to the page.
            patience: Seconds that the program may take to leave before it is killed.
        """
        super().__init__(
            "", write_bytes=write_bytes, write_str=write_str, close=close, download_manager=download_manager
        )
        self._arguments = tuple(command)
        self._patience = patience
        self._task: asyncio.Task[None] | None = None

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        environment: dict[str, str] = super()._build_environment(width, height)
        return environment | {"TEXTUAL_DRIVER": DRIVER}

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        # A session of its own: Ctrl+C in the terminal concerns the server, which then ends the program in its way.
        process = await asyncio.create_subprocess_exec(
            *self._arguments,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._build_environment(width, height),
            start_new_session=True,
        )
        self._process, self._stdin = process, process.stdin
        return process

    async def run(self) -> None:
        """Hand on what is drawn until the program or the page is gone; then see the program to its end."""
        task = asyncio.current_task()
        try:
            await super().run()
        except asyncio.CancelledError:
            # The library cancels its reader of errors, and hears of that itself where the reader had not begun yet.
            if task is not None and task.cancelling():
                raise
        process: Process = self._process
        await self.send_meta({"type": "quit"})
        try:
            # Closes its input and reads on, since a program that cannot write cannot end.
            await asyncio.wait_for(process.communicate(), self._patience)
        except TimeoutError:
            process.kill()
            await process.communicate()  # what it had said still has to be read before it counts as gone
        with contextlib.suppress(ConnectionResetError):  # the page may be gone
            if process.returncode:
                await self.remote_write_bytes(STOPPED.encode())
            await self.remote_close()

    async def stop(self) -> None:
        """Ask the program to leave, and wait until it has; a second call does nothing."""
        task, self._task = self._task, None
        if task is None:
            return
        await self._download_manager.cancel_app_downloads(app_service_id=self.app_service_id)
        await self.send_meta({"type": "quit"})
        self.stdin.close()  # says the same to a program that has not begun to listen
        ended, _ = await asyncio.wait({task}, timeout=self._patience)
        if not ended:
            self._process.kill()
            await asyncio.wait({task})
