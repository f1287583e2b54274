from pathlib import Path

import numpy as np
import pytest

from coach.content.bert_embedder import BertEmbedder
from coach.content.bert_weights import Recipe, keep_bert

TEXTS = ["lasso drives weights to zero", "dense", "", "half \ud800", "🙂", "lasso " * 2000]


def recipe(stock: Path) -> Recipe:
    return Recipe("small", "small", {}, lambda: stock)


def embedder(stock: Path, folder: Path) -> BertEmbedder:
    return BertEmbedder(keep_bert(recipe(stock), folder, print), "small", 1)


def test_vectors_are_the_normed_means_that_torch_gives(small_bert: Path, tmp_path: Path) -> None:
    import torch  # noqa: PLC0415
    from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415

    tokenizer, network = AutoTokenizer.from_pretrained(small_bert), AutoModel.from_pretrained(small_bert).eval()
    ours = embedder(small_bert, tmp_path).embed(TEXTS)
    for text, vector in zip(TEXTS, ours, strict=True):
        plain = text.replace("\ud800", "?")
        with torch.inference_mode():
            states = network(**tokenizer(plain, truncation=True, max_length=256, return_tensors="pt"))
        mean = states.last_hidden_state[0].mean(dim=0).numpy()
        assert float(vector @ mean / np.linalg.norm(mean)) == pytest.approx(1.0, abs=1e-4)


def test_vectors_have_length_one_and_do_not_depend_on_their_neighbours(small_bert: Path, tmp_path: Path) -> None:
    ours = embedder(small_bert, tmp_path)
    vectors = ours.embed(TEXTS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
    alone = np.concatenate([ours.embed([text]) for text in TEXTS])
    assert np.abs(vectors - alone).max() < 1e-5
    assert ours.embed([]).shape[0] == 0


def test_it_is_known_by_its_weights(small_bert: Path, tmp_path: Path) -> None:
    ours = embedder(small_bert, tmp_path)
    assert (ours.name, ours.fingerprint) == ("small", keep_bert(recipe(small_bert), tmp_path, print).key)
