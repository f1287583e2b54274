"""Whole numbers in words, so that "8" and "eight" are the same word."""

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_HUNDRED = 100
_THOUSAND = 1000

TOO_LARGE = 1_000_000
"""From here on a number stays as it is; nobody says such digits the same way."""


def number_words(number: int) -> list[str]:
    """Say a whole number from 0 to 999,999: 1250 is "one thousand two hundred fifty"."""
    if number < len(_SMALL):
        return [_SMALL[number]]
    if number < _HUNDRED:
        ones = number % 10
        return [_TENS[number // 10 - 2], *([_SMALL[ones]] if ones else [])]
    unit, word = (_HUNDRED, "hundred") if number < _THOUSAND else (_THOUSAND, "thousand")
    rest = number % unit
    return [*number_words(number // unit), word, *(number_words(rest) if rest else [])]
