import stat
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from fakes import FakeEmbedder

from coach.content.embedder import Reading
from coach.content.rubric_vectors import RubricVectors

WORDINGS = (("lasso", "is", "sparse"), ("it", "drops", "features"))


class Counting(FakeEmbedder):
    def __init__(self) -> None:
        self.calls = 0

    def read(self, texts: Sequence[str]) -> tuple[Reading, ...]:
        self.calls += 1
        return super().read(texts)


def test_what_was_read_in_an_earlier_sitting_is_taken_from_disk(tmp_path: Path) -> None:
    first = RubricVectors(Counting(), tmp_path).of(WORDINGS)
    inner = Counting()
    second = RubricVectors(inner, tmp_path).of(WORDINGS)
    assert inner.calls == 0
    assert all(np.array_equal(one.sums, other.sums) for one, other in zip(first, second, strict=True))


def test_another_wording_or_another_encoder_is_read_anew(tmp_path: Path) -> None:
    RubricVectors(Counting(), tmp_path).of(WORDINGS)
    inner = Counting()
    RubricVectors(inner, tmp_path).of((*WORDINGS, ("more",)))
    assert inner.calls == 1
    other = Counting()
    other.fingerprint = "another"
    RubricVectors(other, tmp_path).of(WORDINGS)
    assert other.calls == 1


def test_a_damaged_file_is_read_anew(tmp_path: Path) -> None:
    RubricVectors(Counting(), tmp_path).of(WORDINGS)
    for path in tmp_path.glob("*.npz"):
        path.write_bytes(path.read_bytes()[:50])
    inner = Counting()
    assert len(RubricVectors(inner, tmp_path).of(WORDINGS)) == 2
    assert inner.calls == 1


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    assert len(RubricVectors(Counting(), blocked).of(WORDINGS)) == 2


def test_only_the_owner_may_look(tmp_path: Path) -> None:
    folder = tmp_path / "rubrics"
    RubricVectors(Counting(), folder).of(WORDINGS)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in folder.iterdir())
