from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from fakes import FakeEmbedder, fake_engines

from coach.bank.bank import load_bank
from coach.content.coverage import judge_coverage
from coach.content.embedder import Vectors
from coach.content.remembering import RememberingEmbedder
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

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return super().embed(texts)


def with_embedder(folder: Path, inner: FakeEmbedder) -> Engines:
    engines = fake_engines(folder, load_bank(folder, folder))
    return replace(engines, embedder=loaded("judge", RememberingEmbedder(inner)))


def test_what_was_prepared_and_judged_ahead_is_not_embedded_again(tmp_path: Path) -> None:
    inner = Counting()
    engines = with_embedder(tmp_path, inner)
    prepare(RUBRIC, engines)
    judge_ahead(RUBRIC, engines, WORDS)
    before = list(inner.asked)
    judge_coverage(RUBRIC, Transcript(WORDS), engines.embedder.get())
    assert before
    assert inner.asked == before


def test_judging_ahead_waits_for_nothing(tmp_path: Path) -> None:
    def never(_say: object) -> FakeEmbedder:
        raise AssertionError

    engines = replace(fake_engines(tmp_path, load_bank(tmp_path, tmp_path)), embedder=Loading("judge", never))
    judge_ahead(RUBRIC, engines, WORDS)


def test_a_judge_that_cannot_be_loaded_is_not_complained_of_yet(tmp_path: Path) -> None:
    def fail(_say: object) -> FakeEmbedder:
        raise WeightsError("missing")

    engines = replace(fake_engines(tmp_path, load_bank(tmp_path, tmp_path)), embedder=Loading("judge", fail))
    prepare(RUBRIC, engines)
