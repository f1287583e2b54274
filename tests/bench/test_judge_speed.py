from dataclasses import replace

import pytest

from coach.bench.judge_speed import (
    LONG_WORDS,
    POINTS,
    WORDS,
    JudgeSpeed,
    make_trial,
    measure_speed,
    speed_as_json,
    speed_as_text,
)
from coach.domain.coverage import Coverage
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Transcript
from coach.errors import CoachError

POINT = KeyPoint("p", "cats sleep all day", also=("they sleep",), mistakes=("cats never sleep",))
FULL = tuple(replace(POINT, id=f"p{at}") for at in range(POINTS + 1))
RUBRIC = Rubric("cats", "What do they do?", FULL, model_answer="Cats sleep all day. " * 20)
OTHER = Rubric("dogs", "And they?", FULL[:1], model_answer="Dogs run about. " * 200)

OURS = JudgeSpeed(0.4, 250.0, 500.0, 800.0, 200.0, 300.0)
TORCH = JudgeSpeed(4.0, 500.0, 1000.0, None, None, None)


class Clock:
    """Stands still until somebody works."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Worker:
    """Takes a tenth of a second for every wording that it has not read beside the words at that place."""

    def __init__(self, clock: Clock) -> None:
        self.read: set[tuple[str, int]] = set()
        self._clock = clock

    def prepare(self, rubric: Rubric) -> None:
        self._clock.now += 100.0  # not counted: it is done while the question is read aloud

    def read_ahead(self, rubric: Rubric, transcript: Transcript) -> None:
        for part in range(len(transcript.words) // 100):
            self._work(rubric, part)

    def judge(self, rubric: Rubric, transcript: Transcript) -> Coverage:
        for part in range(1 + (len(transcript.words) - 1) // 100):
            self._work(rubric, part)
        return Coverage(())

    def _work(self, rubric: Rubric, part: int) -> None:
        for point in rubric.key_points:
            for text in (point.point, *point.also, *point.mistakes):
                key = f"{point.id} {text}", part
                self._clock.now += 0.1 * (key not in self.read)
                self.read.add(key)


def measured(*, long: bool = True) -> JudgeSpeed:
    clock = Clock()

    def load() -> type[Worker]:
        clock.now += 2.0
        return lambda: Worker(clock)  # type: ignore[return-value]

    return measure_speed(load, make_trial([OTHER, RUBRIC]), lambda: 123.0, clock, long=long)


def test_the_trial_is_a_question_with_five_full_points_and_answers_of_the_right_length() -> None:
    trial = make_trial([OTHER, RUBRIC])
    assert (trial.rubric.id, len(trial.rubric.key_points)) == ("cats", POINTS)
    assert trial.answer.startswith("Cats sleep all day.")
    assert (len(trial.answer.split()), len(trial.long_answer.split())) == (WORDS, LONG_WORDS)


@pytest.mark.parametrize("bank", [[], [OTHER], [replace(RUBRIC, model_answer="Cats sleep.")]])
def test_a_bank_that_has_no_such_question_or_too_few_words_is_an_error(bank: list[Rubric]) -> None:
    with pytest.raises(CoachError):
        make_trial(bank)


def test_each_time_is_that_of_a_judge_that_has_read_nothing_and_preparing_the_question_is_not_counted() -> None:
    speed = measured()
    assert speed.load_seconds == pytest.approx(2.0)
    assert speed.points_ms == pytest.approx(1000.0)  # 5 wordings beside 2 parts, 0.1 s each
    assert speed.all_ms == pytest.approx(3000.0)
    assert speed.long_ms == pytest.approx(6000.0)
    assert speed.memory_mb == 123.0


def test_what_was_read_while_the_answer_was_said_is_not_waited_for() -> None:
    assert measured().long_ahead_ms == pytest.approx(1500.0)  # the last of four parts


def test_the_long_answer_can_be_left_out() -> None:
    speed = measured(long=False)
    assert (speed.long_ms, speed.long_ahead_ms) == (None, None)


def test_the_two_judges_stand_side_by_side_with_their_ratio_and_the_aim() -> None:
    lines = speed_as_text(OURS, TORCH).splitlines()
    assert lines[1].split() == ["load", "0.40", "s", "4.00", "s", "0.10"]
    assert lines[2].split()[-7:] == ["250", "ms", "500", "ms", "0.50", "300", "ms"]
    assert lines[4].split()[-4:] == ["800", "ms", "-", "-"]
    assert lines[-1].strip() == "Reading ahead saves 75% of the wait after a long answer."


def test_as_json_every_figure_has_its_name() -> None:
    shown = speed_as_json(OURS, TORCH)
    assert shown["systems"]["coach"]["all_ms"] == 500.0
    assert shown["systems"]["torch"]["long_ms"] is None
    assert shown["aims"] == {"points_ms": 300.0, "all_ms": 600.0}
