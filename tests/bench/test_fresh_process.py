import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from coach.bench.fresh_process import (
    ALL,
    JUDGE,
    LONG_WORDS,
    POINTS,
    RECOGNISER,
    VOICE,
    WORDS,
    FreshProcess,
    JudgeLoaded,
    JudgeSpeed,
    Processes,
    Start,
    Started,
    furnish,
    make_trial,
    measure_speed,
    measure_start,
    peak_memory_mb,
    ram_mb,
    speed_as_json,
    speed_as_text,
    start_as_json,
    start_as_text,
)
from coach.domain.coverage import Coverage
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Transcript
from coach.errors import CoachError


def user_folder(tmp_path: Path) -> Path:
    user = tmp_path / "user"
    for name in ("whisper-base", "converted"):
        (user / "models" / name).mkdir(parents=True)
        (user / "models" / name / "model.bin").write_bytes(b"weights")
    (user / "coach.toml").write_text("[voice]\nvolume = 0.5\n")
    (user / "history.db").write_bytes(b"private")
    return user


def test_the_folder_has_the_users_settings_and_weights_without_what_is_made_at_the_first_start(tmp_path: Path) -> None:
    user, home = user_folder(tmp_path), tmp_path / "home"
    furnish(home, weights=user / "models", files=[user / "coach.toml", user / "machine-speed.json"])
    assert sorted(each.name for each in home.iterdir()) == ["coach.toml", "models"]
    assert [each.name for each in (home / "models").iterdir()] == ["whisper-base"]
    assert (home / "models" / "whisper-base" / "model.bin").read_bytes() == b"weights"


def test_a_user_without_weights_is_no_error(tmp_path: Path) -> None:
    furnish(tmp_path / "home", weights=tmp_path / "none", files=[])
    assert list((tmp_path / "home" / "models").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(CoachError, match="cannot be prepared"):
        furnish(tmp_path / "home", weights=tmp_path, files=[])


def test_a_command_has_the_folder_for_the_users_and_its_seconds_are_given(tmp_path: Path) -> None:
    process = FreshProcess(tmp_path / "home")
    assert 0.0 < process.command("paths") < 60.0
    with pytest.raises(CoachError, match="failed while it was being measured"):
        process.command("bank", "show", "no-such-question")


def test_a_part_that_fails_says_why(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "coach.toml").write_text("[")
    with pytest.raises(CoachError, match=r"coach\.toml"):
        FreshProcess(tmp_path / "home").part("judge", "ours")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the memory of now")
def test_memory_that_is_used_shows_and_the_peak_stays() -> None:
    before = ram_mb()
    block = np.ones(25_000_000)  # 200 MB
    during, peak = ram_mb(), peak_memory_mb()
    del block
    after = ram_mb()
    assert before is not None
    assert during is not None
    assert after is not None
    assert peak is not None
    assert during - before == pytest.approx(200, abs=20)
    assert peak >= during - 1
    assert during - after == pytest.approx(200, abs=20)


def started(judge: float, memory: float | None = 600.0) -> Started:
    return Started({VOICE: 1.0, RECOGNISER: 1.2, JUDGE: judge, ALL: judge + 1.0}, memory)


def measured(runs: int = 3) -> tuple[Start, list[str]]:
    starts = iter([started(9.0), started(1.4), started(1.6, 700.0), started(5.0)])
    assess, told = iter([3.0, 1.9, 1.8]), iter([0.1, 0.2, 0.15])
    ours = iter([JudgeLoaded(1.0, 300.0), JudgeLoaded(1.1, 310.0), JudgeLoaded(4.0, 305.0)])
    torch = iter([JudgeLoaded(10.0, 600.0), JudgeLoaded(11.0, None), JudgeLoaded(20.0, 610.0)])
    said: list[str] = []
    processes = Processes(
        lambda: next(starts), lambda: next(assess), lambda: next(told), lambda: next(ours), lambda: next(torch)
    )
    return measure_start(processes, runs, said.append), said


def test_the_first_start_is_kept_apart_and_the_others_give_their_median() -> None:
    start, _ = measured()
    assert start.first.seconds[JUDGE] == 9.0
    assert start.later.seconds[JUDGE] == 1.6
    assert start.later.memory_mb == 600.0
    assert (start.assess, start.help) == (1.9, 0.15)
    assert start.ours == JudgeLoaded(1.1, 305.0)
    assert start.torch == JudgeLoaded(11.0, 605.0)


def test_what_is_being_measured_is_told() -> None:
    _, said = measured()
    assert said[0] == "the first start"
    assert said[1:3] == ["starts, 3 in all", "coach assess --text, and --help, 3 of each"]


def test_the_table_has_the_ratio_to_torch() -> None:
    lines = start_as_text(measured()[0]).splitlines()
    assert lines[1].split() == ["a", "start", "1.00", "s", "1.20", "s", "1.60", "s", "2.60", "s", "600", "MB"]
    ready, memory = (line.split() for line in lines if line.startswith(("  ready to judge", "  peak memory")))
    assert ready[-5:] == ["1.10", "s", "11.00", "s", "0.10"]
    assert memory[-5:] == ["305", "MB", "605", "MB", "0.50"]


def test_memory_that_the_system_does_not_tell_is_a_dash_and_null() -> None:
    start = Start(1, started(2.0, None), started(2.0, None), 1.0, 0.1, JudgeLoaded(1.0, None), JudgeLoaded(10.0, 9.0))
    assert start_as_text(start).splitlines()[1].endswith(" -")
    shown = json.loads(json.dumps(start_as_json(start)))
    assert shown["later"]["memory_mb"] is None
    assert shown["ratio"] == {"seconds": 0.1, "memory": None}


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


def speed_measured(*, long: bool = True) -> JudgeSpeed:
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
    speed = speed_measured()
    assert speed.load_seconds == pytest.approx(2.0)
    assert speed.points_ms == pytest.approx(1000.0)  # 5 wordings beside 2 parts, 0.1 s each
    assert speed.all_ms == pytest.approx(3000.0)
    assert speed.long_ms == pytest.approx(6000.0)
    assert speed.memory_mb == 123.0


def test_what_was_read_while_the_answer_was_said_is_not_waited_for() -> None:
    assert speed_measured().long_ahead_ms == pytest.approx(1500.0)  # the last of four parts


def test_the_long_answer_can_be_left_out() -> None:
    speed = speed_measured(long=False)
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
