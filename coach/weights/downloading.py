"""Weights that do not come with the program, downloaded once into the user's data folder."""

import json
import shutil
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType

from coach.errors import WeightsError
from coach.private_folder import make_private_folder
from coach.weights.catalogue import Role, WeightFile, damaged_files
from coach.weights.folders import SAFETENSORS, VOCABULARIES, WHISPER_FILES, why_unfit
from coach.weights.huggingface import Hub, HubError, RemoteFile, RemoteModel
from coach.weights.packages import Say
from coach.whole_files import sha256_of

RECORD = "download.json"
"""What was downloaded, with its checksums; written last, before the folder gets its name."""
POLL_SECONDS = 0.5
"""How often the progress is looked at."""
EMBEDDER_SUFFIXES = (".json", ".txt", ".model", SAFETENSORS)
"""Settings, tokenizers and weights; no pickles, no code."""


@dataclass(frozen=True, slots=True)
class Download:
    """Weights that were downloaded earlier."""

    repository: str
    """Owner and name on the hub."""
    revision: str
    """The commit."""
    files: tuple[WeightFile, ...]
    """Every file, with its checksum at the time of the download."""

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)


def download_folder(role: Role, repository: str, weights_folder: Path) -> Path:
    """Return where a download belongs."""
    return weights_folder / "downloads" / role / repository.replace("/", "--")


def read_record(folder: Path) -> Download | None:
    """Read what was downloaded into a folder; None when nothing was, or its record is damaged."""
    try:
        said = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        files = tuple(WeightFile(str(file["path"]), int(file["size"]), str(file["sha256"])) for file in said["files"])
        return Download(str(said["repository"]), str(said["revision"]), files) if files else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def download(role: Role, repository: str, weights_folder: Path, say: Say, *, hub: Hub, hint: str = "") -> Path:
    """Return the folder of a model from the hub; downloads it unless it is there and intact.

    Args:
        role: What the weights are for; decides which files are fetched.
        repository: Owner and name on the hub.
        weights_folder: The user's folder of weights.
        say: Takes the progress, also from another thread.
        hub: Where models come from.
        hint: What to do when it fails.

    Raises:
        WeightsError: It cannot be fetched, does not fit the role, or there is no room for it.
    """
    folder = download_folder(role, repository, weights_folder)
    if _is_complete(folder):
        return folder
    unfinished = weights_folder / "downloads" / "unfinished" / role / folder.name
    say(f"Looking for {repository} at {hub.place}")
    try:
        model = hub.look_up(repository)
        files = _choose_files(role, model, hint)
        total = sum(file.size for file in files)
        make_private_folder(unfinished)
        _check_room(repository, total, unfinished, hint)
        say(f"Downloading {repository}, {_megabytes(total)}, from {hub.place}")
        with _Watch(repository, unfinished, total, say):
            hub.fetch(model, files, unfinished)
        _finish(model, files, unfinished, folder)
    except (HubError, OSError) as error:
        if _is_complete(folder):
            return folder  # another run has finished the same download meanwhile
        reason = (
            str(error)
            if isinstance(error, HubError)
            else f"{repository} could not be saved in {folder}: {error.strerror or error}."
        )
        raise WeightsError(reason, hint) from error
    return folder


def _is_complete(folder: Path) -> bool:
    record = read_record(folder)
    return record is not None and not damaged_files(folder, record.files)


def _choose_files(role: Role, model: RemoteModel, hint: str) -> tuple[RemoteFile, ...]:
    safe = [
        file for file in model.files if not {"..", ""} & set(PurePosixPath(file.path).parts) and file.path[0] != "/"
    ]
    reason = why_unfit(role, {file.path for file in safe})
    if reason:
        raise WeightsError(f"{model.repository} cannot be used: {reason}.", hint)
    if role == "whisper":
        wanted = (*WHISPER_FILES, *VOCABULARIES, "preprocessor_config.json")
        return tuple(file for file in safe if file.path in wanted)
    return tuple(file for file in safe if file.path.endswith(EMBEDDER_SUFFIXES))


def _check_room(repository: str, total: int, folder: Path, hint: str) -> None:
    there = sum(_bytes_in(path) for path in folder.rglob("*"))
    free = shutil.disk_usage(folder).free
    if total - there > free:
        raise WeightsError(
            f"{repository} needs {total:,} bytes in {folder.parent}, where {free:,} are free.",
            f"Free some space. {hint}".strip(),
        )


def _finish(model: RemoteModel, files: Sequence[RemoteFile], unfinished: Path, folder: Path) -> None:
    """Check what came, write it down, and only then give the folder its name."""
    came = []
    for file in files:
        path = unfinished / file.path
        size, sha256 = path.stat().st_size, sha256_of(path)
        if size != file.size or sha256 != (file.sha256 or sha256):
            path.unlink()
            raise HubError(f"{file.path} of {model.repository} arrived damaged; it will be downloaded again next time.")
        came.append(WeightFile(file.path, size, sha256))
    record = {
        "repository": model.repository,
        "revision": model.revision,
        "files": [{key: value for key, value in asdict(file).items() if key != "parts"} for file in came],
    }
    (unfinished / RECORD).write_text(json.dumps(record, indent=1), encoding="utf-8")
    shutil.rmtree(unfinished / ".cache", ignore_errors=True)
    make_private_folder(folder.parent)
    if folder.exists():
        shutil.rmtree(folder)
    unfinished.rename(folder)


class _Watch:
    """Says how far a download has come, from a thread of its own, by the size of what is there."""

    def __init__(self, repository: str, folder: Path, total: int, say: Say) -> None:
        self._repository = repository
        self._folder = folder
        self._total = max(1, total)
        self._say = say
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, name="download progress", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        said = 0
        while not self._ended.wait(POLL_SECONDS):
            there = sum(_bytes_in(path) for path in self._folder.rglob("*"))
            percent = min(99, 100 * there // self._total)
            if percent > said:
                said = percent
                self._say(f"Downloading {self._repository}: {percent} % of {_megabytes(self._total)}")


def _bytes_in(path: Path) -> int:
    """Bytes really written to a file, which may have been given its full length in advance; 0 for a folder."""
    try:
        status = path.stat()
    except OSError:
        return 0  # renamed since it was listed
    if path.is_dir():
        return 0
    blocks = getattr(status, "st_blocks", None)
    return status.st_size if blocks is None else min(status.st_size, 512 * blocks)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"
