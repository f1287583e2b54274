"""An encoder in CTranslate2's format: made once out of stock weights and what we add to them, kept, and checked.

The stock weights are a BERT, or an MPNet (Song et al. 2020), which is a BERT whose attention also weighs how far apart
two tokens are.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from coach.content.delta import Delta
from coach.errors import WeightsError
from coach.private_folder import make_private_folder
from coach.whole_files import replace_whole, sha256_of, sweep, working_folder

MODEL, CONFIG, VOCABULARY = "model.bin", "config.json", "vocabulary.json"
"""Files of a CTranslate2 model."""

TOKENIZER, HEADS, RECORD = "tokenizer.json", "heads.safetensors", "made.json"
"""What lies beside them: the tokenizer as it was, the delta's heads, and what all of it was made from."""

STOCK_MODEL = "model.safetensors"
"""The stock weights."""

ROOM_MB = 850
"""Megabytes that the two encoders of the program need together while they are made."""

FAR = "encoder.relative_attention_bias.weight"
"""What an MPNet adds to the attention by how far apart two tokens are; a BERT has nothing of the kind."""

FARTHEST = 128
"""Tokens from which on it makes no difference to an MPNet how far apart two are: `max_distance` of
`relative_position_bucket` in transformers."""

FORMAT = 2
"""Raised whenever the same sources would be converted in another way."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an encoder is made from."""

    name: str
    """Of the folder in which it is kept."""
    title: str
    """As shown while it is made."""
    sources: Mapping[str, str]
    """SHA-256 of everything that goes into it, by name."""
    stock: Callable[[Path], Path]
    """Finds the folder of the stock weights, which must be intact; asked only where something is to be made. It is
    given a folder that lasts until then, for weights that are put together for this alone."""
    kept_as: str = "float16"
    """CTranslate2's name of the type that matrices are kept in."""
    delta: Callable[[], Delta] | None = None
    """Reads what is added to them; None where they stay as they are."""

    @property
    def key(self) -> str:
        """Changes with everything that goes into it, 64 hexadecimal digits."""
        about = [FORMAT, self.kept_as, sorted(self.sources.items())]
        return hashlib.sha256(json.dumps(about).encode()).hexdigest()


@dataclass(frozen=True, slots=True, eq=False)
class BertWeights:
    """An encoder that is ready to be loaded."""

    counted: bool
    """Whether a token is embedded by its place, as in an MPNet, instead of by the text that it belongs to."""

    key: str
    """Of its recipe."""
    folder: Path
    """Where its files are, intact."""
    heads: Mapping[str, npt.NDArray[np.float32]]
    """The delta's heads by their parameters' names; none where there is no delta."""
    kept_as: str
    """As in its recipe."""


def keep_bert(recipe: Recipe, folder: Path, say: Callable[[str], None]) -> BertWeights:
    """Return an encoder; makes it where it isn't kept yet, where it is damaged, and where its recipe has changed.

    Each file is written whole or not at all, and the record, which has the SHA-256 of each, comes last: a run that is
    killed, or another one at the same time, never leaves anything wrong that would be used.

    Args:
        recipe: What it is made from.
        folder: Where such encoders are kept.
        say: Takes one line when something is made.

    Raises:
        WeightsError: The stock weights are missing or damaged, the delta does not fit them, or the folder cannot
            be written.
    """
    from safetensors.numpy import load_file  # noqa: PLC0415 - only where weights are loaded

    place = folder / recipe.name
    record = _kept(place, recipe)
    if record is None:
        say(f"Preparing {recipe.title}")
        try:
            make_private_folder(place)
            sweep(place, (".*",))
        except OSError as error:
            raise _no_room(recipe, place, error) from error
        files, counted = _make(recipe, place)
        sha256s = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
        record = {"key": recipe.key, "counted": counted, "files": sha256s}
        try:
            for name, content in files.items():
                replace_whole(place / name, content, follow=False)
            replace_whole(place / RECORD, json.dumps(record, indent=1), follow=False)
        except OSError as error:
            raise _no_room(recipe, place, error) from error
    heads = {} if recipe.delta is None else load_file(place / HEADS)
    return BertWeights(key=recipe.key, folder=place, heads=heads, kept_as=recipe.kept_as, counted=record["counted"])


def _kept(place: Path, recipe: Recipe) -> dict[str, Any] | None:
    """Return the record of what is kept; None where that isn't what it should be."""
    wanted = {MODEL, CONFIG, VOCABULARY, TOKENIZER} | ({HEADS} if recipe.delta is not None else set())
    try:
        if not all((place / name).is_file() for name in (*wanted, RECORD)):  # anything else might never end
            return None
        record: dict[str, Any] = json.loads((place / RECORD).read_bytes())
        intact = (
            record["key"] == recipe.key
            and isinstance(record["counted"], bool)
            and set(record["files"]) == wanted
            and all(sha256_of(place / name) == sha256 for name, sha256 in record["files"].items())
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return record if intact else None


def _no_room(recipe: Recipe, place: Path, error: OSError) -> WeightsError:
    return WeightsError(
        f"{recipe.title[:1].upper()}{recipe.title[1:]}, could not be prepared in {place}: {error.strerror or error}.",
        f"They need {ROOM_MB} MB of free space there and permission to write; delete whatever is in the way.",
    )


def _make(recipe: Recipe, place: Path) -> tuple[dict[str, bytes], bool]:
    """Return the files to keep, and whether tokens are embedded by their place."""
    from safetensors import SafetensorError  # noqa: PLC0415 - only where weights are made
    from safetensors.numpy import load_file, save  # noqa: PLC0415

    delta = None if recipe.delta is None else recipe.delta()
    try:
        with working_folder(place) as work:
            stock = recipe.stock(work)
            try:
                tokenizer, config = (stock / TOKENIZER).read_bytes(), json.loads((stock / CONFIG).read_bytes())
                weights = dict(load_file(stock / STOCK_MODEL))
            except (OSError, ValueError, SafetensorError) as error:
                raise WeightsError(f"{stock} cannot be read: {error}.", "Install the program again.") from error
            if delta is not None:
                _add(weights, delta)
            pieces = json.loads(tokenizer)["model"]["vocab"]
            counted = FAR in weights
            _save(weights, config, sorted(pieces, key=pieces.__getitem__), recipe.kept_as, str(work))
            files = {name: (work / name).read_bytes() for name in (MODEL, CONFIG, VOCABULARY)}
    except OSError as error:
        raise _no_room(recipe, place, error) from error
    except (ValueError, KeyError, AttributeError) as error:
        raise WeightsError(
            f"{recipe.title[:1].upper()}{recipe.title[1:]}, could not be prepared: its stock weights are no encoder "
            f"that is known: {error}.",
            "Install the program again.",
        ) from error
    files[TOKENIZER] = tokenizer
    if delta is not None:
        files[HEADS] = save({name: np.ascontiguousarray(values) for name, values in delta.heads.items()})
    return files, counted


def _add(weights: dict[str, Any], delta: Delta) -> None:
    """Add what training changed.

    Raises:
        WeightsError: It was made for other weights.
    """
    for key, values in delta.encoder.items():
        if key not in weights or weights[key].shape != values.shape:
            raise WeightsError(
                f"{delta.name} does not fit these weights: {key} is missing or of another shape.",
                "Install the program again.",
            )
        weights[key] = weights[key] + values


def _save(
    weights: Mapping[str, Any], config: Mapping[str, Any], vocabulary: list[str], kept_as: str, folder: str
) -> None:
    """Write an encoder, as transformers names its parameters, in CTranslate2's format.

    CTranslate2 leaves out the embeddings of places where there are weights for how far apart tokens are. An MPNet has
    both, but no embeddings of texts: it gets those of its places in their stead.

    Raises:
        KeyError: A parameter or a number of the configuration is missing.
        ValueError: A parameter has another shape than the configuration says.
    """
    with _torch_left_out():
        from ctranslate2.specs import attention_spec, common_spec, transformer_spec  # noqa: PLC0415 - only here

    encoder = transformer_spec.TransformerEncoderSpec(
        config["num_hidden_layers"],
        config["num_attention_heads"],
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    spec = transformer_spec.TransformerEncoderModelSpec(encoder, pooling_layer=False)
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = weights["embeddings.word_embeddings.weight"]
    places = weights["embeddings.position_embeddings.weight"]
    encoder.embeddings[1].weight = places if FAR in weights else weights["embeddings.token_type_embeddings.weight"]
    encoder.position_encodings.encodings = places

    def linear(target: Any, *names: str) -> None:
        target.weight = np.concatenate([weights[f"{name}.weight"] for name in names])
        target.bias = np.concatenate([weights[f"{name}.bias"] for name in names])

    def norm(target: Any, name: str) -> None:
        target.gamma, target.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]

    norm(encoder.layernorm_embedding, "embeddings.LayerNorm")
    for at, layer in enumerate(encoder.layer):
        name = f"encoder.layer.{at}"
        attention = f"{name}.attention"
        if FAR in weights:
            layer.self_attention = attention_spec.MultiHeadAttentionSpec(
                self_attention=True, relative_attention_bias=True
            )
            layer.self_attention.relative_attention_bias = weights[FAR]
            layer.self_attention.relative_attention_max_distance = np.dtype("int32").type(FARTHEST)
            linear(layer.self_attention.linear[0], *(f"{attention}.attn.{part}" for part in "qkv"))
            linear(layer.self_attention.linear[1], f"{attention}.attn.o")
            norm(layer.self_attention.layer_norm, f"{attention}.LayerNorm")
        else:
            linear(layer.self_attention.linear[0], *(f"{attention}.self.{part}" for part in ("query", "key", "value")))
            linear(layer.self_attention.linear[1], f"{attention}.output.dense")
            norm(layer.self_attention.layer_norm, f"{attention}.output.LayerNorm")
        linear(layer.ffn.linear_0, f"{name}.intermediate.dense")
        linear(layer.ffn.linear_1, f"{name}.output.dense")
        norm(layer.ffn.layer_norm, f"{name}.output.LayerNorm")
    spec.register_vocabulary(vocabulary)
    spec.config.unk_token = "[UNK]"  # noqa: S105 - a piece of the vocabulary
    spec.config.layer_norm_epsilon = config["layer_norm_eps"]
    spec.validate()
    spec.optimize(quantization=kept_as)
    spec.save(folder)


@contextmanager
def _torch_left_out() -> Iterator[None]:
    """Keep CTranslate2's converter from importing torch, for seconds, only to know tensors of torch from others.

    Whatever another thread imports in these milliseconds takes torch for missing; what needs torch is loaded after it.
    """
    if "torch" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]  # makes `import torch` fail, as where it isn't installed
    try:
        yield
    finally:
        del sys.modules["torch"]
