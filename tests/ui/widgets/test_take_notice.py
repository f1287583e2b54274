from dataclasses import dataclass

from coach.domain.recording import Level, LevelWarning
from coach.ui.widgets.notice import Notice
from coach.ui.widgets.take_notice import describe_take, why_over, worth_asking


@dataclass
class Running:
    elapsed: float = 5.0
    running: bool = True
    dropped_blocks: int = 0
    problem: str = ""
    warning: LevelWarning | None = None
    room_seconds: float = 3600.0

    def level(self) -> Level:
        return Level(-20.0, 0.3, self.warning)


def said(take: Running) -> str:
    notice = Notice()
    describe_take(notice, take)
    return notice.message


def test_a_take_that_runs_well_says_nothing() -> None:
    assert said(Running()) == ""


def test_a_full_disk_matters_more_than_the_level() -> None:
    assert said(Running(problem="The disk is full.", warning=LevelWarning.SILENT)) == "The disk is full."


def test_a_disk_with_little_room_is_told_of_in_time() -> None:
    assert said(Running(room_seconds=45.4)) == "The disk has room for 0:45 more sound."
    assert said(Running(room_seconds=120.0)) == ""


def test_lost_sound_is_counted() -> None:
    assert said(Running(dropped_blocks=2)) == "2 pieces of sound lost."


def test_a_take_ends_at_the_limit_and_when_the_microphone_is_gone() -> None:
    assert why_over(Running(), 90.0) == ""
    assert why_over(Running(elapsed=90.0), 90.0) == "The recording stopped at its limit of 1:30."
    gone = Running(running=False, problem="The microphone stopped delivering sound.")
    assert why_over(gone, 90.0) == "The microphone stopped delivering sound. What you said until then was kept."


def test_only_a_recording_of_a_second_or_more_is_worth_asking_about() -> None:
    assert not worth_asking(Running(elapsed=0.99))
    assert worth_asking(Running(elapsed=1.0))
