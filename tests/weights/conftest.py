"""Small weights in two parts, and a hub, that tests of this folder share."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from coach.weights.catalogue import Part, Weight, WeightFile
from coach.weights.huggingface import HubError, RemoteFile, RemoteModel

FIRST = b"the first part, "
SECOND = b"and the second."


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass
class SmallWeights:
    """Weights in two parts, carried by two packages that are only folders."""

    packages: Path
    weight: Weight
    whole: bytes = FIRST + SECOND

    def find_package(self, name: str) -> Path | None:
        folder = self.packages / name
        return folder if folder.is_dir() else None


@dataclass
class FakeHub:
    """Serves given files from memory; `during_fetch` runs after they are written."""

    files: dict[str, bytes]
    place: str = "hub.test"
    offline: bool = False
    claims: dict[str, int] = field(default_factory=dict)
    looked_up: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    during_fetch: Callable[[Path], None] = lambda folder: None

    def look_up(self, repository: str) -> RemoteModel:
        self.looked_up.append(repository)
        if self.offline:
            raise HubError(f"{self.place} could not be reached for {repository}.")
        files = tuple(
            RemoteFile(path, self.claims.get(path, len(content)), sha256(content))
            for path, content in self.files.items()
        )
        return RemoteModel(repository, "0" * 40, files)

    def fetch(self, model: RemoteModel, files: Sequence[RemoteFile], folder: Path) -> None:
        for file in files:
            target = folder / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self.files[file.path])
            self.fetched.append(file.path)
        self.during_fetch(folder)


def _small_weights(packages: Path) -> SmallWeights:
    for name, file, content in (("one", "model.part1", FIRST), ("two", "model.part2", SECOND), ("two", "cfg", b"{}")):
        (packages / name).mkdir(parents=True, exist_ok=True)
        (packages / name / file).write_bytes(content)
    model = WeightFile(
        "model.bin",
        len(FIRST + SECOND),
        sha256(FIRST + SECOND),
        (Part("one/model.part1", sha256(FIRST)), Part("two/model.part2", sha256(SECOND))),
    )
    config = WeightFile("config.json", 2, sha256(b"{}"), (Part("two/cfg", sha256(b"{}")),))
    weight = Weight(
        name="small-base",
        title="Small base",
        role="whisper",
        source="a test",
        packages=("pack-one==1", "pack-two==1"),
        licence="MIT",
        format="bytes",
        size=model.size + 2,
        files=(model, config),
    )
    return SmallWeights(packages, weight)


def archived_weights(packages: Path) -> SmallWeights:
    """Make weights that are taken out of a ZIP archive of three parts, of which the first ends within a file."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("small/model.bin", FIRST + SECOND)
        archive.writestr("small/config.json", b"{}")
    content = whole.getvalue()
    cuts = [0, 40, 90, len(content)]
    parts = []
    for name, start, stop in zip(("one", "two", "three"), cuts[:-1], cuts[1:], strict=True):
        (packages / name).mkdir(parents=True, exist_ok=True)
        (packages / name / "zip").write_bytes(content[start:stop])
        parts.append(Part(f"{name}/zip", sha256(content[start:stop])))
    files = tuple(
        WeightFile(name, len(held), sha256(held), tuple(parts), f"small/{name}")
        for name, held in (("model.bin", FIRST + SECOND), ("config.json", b"{}"))
    )
    weight = Weight(
        name="small-base",
        title="Small base",
        role="reader",
        source="a test",
        packages=("pack-one==1", "pack-two==1", "pack-three==1"),
        licence="MIT",
        format="bytes",
        size=len(FIRST + SECOND) + 2,
        files=files,
    )
    return SmallWeights(packages, weight)


@pytest.fixture
def archived(tmp_path: Path) -> SmallWeights:
    return archived_weights(tmp_path / "packages")


@pytest.fixture(scope="session")
def small_weights() -> Callable[[Path], SmallWeights]:
    """Makes small weights below a folder."""
    return _small_weights


@pytest.fixture
def small(tmp_path: Path) -> SmallWeights:
    return _small_weights(tmp_path / "packages")


@pytest.fixture
def whisper_hub() -> FakeHub:
    """A hub with one good Whisper model, and files beside it that nobody needs."""
    return FakeHub(
        {
            "model.bin": b"weights" * 100,
            "config.json": b"{}",
            "tokenizer.json": b"{}",
            "vocabulary.txt": b"a\nb\n",
            "README.md": b"# Hello",
        }
    )


@pytest.fixture
def embedder_hub() -> FakeHub:
    """A hub with one good embedder, a pickle of the same weights, and code that must stay there."""
    return FakeHub(
        {
            "modules.json": b"[]",
            "config.json": b"{}",
            "model.safetensors": b"safe" * 100,
            "pytorch_model.bin": b"pickle",
            "1_Pooling/config.json": b"{}",
            "modeling.py": b"print('hello')",
            "vocab.txt": b"a\n",
        }
    )
