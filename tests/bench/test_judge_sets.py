from coach.bench.judge_sets import answer_cases, statement_cases, texts_of
from coach.content.training.topics import LabelledAnswer, Split, Statements, Topic, TopicQuestion
from coach.domain.coverage import Verdict
from coach.domain.rubric import Alias, KeyPoint, Rubric

FIRST = KeyPoint("k", "claim", also=("paraphrase",), mistakes=("mistake",))
SECOND = KeyPoint("l", "other claim")
RUBRIC = Rubric("r", "Why?", (FIRST, SECOND), spoken="Why so?", aliases=(Alias("LoRA", ("Laura",)),))
QUESTION = TopicQuestion(
    RUBRIC,
    (Statements(FIRST, ("s1", "s2"), ("w1",), "v1"), Statements(SECOND, ("s3",), (), "v2")),
    (LabelledAnswer("terse", "an answer", {"l": Verdict.PARTLY, "k": Verdict.COVERED}),),
)
TOPICS = (Topic("A", Split.TRAIN, (QUESTION,)), Topic("B", Split.HELD_OUT, (QUESTION, QUESTION)))


def test_full_answers_have_their_labels_in_the_order_of_the_key_points() -> None:
    (case,) = answer_cases(TOPICS, Split.TRAIN)
    assert (case.id, case.rubric, case.answer) == ("r", RUBRIC, "an answer")
    assert case.labels == (Verdict.COVERED, Verdict.PARTLY)


def test_a_statement_is_judged_against_its_own_point_alone() -> None:
    cases = statement_cases(TOPICS, Split.TRAIN)
    assert [(case.answer, case.labels, [point.id for point in case.rubric.key_points]) for case in cases] == [
        ("s1", (Verdict.COVERED,), ["k"]),
        ("s2", (Verdict.COVERED,), ["k"]),
        ("w1", (Verdict.CONTRADICTED,), ["k"]),
        ("v1", (Verdict.MISSED,), ["k"]),
        ("s3", (Verdict.COVERED,), ["l"]),
        ("v2", (Verdict.MISSED,), ["l"]),
    ]
    assert cases[0].rubric.spoken == "Why so?"
    assert cases[0].rubric.aliases == RUBRIC.aliases


def test_only_the_wanted_split_is_taken() -> None:
    assert len(answer_cases(TOPICS, Split.HELD_OUT)) == 2
    assert answer_cases(TOPICS, Split.DEVELOPMENT) == ()
    assert statement_cases(TOPICS, Split.DEVELOPMENT) == ()


def test_every_text_of_a_split_is_given() -> None:
    assert texts_of(TOPICS, Split.TRAIN) == (
        *("Why?", "claim", "paraphrase", "mistake", "s1", "s2", "w1", "v1"),
        *("other claim", "s3", "v2", "an answer"),
    )
