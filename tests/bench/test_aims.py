from pathlib import Path

import pytest

from coach.bench.aims import Aim, aims
from coach.bench.clip import Clip
from coach.bench.heard import Hypothesis, SystemRun
from coach.bench.listen import OURS, PLAIN_BEAM_1, PLAIN_BEAM_5, compare
from coach.domain.transcript import Word

CLIPS = (
    Clip("a.wav", Path("a.wav"), "um so it overfits the data", "spont"),
    Clip("b.wav", Path("b.wav"), "one two three four five six seven eight nine ten", "read"),
    Clip("c.wav", Path("c.wav"), "", "nobody"),
)


def run(system: str, processor: float, *texts: str) -> SystemRun:
    heard = [
        Hypothesis(
            tuple(Word(each, float(at), at + 0.9) for at, each in enumerate(text.split())),
            (),
            10.0,
            1.0,
            processor_seconds=processor,
        )
        for text in texts
    ]
    return SystemRun(system, tuple(heard), None)


def found(*ours: str) -> dict[str, Aim]:
    runs = [
        run(OURS, 1.0, *ours),
        run(PLAIN_BEAM_5, 4.0, "so it over fits the data", CLIPS[1].transcript, "you"),
        run(PLAIN_BEAM_1, 0.5, "so it", CLIPS[1].transcript, "you"),
    ]
    return {aim.name: aim for aim in aims(compare(CLIPS[: len(ours)], [cut(each, len(ours)) for each in runs]))}


def cut(whole: SystemRun, clips: int) -> SystemRun:
    return SystemRun(whole.system, whole.hypotheses[:clips], None)


def test_a_perfect_listener_reaches_everything_that_the_clips_tell() -> None:
    shown = found(*(clip.transcript for clip in CLIPS))
    assert all(aim.met for aim in shown.values())
    assert shown["processor time over that of plain, beam 5"].value == pytest.approx(0.25)
    assert shown["filler F1, spont"].value == 1.0
    assert "filler F1, acted" not in shown  # there is no such clip


def test_every_aim_can_be_missed() -> None:
    shown = found("so it is", "one um two three four five six seven", "thank you")
    # errors of the content: "overfits the data" against "is" is 3, and eight nine ten 3; plain has 2
    assert shown["content word error rate over that of plain, beam 5"].value == pytest.approx(3.0)
    assert shown["filler F1, spont"].value == 0.0
    assert shown["made-up fillers per 500 words"].value == pytest.approx(50.0)  # one in the ten words of b.wav
    assert shown["runs of three or more words lost"].value == 1.0
    assert shown["words where nobody speaks"].value == 2.0
    missed = {name for name, aim in shown.items() if aim.met is False}
    assert missed == set(shown) - {"processor time over that of plain, beam 5"}


def test_what_the_clips_do_not_tell_is_neither_reached_nor_missed() -> None:
    assert found(CLIPS[0].transcript)["made-up fillers per 500 words"].met is None
    assert found(CLIPS[0].transcript)["words where nobody speaks"].met is None


def test_a_limit_is_kept_where_it_is_just_reached() -> None:
    assert Aim("a", 0.9, 0.9, at_least=True).met
    assert Aim("a", 1.0, 1.0).met
    assert Aim("a", 1.01, 1.0).met is False
