from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from fakes import NUMBERS, FakeEmbedder, fake_engines

from coach.bank.bank import load_bank
from coach.content.embedder import Reading
from coach.content.judge import Judge
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Transcript, Word
from coach.errors import WeightsError
from coach.practice.ahead import judge_ahead, prepare
from coach.practice.engines import Engines
from coach.practice.loading import Loading, loaded

RUBRIC = Rubric(
    "lasso", "What is lasso?", (KeyPoint("sparse", "lasso drives weights to zero", also=("it is sparse",)),)
)
WORDS = tuple(Word(text, float(at), at + 0.5) for at, text in enumerate("lasso drives many weights to zero".split()))


class Counting(FakeEmbedder):
    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, texts: Sequence[str]) -> tuple[Reading, ...]:
        self.asked += texts
        return super().read(texts)


def with_judge(folder: Path, inner: FakeEmbedder) -> Engines:
    engines = fake_engines(folder, load_bank(folder, folder))
    return replace(engines, judge=loaded("judge", Judge(inner, NUMBERS)))


def test_what_was_prepared_and_judged_ahead_is_not_read_again(tmp_path: Path) -> None:
    inner = Counting()
    engines = with_judge(tmp_path, inner)
    prepare(RUBRIC, engines)
    judge_ahead(RUBRIC, engines, WORDS)
    before = list(inner.asked)
    engines.judge.get().judge(RUBRIC, Transcript(WORDS))
    assert before
    assert inner.asked == before


def test_judging_ahead_waits_for_nothing(tmp_path: Path) -> None:
    def never(_say: object) -> Judge:
        raise AssertionError

    engines = replace(fake_engines(tmp_path, load_bank(tmp_path, tmp_path)), judge=Loading("judge", never))
    judge_ahead(RUBRIC, engines, WORDS)


def test_a_judge_that_cannot_be_loaded_is_not_complained_of_yet(tmp_path: Path) -> None:
    def fail(_say: object) -> Judge:
        raise WeightsError("missing")

    engines = replace(fake_engines(tmp_path, load_bank(tmp_path, tmp_path)), judge=Loading("judge", fail))
    prepare(RUBRIC, engines)
