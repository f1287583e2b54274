"""The shipped embedder and reader, run by CTranslate2, beside the same weights run by torch."""

from pathlib import Path

import numpy as np
import pytest

from coach.bank.bank import load_bank
from coach.content.bert import BertReader
from coach.content.bert_weights import Recipe, keep_bert
from coach.content.delta import Delta, read_delta
from coach.content.reader import Entailment, Pair
from coach.content.sentence_transformer import SentenceTransformerEmbedder
from coach.content.transformer_reader import load_transformer_reader
from coach.content.words import plain_words
from coach.domain.rubric import Rubric
from coach.paths import find_paths, shipped_folder
from coach.settings import Settings
from coach.weights.catalogue import shipped_catalogue
from coach.weights.locate import locate
from coach.weights.packages import join_weight
from coach.wiring import load_embedder, load_reader

pytestmark = pytest.mark.weights

LEAST_COSINE = 0.9999
MOST_APART = {"chances": 1e-3, "supports": 3e-3, "contradicts": 3e-3}
"""Between probabilities, with weights kept as 16-bit floats."""

MOST_APART_ON_AVERAGE = 0.02
"""Between probabilities, with weights kept as 8-bit integers."""


@pytest.fixture(scope="module")
def rubrics() -> tuple[Rubric, ...]:
    return load_bank(shipped_folder("rubrics"), Path("/nonexistent")).rubrics[::2]


def test_embeddings_are_the_same(rubrics: tuple[Rubric, ...], tmp_path: Path) -> None:
    texts = [wording for rubric in rubrics for wording in (rubric.key_points[0].point, *rubric.key_points[1].also)]
    texts += [rubric.model_answer for rubric in rubrics[::4]]  # some longer than what is looked at
    ours = load_embedder(find_paths({"COACH_HOME": str(tmp_path)}), Settings(), print).embed(texts)
    stock = locate("embedder", shipped_catalogue().embedder.name, tmp_path, print).folder
    torchs = SentenceTransformerEmbedder(stock, "stock").embed(texts)
    assert len(texts) > 50
    assert (ours * torchs).sum(axis=1).min() >= LEAST_COSINE


@pytest.fixture(scope="module")
def pairs(rubrics: tuple[Rubric, ...]) -> list[Pair]:
    return [
        Pair(claim, plain_words(other.model_answer))
        for at, rubric in enumerate(rubrics)
        for other, claim in (
            (rubric, rubric.key_points[0].point),
            (rubrics[at - 1], rubric.key_points[-1].mistakes[0]),
        )
    ]


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return join_weight(shipped_catalogue().reader_base, tmp_path_factory.mktemp("stock"), print)


def shipped_delta() -> Delta:
    made = shipped_catalogue().reader
    return read_delta(made.name, made.path, made.sha256)


@pytest.fixture(scope="module")
def torchs(pairs: list[Pair], stock: Path) -> tuple[Entailment, ...]:
    return load_transformer_reader(stock, shipped_delta()).read(pairs)


def test_chances_and_tags_are_the_same(
    pairs: list[Pair], torchs: tuple[Entailment, ...], stock: Path, tmp_path: Path
) -> None:
    recipe = Recipe("reader", "the reader", {}, lambda _work: stock, "float16", shipped_delta)
    ours = BertReader(keep_bert(recipe, tmp_path, print), "reader", 2).read(pairs)
    assert len(pairs) > 40
    for part, most in MOST_APART.items():
        both = zip(ours, torchs, strict=True)
        assert max(np.abs(getattr(one, part) - getattr(other, part)).max() for one, other in both) < most, part


def test_with_8_bit_integers_they_are_nearly_the_same(
    pairs: list[Pair], torchs: tuple[Entailment, ...], tmp_path: Path
) -> None:
    ours = load_reader(find_paths({"COACH_HOME": str(tmp_path)}), print).read(pairs)
    for part in MOST_APART:
        apart = [
            np.abs(getattr(one, part) - getattr(other, part)).mean() for one, other in zip(ours, torchs, strict=True)
        ]
        assert np.mean(apart) < MOST_APART_ON_AVERAGE, part
