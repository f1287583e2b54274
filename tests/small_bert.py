"""A small random BERT with a delta and heads, for what doesn't depend on the weights."""

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
    return {name: rng.normal(size=shape).astype(np.float32) for name, shape in HEADS.items()}


def delta(
    encoder: dict[str, npt.NDArray[np.float32]] | None = None, heads: dict[str, npt.NDArray[np.float32]] | None = None
) -> Delta:
    return Delta("small reader", "0" * 64, encoder or {}, random_heads() if heads is None else heads)


def write_bert(folder: Path) -> None:
    """Write a random BERT of two layers, as transformers does."""
    import torch  # noqa: PLC0415
    from transformers import BertConfig, BertModel, BertTokenizerFast  # noqa: PLC0415

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *VOCABULARY]
    BertTokenizerFast(vocab={word: at for at, word in enumerate(words)}).save_pretrained(folder)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=WIDTH,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        initializer_range=0.3,
    )
    BertModel(config).save_pretrained(folder)


def read_by_ctranslate2(stock: Path, folder: Path, added: Delta) -> BertReader:
    """Make the reader in use; its weights are kept in the folder."""
    recipe = Recipe("small", "the small one", {}, lambda: stock, lambda: added)
    return BertReader(keep_bert(recipe, folder, print), "small reader", 1)


def answer(text: str, claim: str = CLAIM) -> Pair:
    return Pair(claim, tuple(text.split()))


def farthest(one: Entailment, other: Entailment) -> float:
    return max(
        float(np.abs(one.chances - other.chances).max()),
        float(np.abs(one.supports - other.supports).max()),
        float(np.abs(one.contradicts - other.contradicts).max()),
    )
