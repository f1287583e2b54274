from dataclasses import replace

from fakes import fake_judge
from pilots import L1, sample_attempt

from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.transcript import typed_transcript
from coach.practice.stored_answers import AT_ONCE, StoredAnswers
from coach.practice.what_if import JudgedSoFar, what_if, what_if_steps

EDITED = replace(L1, key_points=(replace(L1.key_points[0], threshold=1.0), *L1.key_points[1:]))


def typed(number: int) -> Attempt:
    sample = replace(sample_attempt(), id=f"a{number}", kind=AnswerKind.TYPED, delivery=None, listening=None, labels={})
    text = typed_transcript("L1 regularization drives some weights to exactly zero")
    return replace(sample, question_id=L1.id, transcript=text)


def test_many_answers_are_judged_some_at_a_time_and_come_to_the_same_effect() -> None:
    attempts = [typed(number) for number in range(2 * AT_ONCE + 1)]
    *steps, effect = what_if_steps(L1, EDITED, StoredAnswers(attempts, fake_judge()))
    assert steps == [JudgedSoFar(AT_ONCE, 2 * AT_ONCE + 1), JudgedSoFar(2 * AT_ONCE, 2 * AT_ONCE + 1)]
    assert effect == what_if(L1, EDITED, StoredAnswers(attempts, fake_judge()))


def test_few_answers_are_judged_in_one_step() -> None:
    (effect,) = what_if_steps(L1, EDITED, StoredAnswers([typed(1)], fake_judge()))
    assert effect == what_if(L1, EDITED, StoredAnswers([typed(1)], fake_judge()))
