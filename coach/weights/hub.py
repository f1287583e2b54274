"""A place on the network from which models can be fetched, as a protocol."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


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
