import pytest

from coach.bench.judge_cases import JudgeCase
from coach.bench.judge_run import figures_of, judge_cases
from coach.domain.coverage import Coverage, PointCoverage, Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Transcript

RUBRIC = Rubric("r", "?", (KeyPoint("k", "yes"), KeyPoint("l", "no")))


class Echo:
    """Calls a point covered whose words were said; remembers what it was asked to do."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def prepare(self, rubric: Rubric) -> None:
        self.done.append(f"prepare {rubric.id}")

    def judge(self, rubric: Rubric, transcript: Transcript) -> Coverage:
        self.done.append(f"judge {transcript.text}")
        assert transcript.typed
        return Coverage(
            tuple(
                PointCoverage(
                    id=point.id,
                    point=point.point,
                    weight=1.0,
                    verdict=Verdict.COVERED if point.point in transcript.text else Verdict.MISSED,
                    probability=0.9,
                    similarity=0.5,
                    mistake_similarity=None,
                    evidence=None,
                    closest_to="",
                )
                for point in rubric.key_points
            )
        )


class Clock:
    """Goes on by 1, 2, 3, ... seconds at each second look."""

    def __init__(self) -> None:
        self.looks = 0
        self.time = 0.0

    def __call__(self) -> float:
        self.looks += 1
        if self.looks % 2 == 0:
            self.time += self.looks / 2
        return self.time


def test_the_first_case_is_judged_back_to_front_before_and_preparing_is_not_timed() -> None:
    echo = Echo()
    cases = [JudgeCase(name, RUBRIC, name) for name in ("a z", "b", "c")]
    judged = list(judge_cases(echo, cases, Clock()))
    assert [each.seconds for each in judged] == [1.0, 2.0, 3.0]
    prepare = "prepare r"
    assert echo.done == [prepare, "judge z a", prepare, "judge a z", prepare, "judge b", prepare, "judge c"]


def test_no_cases_give_nothing() -> None:
    assert list(judge_cases(Echo(), [])) == []


def test_points_without_a_label_count_for_the_time_alone() -> None:
    cases = [
        JudgeCase("a", RUBRIC, "yes", (Verdict.COVERED, None)),
        JudgeCase("b", RUBRIC, "yes and no"),
        JudgeCase("c", RUBRIC, "no", (Verdict.MISSED, Verdict.PARTLY)),
    ]
    figures = figures_of(list(judge_cases(Echo(), cases, Clock())))
    assert (figures.cases, figures.points) == (3, 3)
    assert figures.covered_f1 == 1.0
    assert figures.calibration_error == pytest.approx(0.9 - 2 / 3)
    assert figures.milliseconds == 2000.0
