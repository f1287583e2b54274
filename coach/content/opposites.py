"""Words that turn a claim of the field round when one stands for the other."""

from collections.abc import Iterator

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

OPPOSITES: dict[str, tuple[str, ...]] = {}
"""Each word with the words that say the opposite."""


def _pairs() -> Iterator[tuple[str, str]]:
    for pair in _PAIRS.split():
        left, _, right = pair.partition("/")
        yield left, right


for _left, _right in _pairs():
    OPPOSITES[_left] = (*OPPOSITES.get(_left, ()), _right)
    OPPOSITES[_right] = (*OPPOSITES.get(_right, ()), _left)
