from datetime import date

from coach.domain.coverage import Verdict
from coach.domain.schedule import PointMemory, Rating, Review, TopicShare
from coach.plan.topics import weakest_topics

TODAY = date(2026, 3, 9)
TOPICS = {"a": "Algorithms", "b": "Deep learning", "c": "Statistics", "d": "Fundamentals", "e": "Coding"}


def heard(question: str, *verdicts: Verdict) -> list[PointMemory]:
    reviews = (Review(question, f"p{at}", TODAY, Rating.GOOD, verdict) for at, verdict in enumerate(verdicts))
    return [PointMemory(each, TODAY, 1.0, 1, 0) for each in reviews]


def test_the_weakest_topics_come_first_and_a_point_made_in_part_counts_half() -> None:
    memories = [
        *heard("a", Verdict.COVERED, Verdict.MISSED, Verdict.MISSED, Verdict.CONTRADICTED),
        *heard("b", Verdict.COVERED, Verdict.PARTLY, Verdict.UNSURE),
        *heard("c", Verdict.COVERED, Verdict.COVERED, Verdict.MISSED, Verdict.COVERED),
        *heard("e", Verdict.COVERED, Verdict.COVERED, Verdict.COVERED, Verdict.PARTLY),
    ]
    assert weakest_topics(memories, TOPICS) == (
        TopicShare("Algorithms", 0.25),
        TopicShare("Deep learning", 0.5),
        TopicShare("Statistics", 0.75),
    )


def test_two_points_say_nothing_about_a_topic_and_one_that_is_known_is_not_weak() -> None:
    memories = [*heard("a", Verdict.MISSED, Verdict.MISSED), *heard("b", *[Verdict.COVERED] * 5)]
    assert weakest_topics(memories, TOPICS) == ()
    assert weakest_topics(heard("gone", *[Verdict.MISSED] * 5), TOPICS) == ()
