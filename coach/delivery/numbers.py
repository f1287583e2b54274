"""Numbers as they are said."""

_ONES = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split(),
        (2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2),
        strict=True,
    )
)
"""Syllables of the numbers below twenty, in order."""

_TENS = dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), (2, 2, 2, 2, 2, 3, 2, 2), strict=True)
)
"""Syllables of the tens from twenty, in order."""

_LARGE = {"hundred": 2, "thousand": 2, "million": 2, "billion": 2, "trillion": 2}
_WORDS = frozenset({*_ONES, *_TENS, *_LARGE, "oh", "point", "minus"})

_BELOW_TWENTY = tuple(_ONES.values())
_BY_TEN = (0, 0, *_TENS.values())
_YEARS = (1100, 2100)
"""Years in this range are said in two halves, save for 2000 to 2009."""


def is_number_word(key: str) -> bool:
    """Tell whether a word in lower case is a number or a part of one."""
    return key in _WORDS or any(character.isdigit() for character in key)


def number_syllables(number: int) -> int:
    """Count the syllables of a whole number that is not negative, said in American English without "and"."""
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= size:
            rest = number % size
            head = number_syllables(number // size) + _LARGE[name]
            return head + (number_syllables(rest) if rest else 0)
    if number >= 100:  # noqa: PLR2004 - a hundred is a hundred
        rest = number % 100
        return _BELOW_TWENTY[number // 100] + _LARGE["hundred"] + (number_syllables(rest) if rest else 0)
    if number < len(_BELOW_TWENTY):
        return _BELOW_TWENTY[number]
    return _BY_TEN[number // 10] + (_BELOW_TWENTY[number % 10] if number % 10 else 0)


def digit_syllables(digits: str) -> int:
    """Count the syllables of digits said one by one."""
    return sum(_BELOW_TWENTY[int(digit)] for digit in digits)


def year_syllables(year: int) -> int:
    """Count the syllables of a number of four digits, said as a year where it may be one."""
    first, second = divmod(year, 100)
    if not _YEARS[0] <= year < _YEARS[1] or (first == 20 and second < 10):  # noqa: PLR2004 - two thousand and nine
        return number_syllables(year)
    if second == 0:
        return number_syllables(first) + _LARGE["hundred"]
    if second < 10:  # noqa: PLR2004 - nineteen oh five
        return number_syllables(first) + 1 + number_syllables(second)
    return number_syllables(first) + number_syllables(second)
