from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from coach.bench.judge_baselines import how_compared, make_baselines
from coach.bench.judge_cases import JudgeCase
from coach.domain.coverage import Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import typed_transcript

POINT = KeyPoint("k", "cats sleep all day", mistakes=("cats run all day",))
RUBRIC = Rubric("r", "What do they do?", (POINT,))
ANSWERS = (
    JudgeCase("a", RUBRIC, "cats sleep in it", (Verdict.COVERED,)),
    JudgeCase("b", RUBRIC, "it rains in spain", (Verdict.MISSED,)),
)
KNOWN = ("cats", "sleep", "all", "day", "run", "it", "rains", "in", "spain")


class WordCounts:
    """Counts the words of these tests."""

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        counts = np.array([[text.split().count(word) for word in KNOWN] for text in texts], dtype=np.float32)
        return counts / np.maximum(1.0, np.linalg.norm(counts, axis=1, keepdims=True))


def test_both_are_made_with_a_threshold_from_the_answers() -> None:
    notes: list[str] = []
    baselines = make_baselines(ANSWERS, WordCounts(), notes.append)
    assert [each.system.name for each in baselines] == ["plain cosine", "TF-IDF"]
    assert baselines[0].threshold == pytest.approx(1 / 2)  # two of four words are those of the point
    assert 0.0 < baselines[1].threshold < 1.0
    for each in baselines:
        (denied,) = each.system.judge.judge(RUBRIC, typed_transcript("cats run all day")).points
        assert denied.verdict is Verdict.CONTRADICTED
    assert notes[0] == "plain cosine: choosing a threshold, 1 of 2"


def test_what_the_thresholds_were_chosen_on_is_said() -> None:
    baselines = make_baselines(ANSWERS, WordCounts(), lambda _line: None)
    remarks = " ".join(how_compared(baselines, "ours", "theirs", 2, measured=False))
    assert "on 2 answers of the training hands: plain cosine 0.500, TF-IDF 0." in remarks
    assert "flatters" not in remarks
    remarks = " ".join(how_compared(baselines, "ours", "theirs", 2, measured=True))
    assert "the 2 answers measured, which flatters these two" in remarks
