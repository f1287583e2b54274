from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from fakes import DECISION, FakeEmbedder, FakeReader, fake_judge
from hypothesis import given, settings
from hypothesis import strategies as st
from pilots import sample_attempt, unjudged_attempt

from coach.content.encoder import Encoder
from coach.content.judge import AnswerToJudge, Judge, PreparedAnswer
from coach.content.reader import Entailment, Pair
from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.coverage import Coverage, Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Transcript, typed_transcript
from coach.practice.stored_answers import AT_ONCE, StoredAnswers
from coach.scoring.trust import TRUSTED, limit_verdicts

JUDGE = fake_judge()
RUBRIC = Rubric(
    "l1",
    "What is lasso?",
    (
        KeyPoint("sparse", "lasso drives many weights exactly to zero", mistakes=("lasso keeps every feature dense",)),
        KeyPoint("corners", "the constraint region has corners on every axis"),
    ),
)
SENTENCES = (
    "lasso drives many weights exactly to zero",
    "lasso keeps every feature dense",
    "the constraint region has corners on every axis",
    "dropout switches random units off",
    "many weights vanish",
    "",
)
TEXTS = st.lists(st.sampled_from(SENTENCES), max_size=4).map(". ".join)


def typed(text: str, number: int = 0) -> Attempt:
    sample = replace(sample_attempt(), id=f"a{number}", kind=AnswerKind.TYPED, delivery=None, listening=None, labels={})
    return replace(sample, question_id="l1", transcript=typed_transcript(text))


class Counting(Judge):
    """Remembers how many answers it prepared, and by its claim which points were judged."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.heard = 0
        self.judged: list[str] = []

    def prepare_answers(self, rubric: Rubric, transcripts: Sequence[Transcript]) -> tuple[PreparedAnswer, ...]:
        self.heard += len(transcripts)
        return super().prepare_answers(rubric, transcripts)

    def judge_each(self, asked: Sequence[AnswerToJudge]) -> tuple[Coverage, ...]:
        self.judged += [
            "sparse" if "lasso" in point.point else "corners" for one in asked for point in one.rubric.key_points
        ]
        return super().judge_each(asked)


def test_of_each_point_that_is_made_in_part_its_own_missing_half_is_named() -> None:
    class Halves(FakeReader):
        def _entailment(self, pair: Pair) -> Entailment:
            chances = (0.1, 0.1, 0.0, 0.8) if " so " in pair.claim else (0.0, 1.0, 0.0, 0.0)
            if pair.claim.startswith(("Lasso", "Ridge")) and " so " not in pair.claim:
                chances = (1.0, 0.0, 0.0, 0.0)
            nothing = np.zeros(len(pair.words), dtype=np.float32)
            return Entailment(np.array(chances, dtype=np.float32), nothing, nothing)

    texts = (
        "Lasso zeroes small weights so unimportant columns vanish completely.",
        "Ridge shrinks large weights so correlated columns share them evenly.",
    )
    rubric = replace(RUBRIC, key_points=tuple(KeyPoint(f"p{at}", text) for at, text in enumerate(texts)))
    judge, attempt = Judge(Encoder(FakeEmbedder(), Halves()), DECISION), typed("lasso zeroes and ridge shrinks weights")
    first, second = StoredAnswers([attempt], judge).judge(rubric, attempt).points
    assert (first, second) == judge.judge(rubric, attempt.transcript).points
    assert "Unimportant columns" in first.reason
    assert "Correlated columns" in second.reason


@settings(max_examples=50, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.sampled_from(SENTENCES[:5]), st.floats(0.0, 1.0))
def test_an_answer_judged_after_an_edit_is_judged_as_if_for_the_first_time(
    texts: list[str], wording: str, threshold: float
) -> None:
    attempts = [typed(text, number) for number, text in enumerate(texts)]
    answers = StoredAnswers(attempts, JUDGE)
    first, second = RUBRIC.key_points
    edits = (
        RUBRIC,
        replace(RUBRIC, key_points=(first, replace(second, point=wording))),
        replace(RUBRIC, key_points=(second, replace(first, threshold=threshold, importance=3.0))),
        replace(RUBRIC, question="Why do many weights vanish?"),
        RUBRIC,
    )
    for rubric in edits:
        for attempt in attempts:
            anew = limit_verdicts(JUDGE.judge(rubric, attempt.transcript), attempt.transcript, TRUSTED)
            assert answers.judge(rubric, attempt) == anew
            assert answers.nearest(rubric, attempt) == JUDGE.nearest(rubric, attempt.transcript)


def test_an_answer_that_was_heard_too_badly_gets_no_verdicts() -> None:
    attempt = unjudged_attempt()
    points = tuple(KeyPoint(f"p{at}", attempt.transcript.text) for at in range(2))
    coverage = StoredAnswers([attempt], JUDGE).judge(replace(RUBRIC, key_points=points), attempt)
    assert {point.verdict for point in coverage.points} == {Verdict.UNSURE}


def test_only_what_an_edit_touches_is_worked_out_again() -> None:
    judge = Counting(Encoder(FakeEmbedder(), FakeReader()), DECISION)
    attempt = typed(SENTENCES[0])
    answers = StoredAnswers([attempt], judge)
    answers.judge(RUBRIC, attempt)
    assert judge.judged == ["sparse", "corners"]
    first, second = RUBRIC.key_points
    answers.judge(replace(RUBRIC, id="other", key_points=(second, replace(first, id="new", importance=9.0))), attempt)
    assert judge.judged == ["sparse", "corners"]
    answers.judge(replace(RUBRIC, key_points=(first, replace(second, also=("it has corners",)))), attempt)
    assert judge.judged == ["sparse", "corners", "corners"]
    answers.judge(replace(RUBRIC, model_answer="It has corners.", topic="penalties"), attempt)
    assert judge.judged == ["sparse", "corners", "corners"]
    assert judge.heard == 1
    answers.judge(replace(RUBRIC, question="Why lasso?"), attempt)
    assert judge.judged[3:] == ["sparse", "corners"]
    assert judge.heard == 2


def test_many_answers_judged_together_get_what_each_gets_alone() -> None:
    attempts = [typed(SENTENCES[at % len(SENTENCES)] + " again" * at, at) for at in range(2 * AT_ONCE + 1)]
    alone = [StoredAnswers([attempt], JUDGE).judge(RUBRIC, attempt) for attempt in attempts]
    assert StoredAnswers(attempts, JUDGE).judge_each(RUBRIC, attempts) == tuple(alone)


def test_a_point_that_stands_twice_in_a_rubric_is_judged_once() -> None:
    judge = Counting(Encoder(FakeEmbedder(), FakeReader()), DECISION)
    attempt = typed(SENTENCES[0])
    first = RUBRIC.key_points[0]
    twice = replace(RUBRIC, key_points=(first, replace(first, id="again")))
    assert [point.id for point in StoredAnswers([attempt], judge).judge(twice, attempt).points] == ["sparse", "again"]
    assert judge.judged == ["sparse"]


def test_an_edited_point_has_the_id_and_the_importance_of_the_rubric_it_is_judged_under() -> None:
    attempt = typed(SENTENCES[0])
    answers = StoredAnswers([attempt], JUDGE)
    answers.judge(RUBRIC, attempt)
    renamed = replace(RUBRIC, key_points=(replace(RUBRIC.key_points[0], id="zeros", importance=2.5),))
    (point,) = answers.judge(renamed, attempt).points
    assert (point.id, point.importance, point.verdict) == ("zeros", 2.5, Verdict.COVERED)


def test_the_judge_is_named() -> None:
    assert StoredAnswers([], JUDGE).judge_name == "fake embedder, fake reader"
