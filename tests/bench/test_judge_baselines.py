import pytest
from fakes import FakeEmbedder

from coach.bench.judge_baselines import how_compared, make_baselines
from coach.content.training.topics import LabelledAnswer, Split, Statements, Topic, TopicQuestion
from coach.domain.coverage import Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import typed_transcript
from coach.errors import CoachError

POINT = KeyPoint("k", "cats sleep all day", mistakes=("cats run all day",))
RUBRIC = Rubric("r", "What do they do?", (POINT,))


def topics(split: Split) -> tuple[Topic, ...]:
    answers = (
        LabelledAnswer("terse", "cats sleep all day", {"k": Verdict.COVERED}),
        LabelledAnswer("terse", "it rains in spain", {"k": Verdict.MISSED}),
    )
    return (Topic("Cats", split, (TopicQuestion(RUBRIC, (Statements(POINT, ("s",), ("w",), "v"),), answers),)),)


def test_both_are_made_with_a_threshold_from_the_training_answers() -> None:
    notes: list[str] = []
    baselines = make_baselines(topics(Split.TRAIN), FakeEmbedder(), notes.append)
    assert [each.system.name for each in baselines] == ["plain cosine", "TF-IDF"]
    assert [each.threshold for each in baselines] == pytest.approx([1.0, 1.0])
    for each in baselines:
        (denied,) = each.system.judge.judge(RUBRIC, typed_transcript("cats run all day")).points
        assert denied.verdict is Verdict.CONTRADICTED
    assert notes[0] == "plain cosine: training topics, for the threshold, 1 of 2"
    remarks = " ".join(how_compared(baselines, "ours", "theirs"))
    assert "plain cosine 1.000, TF-IDF 1.000" in remarks


def test_without_training_answers_there_is_no_threshold() -> None:
    with pytest.raises(CoachError, match="No training topic"):
        make_baselines(topics(Split.HELD_OUT), FakeEmbedder(), lambda _line: None)
