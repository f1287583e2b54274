"""A small random BERT embeds as the shipped one does, for what doesn't depend on the weights."""

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from coach.content.sentence_transformer import SentenceTransformerEmbedder
from coach.errors import WeightsError

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"lasso ridge drives keeps weights to zero dense".split()]


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random BERT of one layer with mean pooling."""
    import torch  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer  # noqa: PLC0415
    from transformers import BertConfig, BertModel, BertTokenizerFast  # noqa: PLC0415

    bert, folder = tmp_path_factory.mktemp("bert"), tmp_path_factory.mktemp("embedder")
    BertTokenizerFast(vocab={word: at for at, word in enumerate(WORDS)}).save_pretrained(bert)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        initializer_range=0.3,
    )
    BertModel(config).save_pretrained(bert)
    SentenceTransformer(modules=[Transformer(str(bert)), Pooling(32)], device="cpu").save(str(folder))
    return folder


@pytest.fixture
def model(small_model: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(small_model, tmp_path / "model"))


def test_texts_become_unit_vectors_in_their_order_whatever_stands_beside_them(small_model: Path) -> None:
    embedder = SentenceTransformerEmbedder(small_model, "small")
    texts = ["lasso drives weights " * at for at in (40, 1, 7)] + [f"{word} dense" for word in WORDS[5:]] * 5
    vectors = embedder.embed(texts)
    assert vectors.shape == (len(texts), 32)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)
    alone = np.vstack([embedder.embed([text]) for text in texts[:6]])
    assert np.abs(vectors[:6] - alone).max() < 1e-5
    assert embedder.embed([]).shape == (0, 32)


def test_any_text_is_embedded(small_model: Path) -> None:
    vectors = SentenceTransformerEmbedder(small_model, "small").embed(["", "half \ud800", "🙂", "lasso " * 2000])
    assert np.isfinite(vectors).all()


def test_the_fingerprint_changes_with_the_name_and_with_every_file(model: Path) -> None:
    first = SentenceTransformerEmbedder(model, "small").fingerprint
    assert SentenceTransformerEmbedder(model, "small").fingerprint == first
    assert SentenceTransformerEmbedder(model, "other").fingerprint != first
    weights = model / "model.safetensors"
    os.utime(weights, ns=(0, weights.stat().st_mtime_ns + 1_000_000))
    assert SentenceTransformerEmbedder(model, "small").fingerprint != first


def test_pickled_weights_are_not_loaded(model: Path) -> None:
    (model / "model.safetensors").rename(model / "pytorch_model.bin")
    with pytest.raises(WeightsError, match="could not be loaded as an embedder") as caught:
        SentenceTransformerEmbedder(model, "small")
    assert "\n" not in caught.value.message
