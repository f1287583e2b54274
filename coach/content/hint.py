"""A hint at a key point: the words that say what it is about, and never what it claims."""

from coach.content.words import NEGATORS, STOPWORDS, plain_words, stem
from coach.domain.rubric import KeyPoint, Rubric

MOST_WORDS = 3
"""Words of a hint; more would give the point away."""

_LEAST_LETTERS = 3
"""Shorter words name nothing."""

_PAIRS = """
increase/decrease increases/decreases increased/decreased increasing/decreasing
raise/lower raises/lowers raised/lowered raising/lowering
grow/shrink grows/shrinks grew/shrank growing/shrinking
rise/fall rises/falls rising/falling rose/fell
higher/lower high/low highest/lowest highly/barely
more/less most/least more/fewer
larger/smaller large/small largest/smallest bigger/smaller big/small biggest/smallest
better/worse best/worst good/bad well/badly improve/worsen improves/worsens helps/hurts help/hurt
faster/slower fast/slow fastest/slowest quick/slow quickly/slowly quicker/slower speeds/slows
stronger/weaker strong/weak strengthens/weakens
simpler/complex simple/complex simple/complicated easier/harder easy/hard easily/hardly
cheaper/dearer cheap/expensive
longer/shorter long/short wide/narrow wider/narrower deep/shallow deeper/shallower
early/late earlier/later before/after first/last
up/down above/below over/under upper/lower
always/never every/no all/none everything/nothing everywhere/nowhere
same/different similar/different equal/unequal equally/differently identical/different
independent/dependent independently/jointly
parallel/sequential sequentially/simultaneously parallel/sequence
linear/nonlinear convex/nonconvex
supervised/unsupervised labeled/unlabeled labelled/unlabelled
positive/negative positives/negatives positively/negatively
true/false right/wrong correct/incorrect correctly/incorrectly
possible/impossible necessary/unnecessary relevant/irrelevant reliable/unreliable stable/unstable
sensitive/insensitive robust/sensitive robust/fragile
balanced/imbalanced balanced/unbalanced biased/unbiased
sparse/dense zero/nonzero keep/drop keeps/drops add/remove adds/removes added/removed adding/removing
include/exclude includes/excludes included/excluded
maximize/minimize maximizes/minimizes maximum/minimum maximise/minimise
overfit/underfit overfits/underfits overfitting/underfitting
flexible/rigid smooth/jagged sharp/flat random/deterministic
global/local static/dynamic fixed/changing constant/changing frozen/trained
online/offline training/inference training/test seen/unseen known/unknown
prevents/causes prevent/cause reduces/increases reduce/increase reduced/increased reducing/increasing
encourages/discourages encourage/discourage allows/prevents allow/prevent
cannot/can without/with
precision/recall bias/variance bagging/boosting
near/far close/far closer/farther together/apart
many/few often/rarely frequently/rarely common/rare likely/unlikely
"""
"""Words with one that says the opposite."""

OPPOSITES = frozenset(word for pair in _PAIRS.split() for word in pair.split("/"))
"""Words that turn a claim of the field round when one stands for the other."""


def hint_at(rubric: Rubric, point: KeyPoint) -> tuple[str, ...]:
    """Choose the topic words of a key point.

    Words that the question holds already help nobody, and words with an opposite (more, increases) are the claim
    itself; of the others the longest come first, which are the terms of the trade more often than not.

    Args:
        rubric: The question.
        point: One of its key points.

    Returns:
        At most three words, in the order in which the point has them; empty where it has none of its own.
    """
    known = {stem(word) for word in plain_words(rubric.question)}
    words: dict[str, str] = {}
    for word in plain_words(point.point):
        if _names_something(word) and stem(word) not in known:
            words.setdefault(stem(word), word)
    telling = sorted(words.values(), key=len, reverse=True)[:MOST_WORDS]
    return tuple(word for word in words.values() if word in telling)


def in_hint_order(rubric: Rubric) -> tuple[KeyPoint, ...]:
    """Return the key points in the order in which hints are given: the heaviest first."""
    return tuple(sorted(rubric.key_points, key=lambda point: -point.importance))


def _names_something(word: str) -> bool:
    return (
        len(word) >= _LEAST_LETTERS
        and not word[0].isdigit()
        and word not in STOPWORDS
        and word not in NEGATORS
        and word not in OPPOSITES
    )
