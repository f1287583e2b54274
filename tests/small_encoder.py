"""A small random BERT or MPNet with a delta and heads, for what doesn't depend on the weights."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from coach.content.bert import BertReader
from coach.content.bert_weights import Recipe, keep_bert
from coach.content.delta import Delta
from coach.content.reader import Entailment, Pair

WIDTH = 32
VOCABULARY = "lasso ridge drives keeps weights to zero dense sparse model learns noise data nothing ##s".split()
CLAIM = "Lasso drives weights to zero."
HEADS = {"head.1.weight": (WIDTH, 2 * WIDTH), "head.1.bias": (WIDTH,), "head.3.weight": (4, WIDTH)} | {
    "head.3.bias": (4,),
    "tag.weight": (3, WIDTH),
    "tag.bias": (3,),
}


def random_heads(seed: int = 0) -> dict[str, npt.NDArray[np.float32]]:
    rng = np.random.default_rng(seed)
    return {name: rng.normal(scale=0.3, size=shape).astype(np.float32) for name, shape in HEADS.items()}


def delta(
    encoder: dict[str, npt.NDArray[np.float32]] | None = None, heads: dict[str, npt.NDArray[np.float32]] | None = None
) -> Delta:
    return Delta("small reader", "0" * 64, encoder or {}, random_heads() if heads is None else heads)


def write_encoder(folder: Path, kind: str) -> None:
    """Write a random encoder of two layers, as transformers does.

    Args:
        folder: Where.
        kind: `BERT` or `MPNet`.
    """
    import torch  # noqa: PLC0415
    from transformers import (  # noqa: PLC0415
        BertConfig,
        BertModel,
        BertTokenizerFast,
        MPNetConfig,
        MPNetModel,
        MPNetTokenizerFast,
    )

    marks = {
        "BERT": ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"],
        "MPNet": ["<s>", "<pad>", "</s>", "[UNK]", "<mask>"],
    }
    words = [*marks[kind], *VOCABULARY]
    vocabulary = {word: at for at, word in enumerate(words)}
    sizes = {
        "vocab_size": len(words),
        "hidden_size": WIDTH,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 64,
        "initializer_range": 0.3,
    }
    torch.manual_seed(0)
    if kind == "BERT":
        BertTokenizerFast(vocab=vocabulary).save_pretrained(folder)
        BertModel(BertConfig(**sizes)).save_pretrained(folder)
    else:
        MPNetTokenizerFast(vocab=vocabulary).save_pretrained(folder)
        MPNetModel(MPNetConfig(**sizes, max_position_embeddings=514)).save_pretrained(folder)


def read_by_ctranslate2(stock: Path, folder: Path, added: Delta) -> BertReader:
    """Make the reader in use; its weights are kept in the folder."""
    recipe = Recipe("small", "the small one", {}, lambda _work: stock, delta=lambda: added)
    return BertReader(keep_bert(recipe, folder, print), "small reader", 1)


def answer(text: str, claim: str = CLAIM) -> Pair:
    return Pair(claim, tuple(text.split()))


def farthest(one: Entailment, other: Entailment) -> float:
    return max(
        float(np.abs(one.chances - other.chances).max()),
        float(np.abs(one.supports - other.supports).max()),
        float(np.abs(one.contradicts - other.contradicts).max()),
    )
