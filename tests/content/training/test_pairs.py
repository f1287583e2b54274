import random

from coach.content.training.pairs import Label, graded_source, topic_source
from coach.content.training.public_sets import GradedAnswer, held_out
from coach.content.training.topics import Split, Statements, Topic, TopicQuestion
from coach.domain.rubric import KeyPoint, Rubric


def question(name: str) -> TopicQuestion:
    points = tuple(
        KeyPoint(
            f"{name}{at}", f"{name} claim {at} raises it", also=(f"{name} also {at}",), mistakes=(f"{name} no {at}",)
        )
        for at in range(2)
    )
    statements = tuple(
        Statements(
            point, tuple(f"{point.id} said {k}" for k in "abc"), (f"{point.id} wrong a", f"{point.id} wrong b"), "v"
        )
        for point in points
    )
    return TopicQuestion(Rubric(name, f"What is {name}?", points), statements, ())


TRAIN = Topic("one", Split.TRAIN, tuple(question(name) for name in ("p", "q", "r", "s")))
HELD_OUT = Topic("two", Split.HELD_OUT, tuple(question(name) for name in ("x", "y", "z")))


def test_only_training_topics_are_drawn_from() -> None:
    pairs = topic_source((TRAIN, HELD_OUT))(random.Random(1))
    assert {pair.group.partition(":")[0] for pair in pairs} == {"one"}


def test_a_wrong_sentence_is_otherwise_to_the_point_and_akin_to_the_mistake() -> None:
    pairs = [pair for seed in range(5) for pair in topic_source((TRAIN,))(random.Random(seed))]
    alone = [pair for pair in pairs if pair.said.endswith(" wrong a") and len(pair.said.split()) == 3]
    assert {pair.label for pair in alone if " no " not in pair.claims[0]} == {Label.OTHERWISE}
    assert {pair.label for pair in alone if " no " in pair.claims[0]} == {Label.AKIN}


def test_the_same_seed_draws_the_same_pairs() -> None:
    source = topic_source((TRAIN,))
    assert source(random.Random(7)) == source(random.Random(7))
    assert source(random.Random(7)) != source(random.Random(8))


def test_answers_to_held_out_questions_are_never_drawn() -> None:
    names = [f"question {at}" for at in range(40)]
    answers = [GradedAnswer(name, "Why?", ("it is so",), f"{name} answer", "correct") for name in names]
    kept = [name for name in names if not held_out(name)]
    source = graded_source(answers, questions=len(kept), each=3)
    assert {pair.group for pair in source(random.Random(1))} == set(kept)
    assert 0 < len(kept) < len(names)
