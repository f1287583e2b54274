"""How much of each topic was made, by the last answer to each of its points."""

from collections.abc import Iterable, Mapping

from coach.domain.coverage import Verdict
from coach.domain.schedule import PointMemory, TopicShare

FEWEST_POINTS = 3
"""Points that must have been asked for, for the share of a topic to say anything."""

MOST_TOPICS = 3
"""Topics that are named."""

WORTH: Mapping[Verdict, float] = {Verdict.COVERED: 1.0, Verdict.PARTLY: 0.5}
"""What a verdict counts, as in the charts of the progress; any other counts nothing."""


def weakest_topics(memories: Iterable[PointMemory], topics: Mapping[str, str]) -> tuple[TopicShare, ...]:
    """List the topics of which the least was made, the weakest first; none of which everything was made.

    Args:
        memories: Of the key points that were ever asked for.
        topics: The topic of each question of the bank, by its id.
    """
    worth: dict[str, list[float]] = {}
    for memory in memories:
        if topic := topics.get(memory.last.question_id):
            worth.setdefault(topic, []).append(WORTH.get(memory.last.verdict, 0.0))
    shares = [TopicShare(topic, sum(each) / len(each)) for topic, each in worth.items() if len(each) >= FEWEST_POINTS]
    found = sorted((each for each in shares if each.share < 1.0), key=lambda each: (each.share, each.topic))
    return tuple(found[:MOST_TOPICS])
