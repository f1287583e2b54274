import json
from dataclasses import replace
from pathlib import Path

import pytest

from coach.bench.clip import Clip
from coach.bench.copies import AS_IT_IS
from coach.bench.degraded import CopyRow, copy_rows
from coach.bench.heard import Hypothesis, SystemRun
from coach.bench.listen import ALL, OURS, PLAIN_BEAM_5, Column, compare, copy_of
from coach.bench.tables_json import degraded_as_json
from coach.bench.tables_text import degraded_as_text
from coach.domain.transcript import Word

SAID = "um a b c d e f g h i j"
CLIP = Clip("a.wav", Path("a.wav"), SAID, copy=AS_IT_IS)
NOBODY = Clip("b.wav", Path("b.wav"), "", copy=AS_IT_IS)
CLIPS = (CLIP, NOBODY, replace(CLIP, copy="telephone"))


def run(system: str, processor: float, *texts: str) -> SystemRun:
    words = [tuple(Word(each, float(at), at + 0.9) for at, each in enumerate(text.split())) for text in texts]
    return SystemRun(
        system, tuple(Hypothesis(each, (), 20.0, 1.0, processor_seconds=processor) for each in words), None
    )


@pytest.fixture
def columns() -> tuple[Column, ...]:
    ours = run(OURS, 1.0, "um a b c d e f g h i x", "", "a b c d e f g")
    plain = run(PLAIN_BEAM_5, 2.0, "a b c d e f g h i j k l", "you", "a b c d e f g h i")
    return compare(CLIPS, [ours, plain], copy_of)


@pytest.fixture
def rows(columns: tuple[Column, ...]) -> tuple[CopyRow, ...]:
    return copy_rows(columns)


def test_each_copy_has_a_row_and_the_last_is_for_all(rows: tuple[CopyRow, ...]) -> None:
    assert [row.copy for row in rows] == [AS_IT_IS, "telephone", ALL]
    good, bad, together = rows
    assert good.content_ratio == pytest.approx(0.5)  # 1 of 10 over 2 of 10
    assert bad.content_ratio == pytest.approx(3.0)  # 3 of 10 over 1 of 10
    assert bad.whispers_ratio == pytest.approx(3.0)
    assert together.content_ratio == pytest.approx(4 / 3)
    assert (good.worse, bad.worse) == (False, True)
    assert good.processor == pytest.approx(0.5)


def test_the_table_has_rates_lost_runs_and_words_from_nothing(rows: tuple[CopyRow, ...]) -> None:
    good, bad = degraded_as_text(rows).splitlines()[3:5]
    assert good.split() == ("as it is (2 clips) 10.0 % 20.0 % 0.50 10.0 % 20.0 % 0.50 1.00 0 0 0 1 0.50".split())
    assert bad.split() == "telephone (1 clips) 30.0 % 10.0 % 3.00 30.0 % 10.0 % 3.00 0.00 1 0 - - 0.50".split()
    assert "in 1 of 2 copies" in degraded_as_text(rows)


def test_the_json_has_every_copy_and_every_clip(rows: tuple[CopyRow, ...], columns: tuple[Column, ...]) -> None:
    shown = json.loads(json.dumps(degraded_as_json(rows, CLIPS, columns), allow_nan=False))
    assert shown["copies"][1]["content_ratio"] == pytest.approx(3.0)
    assert shown["copies"][1]["systems"][OURS]["lost_runs"] == 1
    assert shown["copies"][0]["systems"][PLAIN_BEAM_5]["words_from_nothing"] == 1
    assert shown["clips"][2]["copy"] == "telephone"
    assert shown["clips"][2]["systems"][OURS]["hypothesis"] == "a b c d e f g"
