"""Counts syllables from the spelling, with numbers, acronyms and the names of the trade."""

import re

from coach.delivery.numbers import digit_syllables, number_syllables, year_syllables
from coach.delivery.spelling import spelled_syllables

SAID_AS_WORDS = {
    "roc": 1, "bert": 1, "lasso": 2, "smote": 1, "rag": 1, "lora": 2, "qlora": 3, "relu": 2, "gelu": 2, "gan": 1,
    "shap": 1, "lime": 1, "bleu": 1, "rouge": 1, "cart": 1, "map": 1, "cuda": 2, "json": 2, "yaml": 2, "elmo": 2,
    "adam": 2, "adamw": 5, "ram": 1, "dag": 1, "sarsa": 2, "moe": 3, "onnx": 2, "numpy": 2, "scipy": 2, "sklearn": 3,
    "tanh": 1, "softmax": 2, "argmax": 2, "vit": 1, "swish": 1, "umap": 2, "pac": 1, "hnsw": 6, "llama": 2,
    "sqrt": 2, "vs": 3, "etc": 4, "mlops": 4, "ai": 2, "ml": 2, "wgan": 4, "dcgan": 3, "iid": 3, "t-sne": 2,
}  # fmt: skip
"""Syllables of acronyms and names that are not said as they are spelled, in lower case."""

_SIGNS = {"%": 2, "$": 2, "&": 1, "+": 1, "=": 2, "°": 2, "€": 2, "£": 1}
"""Syllables of signs that are read aloud: percent, dollar, and, plus, equals, degree, euro, pound."""

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_PIECE = re.compile(
    r"\d{1,3}(?:,\d{3})+(?!\d)|\d+|[A-Z]+(?![a-z])|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-zà-ÿ']+|[%$&+=°€£]|\.(?=\d)"
)
_ORDINAL = re.compile(r"(\d+)(st|nd|rd|th)", re.IGNORECASE)
_LONG_NUMBER = 15
"""Digits from which a number is read one digit after another."""


def word_syllables(text: str) -> int:
    """Count the syllables of one word as heard: `tradeoff,`, `L2`, `ROC-AUC`, `10%`; 0 without letter or digit."""
    text = text.replace("’", "'").strip("'\"“”‘()[].,;:?!…")
    if (known := SAID_AS_WORDS.get(text.lower())) is not None:
        return known
    return sum(_part(part) for part in re.split(r"[-–—/_\s]+", text) if part)


def _part(part: str) -> int:
    lower = part.lower()
    known = SAID_AS_WORDS.get(lower.removesuffix("'s"))
    if known is not None:
        return known
    if ordinal := _ORDINAL.fullmatch(part):
        return _ordinal(int(ordinal[1]))
    if len(part) > 2 and part[:-1].isupper() and part[-1] == "s":  # noqa: PLR2004 - CNNs
        return _acronym(part[:-1])
    pieces = _PIECE.findall(part)
    return sum(_piece(piece, whole=len(pieces) == 1, after_point="." in pieces[:at]) for at, piece in enumerate(pieces))


def _piece(piece: str, *, whole: bool, after_point: bool) -> int:
    if piece == ".":
        return 1  # point
    if piece in _SIGNS:
        return _SIGNS[piece]
    if _NUMBER.fullmatch(piece):
        digits = piece.replace(",", "")
        if after_point or len(digits) > _LONG_NUMBER:
            return digit_syllables(digits)
        return year_syllables(int(digits)) if whole and len(piece) == 4 else number_syllables(int(digits))  # noqa: PLR2004
    if piece.isupper():
        return _acronym(piece)
    return spelled_syllables(piece.lower())


def _acronym(letters: str) -> int:
    """Said as a word where it is known to be, else letter by letter; W has three syllables."""
    if letters in {"A", "I"}:
        return 1
    known = SAID_AS_WORDS.get(letters.lower())
    return known if known is not None else len(letters) + 2 * letters.count("W")


def _ordinal(number: int) -> int:
    """Say a number as a place in an order: second and the round tens have one syllable more."""
    longer = number % 100 != 12 and (number % 10 == 2 or (number % 10 == 0 and number % 100 >= 20))  # noqa: PLR2004
    return number_syllables(number) + int(longer)
