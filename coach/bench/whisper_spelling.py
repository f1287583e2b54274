"""The second normaliser: Whisper's own for English, so that word error rates can be compared with published ones."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def whisper_words(text: str) -> list[str]:
    """Give the words of a text as `whisper-normalizer` writes them.

    It leaves out hmm, mm, mhm, mmm, uh and um (er and erm stay), and whatever stands in brackets. Of an ellipsis at
    the end it leaves a dot, which counts as a word; that is not mended, so that the rates are those that others get.
    """
    return _normalizer()(text).split()


@cache
def _normalizer() -> "Callable[[str], str]":
    # Loads with the first clip.
    from whisper_normalizer.english import EnglishTextNormalizer  # type: ignore[import-untyped]  # noqa: PLC0415

    normalizer: Callable[[str], str] = EnglishTextNormalizer()
    return normalizer
