"""Counts the syllables of words as they are said: by the spelling, with numbers, acronyms and names of the trade."""

import re

from coach.domain.spelling import AROUND, even

SAID_AS_WORDS = {
    "roc": 1, "bert": 1, "lasso": 2, "smote": 1, "rag": 1, "lora": 2, "qlora": 3, "relu": 2, "gelu": 2, "gan": 1,
    "shap": 1, "lime": 1, "bleu": 1, "rouge": 1, "cart": 1, "map": 1, "cuda": 2, "json": 2, "yaml": 2, "elmo": 2,
    "adam": 2, "adamw": 5, "ram": 1, "dag": 1, "sarsa": 2, "moe": 3, "onnx": 2, "numpy": 2, "scipy": 2, "sklearn": 3,
    "tanh": 1, "softmax": 2, "argmax": 2, "vit": 1, "swish": 1, "umap": 2, "pac": 1, "hnsw": 6, "llama": 2,
    "sqrt": 2, "vs": 3, "etc": 4, "mlops": 4, "ai": 2, "ml": 2, "wgan": 4, "dcgan": 3, "iid": 3, "t-sne": 2,
}  # fmt: skip
"""Syllables of acronyms and names that are not said as they are spelled, in lower case."""

EXCEPTIONS = {
    "every": 2, "everything": 3, "everyone": 3, "everybody": 4, "business": 2, "people": 2, "rely": 2, "maybe": 2,
    "something": 2, "sometimes": 2, "someone": 2, "somewhere": 2, "idea": 3, "ideas": 3, "area": 3, "areas": 3,
    "science": 2, "scientist": 3, "queue": 1, "queues": 1, "gaussian": 3, "laplacian": 4, "euclidean": 4, "real": 1,
    "reality": 4, "really": 2, "react": 2, "nuclear": 3, "argue": 2, "museum": 3, "poem": 2, "does": 1, "doesn't": 2,
    "isn't": 2, "didn't": 2, "couldn't": 2, "wouldn't": 2, "shouldn't": 2, "wasn't": 2, "hasn't": 2, "haven't": 2,
    "hour": 1, "hours": 1, "our": 1, "recipe": 3, "maybe's": 2, "cafe": 2, "naive": 2, "apple": 2, "simile": 3,
    "once": 1, "epoch": 2, "epochs": 2, "hyperbole": 4, "whereas": 2, "thereof": 2, "likelihood": 3, "fiery": 2,
    "chaos": 2, "chaotic": 3, "create": 2, "creates": 2, "eventually": 5, "usually": 4, "actually": 4, "gradually": 4,
    "the": 1, "we're": 1, "they're": 1, "you're": 1, "i'll": 1, "we'll": 1, "they'll": 1, "it'll": 2, "that'll": 2,
    "clothes": 1, "bayes": 1, "catastrophe": 4, "aborigine": 5, "dying": 2, "lying": 2, "colleague": 2, "being": 2,
}  # fmt: skip
"""Words that the rules below get wrong, or that are said shorter than spelled."""

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

_LONG_NUMBER = 15
"""Digits from which a number is read one digit after another."""

_SIGNS = {"%": 2, "$": 2, "&": 1, "+": 1, "=": 2, "°": 2, "€": 2, "£": 1}
"""Syllables of signs that are read aloud: percent, dollar, and, plus, equals, degree, euro, pound."""

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")

_PIECE = re.compile(
    r"\d{1,3}(?:,\d{3})+(?!\d)|\d+|[A-Z]+(?![a-z])|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-zà-ÿ']+|[%$&+=°€£]|\.(?=\d)"
)

_ORDINAL = re.compile(r"(\d+)(st|nd|rd|th)", re.IGNORECASE)

_VOWEL_GROUP = re.compile(r"[aeiouyà-ÿ]+")

_SILENT_INSIDE = re.compile(
    r"(?<=[aeiouyrn][bcdfgklmnprstvz])e(?=(?:ly|ment|ments|ful|fully|less|ness|line|lines|thing|times|time|where|fore|"
    r"work|works|wise|by|hood)$)"
)

_SPOKEN_MENT = re.compile(r"(?:el|pl|cr|tr)ement")

_HIATUS = tuple(
    re.compile(pattern)
    for pattern in (
        r"ia(?!l|n|ge|gue)",  # bias, variance, associate
        r"(?<![tcsg])ia(?=l|n)",  # trivial
        r"(?<![tscgxn])(?<!ll)io(?!u)",  # prior
        r"(?<=t)io$",  # ratio
        r"(?<![tcgx])iou",  # various
        r"iu(?=m|s)",  # medium, radius
        r"(?<![tc])ie(?=nt|nce|ncy|t(?:y|ies)\b|st$)",  # gradient, variety, easiest
        r"(?<=[a-z]{3})ie(?=rs?$)",  # classifier
        r"(?<![qg])ua(?!r)",  # actual, evaluation
        r"(?<![qg])ue(?=nt|nc)",  # fluent
        r"(?<![qg])ui(?=t[iy]|ng|ns)",  # intuition, continuing
        r"(?<=g)ui(?=ng$|t[iy])",  # arguing, ambiguity
        r"(?<![qg])uou",  # continuous
        r"(?<=th|ne|te)eo|(?<=g)eo(?!us)|eo(?=u)|(?<=th)eo",  # theorem, geometry, simultaneous
        r"(?<=[td])eo(?=$|s$)",  # video
        r"(?<=cr)ea(?=t[ei]|ti)",  # creation
        r"nea(?=r$|rl|rit|rs$)(?<=inea)",  # linear
        r"(?<=^c)o(?=[eo](?!o?[klprst]\b))",  # coefficient, cooperate
        r"(?<=^aut)o(?=e)",  # autoencoder
        r"^re(?=i[nmt]|u[sn]|ap|al[il]|e[sv])",  # reinforce, reuse, reapply
        r"(?<=[b-df-hj-np-tv-xz])yi",  # applying
        r"hier(?=a)",  # hierarchy
        r"(?:e|o|ee)ing",  # doing, being
    )
)


def word_syllables(text: str) -> int:
    """Count the syllables of one word as heard: `tradeoff,`, `L2`, `ROC-AUC`, `10%`; 0 without letter or digit."""
    text = even(text).strip(AROUND)
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
    """Return a number as a place in an order: second and the round tens have one syllable more."""
    longer = number % 100 != 12 and (number % 10 == 2 or (number % 10 == 0 and number % 100 >= 20))  # noqa: PLR2004
    return number_syllables(number) + int(longer)


def spelled_syllables(word: str) -> int:
    """Count the syllables of one word in lower case, letters and apostrophes only.

    Vowel groups are syllables; silent letters are taken off, and groups that are said as two count twice. The rules
    are made for the vocabulary of the trade, where such counts go wrong most: bias, gradient, linear, continuous.
    """
    plain = word.removesuffix("'s") if word not in EXCEPTIONS else word
    if plain in EXCEPTIONS:
        return EXCEPTIONS[plain]
    letters = plain.replace("'", "").replace("qu", "q")
    if not letters:
        return 0
    if letters[0] == "y":
        letters = "j" + letters[1:]
    letters = re.sub(r"(?<=[aeiou])y(?=[aeiou])", "j", letters)
    letters = _without_silent_e(letters)
    count = len(_VOWEL_GROUP.findall(letters)) + sum(len(pattern.findall(letters)) for pattern in _HIATUS)
    if letters.endswith(("thm", "thms", "sm", "sms")):
        count += 1
    return max(1, count)


def _without_silent_e(letters: str) -> str:
    if not _SPOKEN_MENT.search(letters):
        letters = _SILENT_INSIDE.sub("", letters)
    if re.search(r"[aeiouy][^aeiouy].*", letters) is None:
        return letters
    if re.search(r"[^aeiouy]le[sd]?$", letters):
        return letters  # variable, samples, handled
    if letters.endswith("es"):
        return letters if re.search(r"(?:[sxzcg]|ch|sh)es$", letters) else re.sub(r"(?<=[^aeiou])es$", "s", letters)
    if letters.endswith("ed"):
        return letters if letters.endswith(("ted", "ded")) else re.sub(r"(?<=[^aeiou])ed$", "d", letters)
    if letters.endswith("gue"):
        return letters[:-2]  # dialogue
    return re.sub(r"(?<=[^aeiou])e$", "", letters)


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


def digit_syllables(digits: str) -> int:
    """Count the syllables of digits said one by one."""
    return sum(_BELOW_TWENTY[int(digit)] for digit in digits)


def is_number_word(key: str) -> bool:
    """Return whether a word in lower case is a number or a part of one."""
    return key in _WORDS or any(character.isdigit() for character in key)
