"""The verdicts on the spoken-style answers to the shipped questions, by the weights that come with the program."""

import pytest
from shipped_answers import accused, as_written, count_verdicts

from coach.content.judge import Judge
from coach.paths import find_paths
from coach.settings import Settings
from coach.wiring import build_engines

LEAST_AS_WRITTEN = {"behavioral": 40, "coding": 70, "system-design": 62}
"""Of 90, 168 and 138; counted were 43, 75 and 67. The rest is said to be unsure, in part, or is judged wrongly."""


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    home = tmp_path_factory.mktemp("home")
    return build_engines(find_paths({"COACH_HOME": str(home)}), Settings()).judge.get()


@pytest.mark.weights
@pytest.mark.parametrize("round_", sorted(LEAST_AS_WRITTEN))
def test_verdicts_come_out_as_written_as_often_as_was_counted_and_nobody_is_accused(judge: Judge, round_: str) -> None:
    pairs = count_verdicts(judge, round_)
    assert as_written(pairs) >= LEAST_AS_WRITTEN[round_]
    assert accused(pairs) <= 1
