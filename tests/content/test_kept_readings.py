import os
import stat
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from fakes import FakeEmbedder

from coach.content.embedder import Reading
from coach.content.kept_readings import KeptEmbedder, KeptReadings

WORDINGS = (("lasso", "is", "sparse"), ("it", "drops", "features"))


class Counting(FakeEmbedder):
    def __init__(self) -> None:
        self.calls = 0

    def read(self, texts: Sequence[str]) -> tuple[Reading, ...]:
        self.calls += 1
        return super().read(texts)


def test_what_was_read_in_an_earlier_sitting_is_taken_from_disk(tmp_path: Path) -> None:
    first = KeptReadings(Counting(), tmp_path, 9).of(WORDINGS)
    inner = Counting()
    second = KeptReadings(inner, tmp_path, 9).of(WORDINGS)
    assert inner.calls == 0
    assert all(np.array_equal(one.sums, other.sums) for one, other in zip(first, second, strict=True))


def test_another_wording_or_another_encoder_is_read_anew(tmp_path: Path) -> None:
    KeptReadings(Counting(), tmp_path, 9).of(WORDINGS)
    inner = Counting()
    KeptReadings(inner, tmp_path, 9).of((*WORDINGS, ("more",)))
    assert inner.calls == 1
    other = Counting()
    other.fingerprint = "another"
    KeptReadings(other, tmp_path, 9).of(WORDINGS)
    assert other.calls == 1


def test_a_damaged_file_is_read_anew(tmp_path: Path) -> None:
    KeptReadings(Counting(), tmp_path, 9).of(WORDINGS)
    for path in tmp_path.glob("*.npz"):
        path.write_bytes(path.read_bytes()[:50])
    inner = Counting()
    assert len(KeptReadings(inner, tmp_path, 9).of(WORDINGS)) == 2
    assert inner.calls == 1


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    assert len(KeptReadings(Counting(), blocked, 9).of(WORDINGS)) == 2


def test_only_the_owner_may_look(tmp_path: Path) -> None:
    folder = tmp_path / "rubrics"
    KeptReadings(Counting(), folder, 9).of(WORDINGS)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in folder.iterdir())


def test_only_as_many_are_kept_as_asked_for(tmp_path: Path) -> None:
    kept = KeptReadings(Counting(), tmp_path, 2)
    for at, wordings in enumerate((("a",), ("b",), ("c",))):
        kept.of((wordings,))
        for path in tmp_path.glob("*.npz"):
            os.utime(path, (path.stat().st_mtime - 10 * (at + 1),) * 2)
    assert len(list(tmp_path.glob("*.npz"))) == 2


def test_an_embedder_that_keeps_its_readings_gives_the_same_as_the_one_it_wraps(tmp_path: Path) -> None:
    inner = Counting()
    keeping = KeptEmbedder(inner, KeptReadings(inner, tmp_path, 9))
    texts = ("lasso is sparse", "it drops features")
    for _ in range(2):
        assert all(
            np.array_equal(one.sums, other.sums)
            for one, other in zip(keeping.read(texts), FakeEmbedder().read(texts), strict=True)
        )
    assert inner.calls == 1
    assert keeping.pools_words
