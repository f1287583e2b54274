from dataclasses import replace
from pathlib import Path

from fakes import FakeReader, fake_engines, fake_judge

from coach.bank.bank import load_bank
from coach.content.judge import Judge
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Transcript, Word
from coach.errors import WeightsError
from coach.practice.ahead import prepare, read_ahead
from coach.practice.engines import Engines
from coach.practice.loading import Loading, loaded

RUBRIC = Rubric("lasso", "What is lasso?", (KeyPoint("sparse", "lasso drives weights to zero"),))
WORDS = tuple(Word(f"word{at}", at, at + 0.5) for at in range(300))
"""Nothing cuts them but the length, so they are read as parts of 220 and of 124 words."""


def with_judge(folder: Path, judge: Judge) -> Engines:
    return replace(fake_engines(folder, load_bank(folder, folder)), judge=loaded("judge", judge))


def unloaded(folder: Path, error: Exception) -> Engines:
    def fail(_say: object) -> Judge:
        raise error

    return replace(fake_engines(folder, load_bank(folder, folder)), judge=Loading("judge", fail))


def test_what_was_read_ahead_is_not_read_again_at_the_end(tmp_path: Path) -> None:
    reader = FakeReader()
    engines = with_judge(tmp_path, fake_judge(reader))
    prepare(RUBRIC, engines)
    read_ahead(RUBRIC, engines, WORDS[:250])
    assert [len(pair.words) for pair in reader.asked] == [220]
    read_ahead(RUBRIC, engines, WORDS)
    assert len(reader.asked) == 1
    engines.judge.get().judge(RUBRIC, Transcript(WORDS))
    assert [len(pair.words) for pair in reader.asked] == [220, 124]


def test_an_answer_that_may_still_change_is_not_read_ahead(tmp_path: Path) -> None:
    reader = FakeReader()
    read_ahead(RUBRIC, with_judge(tmp_path, fake_judge(reader)), WORDS[:200])
    assert reader.asked == []


def test_fillers_are_marked_before_anything_is_read(tmp_path: Path) -> None:
    reader = FakeReader()
    engines = with_judge(tmp_path, fake_judge(reader))
    read_ahead(RUBRIC, engines, (Word("um,", 0.0, 0.5), *WORDS))
    assert [pair.words[0] for pair in reader.asked] == ["word0"]


def test_reading_ahead_waits_for_nothing(tmp_path: Path) -> None:
    read_ahead(RUBRIC, unloaded(tmp_path, AssertionError()), WORDS)


def test_a_judge_that_cannot_be_loaded_is_not_complained_of_yet(tmp_path: Path) -> None:
    prepare(RUBRIC, unloaded(tmp_path, WeightsError("missing")))
