"""The figures that are reported, held as floors on half of the questions, by the weights that come with the program."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from coach.bench.judge_cases import Hand, JudgeCase, load_hands
from coach.bench.judge_figures import VerdictFigures, measure_verdicts
from coach.bench.judge_run import JudgedCase, judge_cases, labelled_verdicts, measure_order
from coach.content.judge import Judge
from coach.paths import find_paths
from coach.settings import Settings
from coach.wiring import build_engines

pytestmark = pytest.mark.weights

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Floor:
    """What half of one hand reached, a little less strict: other machines round otherwise."""

    macro_f1: float
    precision: float
    """Of contradicted."""
    called_covered: float
    """Largest share of the contradicted points that are called covered."""
    unsure: float
    """Largest share of points."""
    span_f1: float | None
    """None where no words are labelled."""


FLOORS = {
    "fourth-hand-concepts": Floor(0.64, 0.85, 0.42, 0.13, 0.67),
    "fourth-hand-subjects": Floor(0.64, 0.75, 0.35, 0.1, 0.69),
    "tests/answers": Floor(0.78, 0.86, 0.13, 0.1, None),
}
GOOD_ABOVE_WRONG, IN_ORDER = 19, 18
"""Of 21 questions with a good, a half and a wrong answer each."""


def half_of(cases: Sequence[JudgeCase]) -> list[JudgeCase]:
    """The answers to every second question; `coach bench judge` judges all."""
    questions = list(dict.fromkeys(case.rubric.id for case in cases))[::2]
    return [case for case in cases if case.rubric.id in questions]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[JudgedCase]]:
    home = tmp_path_factory.mktemp("home")
    engines = build_engines(find_paths({"COACH_HOME": str(home)}), Settings())
    judge: Judge = engines.judge.get()
    hands: list[Hand] = []
    for folder in (ROOT / "models" / "training" / "held", ROOT / "tests" / "answers"):
        hands += load_hands(folder, engines.bank.rubrics)
    return {hand.name: list(judge_cases(judge, half_of(hand.cases))) for hand in hands if hand.name in FLOORS}


@pytest.mark.parametrize("hand", FLOORS)
def test_the_verdicts_on_a_hand_that_was_not_trained_on_are_as_good_as_reported(
    judged: dict[str, list[JudgedCase]], hand: str
) -> None:
    figures: VerdictFigures = measure_verdicts(labelled_verdicts(judged[hand]))
    floor = FLOORS[hand]
    assert (figures.macro_f1 or 0.0) >= floor.macro_f1
    assert (figures.contradicted_precision or 0.0) >= floor.precision
    assert (figures.contradicted_as_covered or 0.0) <= floor.called_covered
    assert (figures.unsure or 0.0) <= floor.unsure
    if floor.span_f1 is not None:
        assert (figures.span_f1 or 0.0) >= floor.span_f1


def test_the_good_answer_scores_above_the_wrong_one(judged: dict[str, list[JudgedCase]]) -> None:
    order = measure_order(judged["tests/answers"])
    assert order.triples == 21
    assert order.good_above_wrong >= GOOD_ABOVE_WRONG
    assert order.in_order >= IN_ORDER
