"""The shipped embedder and reader, run by CTranslate2, beside the same weights run by torch."""

from pathlib import Path

import numpy as np
import pytest

from coach.bank.bank import load_bank
from coach.content.delta import read_delta
from coach.content.reader import Pair
from coach.content.sentence_transformer import SentenceTransformerEmbedder
from coach.content.transformer_reader import load_transformer_reader
from coach.content.words import plain_words
from coach.domain.rubric import Rubric
from coach.paths import find_paths, shipped_folder
from coach.settings import Settings
from coach.weights.catalogue import shipped_catalogue
from coach.weights.locate import locate
from coach.wiring import load_embedder, load_reader

pytestmark = pytest.mark.weights

LEAST_COSINE = 0.9999
MOST_APART = {"chances": 1e-3, "supports": 3e-3, "contradicts": 3e-3}
"""Between probabilities; the weights are kept as 16-bit floats."""


@pytest.fixture(scope="module")
def rubrics() -> tuple[Rubric, ...]:
    return load_bank(shipped_folder("rubrics"), Path("/nonexistent")).rubrics[::2]


def stock(folder: Path) -> Path:
    return locate("embedder", shipped_catalogue().reader.base, folder, print).folder


def test_embeddings_are_the_same(rubrics: tuple[Rubric, ...], tmp_path: Path) -> None:
    texts = [wording for rubric in rubrics for wording in (rubric.key_points[0].point, *rubric.key_points[1].also)]
    texts += [rubric.model_answer for rubric in rubrics[::4]]  # some longer than what is looked at
    ours = load_embedder(find_paths({"COACH_HOME": str(tmp_path)}), Settings(), print).embed(texts)
    torchs = SentenceTransformerEmbedder(stock(tmp_path), "stock").embed(texts)
    assert len(texts) > 50
    assert (ours * torchs).sum(axis=1).min() >= LEAST_COSINE


def test_chances_and_tags_are_the_same(rubrics: tuple[Rubric, ...], tmp_path: Path) -> None:
    pairs = [
        Pair(claim, plain_words(other.model_answer))
        for at, rubric in enumerate(rubrics)
        for other, claim in (
            (rubric, rubric.key_points[0].point),
            (rubrics[at - 1], rubric.key_points[-1].mistakes[0]),
        )
    ]
    made = shipped_catalogue().reader
    torchs = load_transformer_reader(stock(tmp_path), read_delta(made.name, made.path, made.sha256)).read(pairs)
    ours = load_reader(find_paths({"COACH_HOME": str(tmp_path)}), print).read(pairs)
    assert len(pairs) > 40
    for part, most in MOST_APART.items():
        both = zip(ours, torchs, strict=True)
        assert max(np.abs(getattr(one, part) - getattr(other, part)).max() for one, other in both) < most, part
