"""Counts the syllables of an English word from its letters."""

import re

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
