"""Where models are fetched from: a protocol, and the Hugging Face hub; the only file that imports huggingface_hub."""

import errno
import logging
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One file of a model on the hub."""

    path: str
    """Path inside the model, with forward slashes."""
    size: int
    """Bytes."""
    sha256: str | None = None
    """64 hexadecimal digits; None where the hub does not say, as for small files."""


@dataclass(frozen=True, slots=True)
class RemoteModel:
    """A model on the hub, at one revision."""

    repository: str
    """Owner and name: `Systran/faster-whisper-small`."""
    revision: str
    """The commit, so that every file comes from the same one."""
    files: tuple[RemoteFile, ...]
    """Everything there is."""


class HubError(Exception):
    """Something could not be fetched; the message is a full sentence for the person at the keyboard."""


class Hub(Protocol):
    """Lists and fetches models."""

    @property
    def place(self) -> str:
        """The hub's host: `huggingface.co`."""
        ...

    def look_up(self, repository: str) -> RemoteModel:
        """List a model's files.

        Raises:
            HubError: The hub cannot be reached, or has no such model.
        """
        ...

    def fetch(self, model: RemoteModel, files: Sequence[RemoteFile], folder: Path) -> None:
        """Download files into a folder; may go on where an earlier try ended.

        Raises:
            HubError: The download did not finish.
        """
        ...


TIMEOUT_SECONDS = 5.0
"""How long to wait for a first answer: a person is watching, and offline must be said soon."""


_TURN = threading.Lock()
"""One thread at a time changes the library's switch."""


class HuggingFaceHub:
    """Public models of the Hugging Face hub, without anybody's access token."""

    def __init__(
        self, endpoint: str | None = None, timeout_seconds: float = TIMEOUT_SECONDS, *, forbidden: bool = False
    ) -> None:
        """Remember where the hub is.

        Args:
            endpoint: Its address; None takes `HF_ENDPOINT`, or else huggingface.co.
            timeout_seconds: How long to wait for a first answer.
            forbidden: Whether the user wants nothing to be fetched from the network.
        """
        self._forbidden = forbidden
        self._timeout = timeout_seconds
        self._endpoint = endpoint or os.environ.get("HF_ENDPOINT") or "https://huggingface.co"

    @property
    def place(self) -> str:
        """The hub's host."""
        return urlsplit(self._endpoint).netloc or self._endpoint

    def look_up(self, repository: str) -> RemoteModel:
        """List a model's files with one request, which is not tried again."""
        with self._asking(repository):
            from huggingface_hub import HfApi  # noqa: PLC0415 - heavy, and only needed for a download

            found = HfApi(endpoint=self._endpoint, token=False).model_info(
                repository, files_metadata=True, timeout=self._timeout
            )
            files = tuple(
                RemoteFile(each.rfilename, each.size or 0, each.lfs.sha256 if each.lfs else None)
                for each in found.siblings or ()
            )
            return RemoteModel(repository, found.sha or "main", files)

    def fetch(self, model: RemoteModel, files: Sequence[RemoteFile], folder: Path) -> None:
        """Download files into a folder, silently; what an earlier try brought is not fetched again."""
        with self._asking(model.repository):
            from huggingface_hub import snapshot_download  # noqa: PLC0415 - heavy, and only needed for a download
            from huggingface_hub.utils.tqdm import disable_progress_bars  # noqa: PLC0415

            # Bars and warnings would be drawn across the screen.
            disable_progress_bars()
            logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
            snapshot_download(
                model.repository,
                revision=model.revision,
                local_dir=folder,
                cache_dir=folder / ".cache",
                allow_patterns=[each.path for each in files],
                etag_timeout=self._timeout,
                token=False,
                endpoint=self._endpoint,
            )

    @contextmanager
    def _asking(self, repository: str) -> Iterator[None]:
        if self._forbidden:
            raise HubError(f"{repository} is not on this machine, and downloads are switched off.")
        try:
            with _online():
                yield
        except Exception as error:  # the library raises errors of several HTTP libraries, by its version
            raise HubError(self._plain_words(repository, error)) from error

    def _plain_words(self, repository: str, error: Exception) -> str:
        from huggingface_hub.errors import (  # noqa: PLC0415 - heavy, and only needed for a download
            GatedRepoError,
            HfHubHTTPError,
            RepositoryNotFoundError,
        )

        if isinstance(error, GatedRepoError):
            return f"{repository} is only available to people who are signed in at {self.place}."
        if isinstance(error, RepositoryNotFoundError):
            return f"There is no public model named {repository} at {self.place}."
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            return f"The disk is full, so that {repository} could not be downloaded."
        first_line = (str(error).strip().splitlines() or [type(error).__name__])[0]
        if isinstance(error, HfHubHTTPError):
            return f"{self.place} refused access to {repository} ({first_line})."
        return f"{self.place} could not be reached for {repository} ({first_line})."


@contextmanager
def _online() -> Iterator[None]:
    """Let the library use the network for a moment; the program forbids it otherwise, by `HF_HUB_OFFLINE`."""
    from huggingface_hub import constants  # noqa: PLC0415 - heavy, and only needed for a download

    with _TURN:
        before = constants.HF_HUB_OFFLINE
        constants.HF_HUB_OFFLINE = False
        try:
            yield
        finally:
            constants.HF_HUB_OFFLINE = before
