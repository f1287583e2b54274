from dataclasses import replace
from pathlib import Path

import pytest
from fakes import fake_engines
from hypothesis import given, settings
from hypothesis import strategies as st
from pilots import L1, bank, sample_attempt

from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.coverage import Label, Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import TimeSpan, Transcript, Word, typed_transcript
from coach.practice.engines import Engines
from coach.practice.rejudge import rejudge_question
from coach.practice.stored_answers import StoredAnswers
from coach.practice.what_if import Effect, attempt_score, what_if

SAID = "L1 regularization drives some weights to exactly zero"
EDITED = replace(L1, key_points=(replace(L1.key_points[0], threshold=1.0), *L1.key_points[1:]))


@pytest.fixture
def engines(tmp_path: Path) -> Engines:
    return fake_engines(tmp_path, bank(L1))


def typed(text: str, number: int = 0, **changes: object) -> Attempt:
    sample = replace(sample_attempt(), id=f"a{number}", kind=AnswerKind.TYPED, delivery=None, listening=None, labels={})
    attempt = replace(sample, question_id=L1.id, transcript=typed_transcript(text))
    return replace(attempt, **changes)  # type: ignore[arg-type]


def judged(engines: Engines, rubric: Rubric, *, save: bool = True) -> list[Attempt]:
    return [each.after for each in rejudge_question(rubric, engines, save=save)]


def test_the_verdicts_of_the_day_stay_beside_the_new_ones_by_version(engines: Engines) -> None:
    engines.history.save(typed(SAID))
    (first,) = judged(engines, L1)
    assert first.rubric_version == L1.version
    (second,) = judged(engines, EDITED)
    assert (first.coverage.points[0].verdict, second.coverage.points[0].verdict) == (Verdict.COVERED, Verdict.MISSED)
    assert [each.rubric_version for each in second.earlier] == [sample_attempt().rubric_version, L1.version]
    assert second.earlier[1].coverage == first.coverage
    assert second.earlier[1].score == first.scorecard.score
    assert engines.history.load("a0") == second
    (summary,) = engines.history.attempts()
    assert (summary.first_score, summary.score) == (second.earlier[0].score, second.scorecard.score)
    assert summary.rubric_version == EDITED.version


def test_nothing_different_keeps_nothing_more(engines: Engines) -> None:
    engines.history.save(typed(SAID))
    judged(engines, L1)
    (again,) = judged(engines, L1)
    assert len(again.earlier) == 1


def test_a_dry_run_says_the_same_and_saves_nothing(engines: Engines) -> None:
    engines.history.save(typed(SAID))
    before = engines.history.load("a0")
    (dry,) = judged(engines, EDITED, save=False)
    assert engines.history.load("a0") == before
    (wet,) = judged(engines, EDITED)
    assert dry.coverage == wet.coverage


def test_labels_stay_and_go_into_the_score(engines: Engines) -> None:
    point = L1.key_points[0].id
    engines.history.save(typed("nothing of the kind was said here", labels={point: Label.SAID}))
    (after,) = judged(engines, L1)
    assert after.labels == {point: Label.SAID}
    assert after.scorecard.score == attempt_score(after, after.coverage)
    assert after.scorecard.score


def test_what_changes_is_listed_with_its_direction_and_words(engines: Engines) -> None:
    engines.history.save(typed(SAID))
    judged(engines, L1)
    (each,) = rejudge_question(EDITED, engines, save=False)
    (change,) = each.changes
    assert (change.before, change.after, change.direction) == (Verdict.COVERED, Verdict.MISSED, -1)
    assert change.words == SAID


def effect_of(engines: Engines, saved: Rubric, edited: Rubric) -> Effect:
    answers = StoredAnswers(tuple(engines.history.each(saved.id)), engines.judge.get())
    return what_if(saved, edited, answers)


def test_the_effect_adds_up_changes_scores_and_agreement(engines: Engines) -> None:
    point = L1.key_points[0].id
    engines.history.save(typed(SAID, 0, labels={point: Label.SAID}))
    engines.history.save(typed("nothing of the kind was said here", 1))
    effect = effect_of(engines, L1, EDITED)
    assert effect.answers == 2
    assert [(change.attempt_id, change.direction) for change in effect.changes] == [("a0", -1)]
    assert (effect.agreement_before.agreeing, effect.agreement_after.agreeing) == (1, 0)
    assert effect_of(engines, L1, L1).changes == ()


def test_a_point_that_is_new_or_gone_has_no_direction(engines: Engines) -> None:
    engines.history.save(typed(SAID))
    edited = replace(L1, key_points=(KeyPoint("new", SAID), L1.key_points[1]))
    changes = effect_of(engines, L1, edited).changes
    assert [(each.point_id, each.before is None, each.after is None, each.direction) for each in changes] == [
        ("new", True, False, 0),
        (L1.key_points[0].id, False, True, 0),
    ]


WORDS = st.sampled_from([SAID, "ridge shrinks all weights smoothly", "nothing of the kind", "", "zero weights"])


@settings(max_examples=15, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=3), st.floats(0.0, 1.0), WORDS.filter(bool))
def test_the_what_if_equals_a_real_rejudge(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], threshold: float, wording: str
) -> None:
    engines = fake_engines(tmp_path_factory.mktemp("home"), bank(L1))
    for number, text in enumerate(texts):
        engines.history.save(typed(text, number))
    judged(engines, L1)
    first, second = L1.key_points
    edited = replace(L1, key_points=(replace(first, threshold=threshold), replace(second, point=f"{wording} now")))
    foreseen = effect_of(engines, L1, edited)
    done = list(rejudge_question(edited, engines, save=True))
    assert {change for each in done for change in each.changes} == set(foreseen.changes)
    after = [attempt_score(each.after, engines.history.load(each.after.id).coverage) for each in done]
    known = [score for score in after if score is not None]  # an answer without a word has none
    assert foreseen.score_after == (sum(known) / len(known) if known else None)
    assert [each.after.scorecard.score for each in done] == after


def test_a_point_missed_beside_what_was_not_understood_stays_unsure_until_that_is_known(engines: Engines) -> None:
    words = tuple(Word(text, 0.4 * at, 0.4 * at + 0.4) for at, text in enumerate(SAID.split()))
    spoken = Transcript(words, (TimeSpan(0.0, 20.0),), 20.0, (TimeSpan(5.0, 8.0),))
    engines.history.save(typed(SAID, kind=AnswerKind.SPOKEN, transcript=spoken))
    (after,) = judged(engines, L1)
    assert [point.verdict for point in after.coverage.points] == [Verdict.COVERED, Verdict.UNSURE]
    assert after.coverage.points[1].reason == "3 s of your answer were not understood."
    assert after.scorecard.score == 50
    engines.history.save(replace(after, transcript=replace(spoken, unclear=())))
    (known,) = judged(engines, EDITED)
    assert known.coverage.points[1].verdict is Verdict.MISSED
