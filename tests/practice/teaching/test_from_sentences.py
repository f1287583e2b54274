from collections.abc import Sequence
from dataclasses import replace

from fakes import DECISION, FakeEmbedder, FakeReader
from pilots import sample_attempt

from coach.content.encoder import Encoder
from coach.content.judge import Judge
from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Evidence
from coach.domain.labels import Label
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Word, typed_transcript
from coach.practice.teaching.agreement import Agreement
from coach.practice.teaching.edits import AddAlso, Kind
from coach.practice.teaching.from_sentences import MOST_TRIED
from coach.practice.teaching.propose import propose_changes
from coach.practice.teaching.trying import Proposal

JUDGE = Judge(Encoder(FakeEmbedder(), FakeReader()), replace(DECISION, made_from=0.5))
"""Sure of a point of which one wording of two was heard."""
POINT = KeyPoint("sparse", "lasso drives many weights exactly to zero")
RUBRIC = Rubric("l1", "What is lasso?", (POINT, KeyPoint("other", "ridge keeps every feature around")))
SAID, NOT_SAID = Label.SAID, Label.NOT_SAID
OWN = "penalties silence useless inputs completely"


def answer(text: str, label: Label | None, number: int = 0) -> Attempt:
    labels = {} if label is None else {"sparse": label}
    return replace(sample_attempt(), id=f"{text} {number}", transcript=typed_transcript(text), labels=labels)


def judged(rubric: Rubric, attempt: Attempt) -> Coverage:
    return JUDGE.judge(rubric, attempt.transcript)


def nearest(rubric: Rubric, attempt: Attempt) -> tuple[Evidence | None, ...]:
    return JUDGE.nearest(rubric, attempt.transcript)


def also(attempts: Sequence[Attempt], rubric: Rubric = RUBRIC) -> Proposal | None:
    found = propose_changes(rubric, attempts, judged, nearest)
    return next((each for each in found if each.edit.kind is Kind.ALSO), None)


def test_a_sentence_of_ones_own_that_the_judge_did_not_hear_becomes_a_wording() -> None:
    heard = answer("lasso drives many weights exactly to zero", SAID)
    own = answer(f"so um {OWN}", SAID)
    found = also([heard, own, answer("dropout switches random units off", NOT_SAID)])
    assert found is not None
    assert found.edit == AddAlso("sparse", "Penalties silence useless inputs completely.")
    assert found.reason == "You said it in 2 answers; the judge heard it in 1."
    assert found.attempts == (own,)
    assert found.change(RUBRIC).key_points == (
        replace(POINT, also=("Penalties silence useless inputs completely.",)),
        RUBRIC.key_points[1],
    )


def test_a_sentence_that_helps_only_its_own_answer_wins_nothing_leave_one_out() -> None:
    found = also([answer(OWN, SAID), answer("dropout switches random units off", NOT_SAID)])
    assert found is not None
    assert found.reason == "You said it in 1 answer; the judge heard it in none."
    assert found.before == Agreement(1, 2)
    assert found.after == Agreement(2, 2)
    assert found.left_out == Agreement(1, 2)
    assert found.won == (0, 2)  # from saying the opposite to agreeing is two steps


def test_a_sentence_said_in_two_answers_helps_the_one_that_is_left_out() -> None:
    found = also(
        [answer(OWN, SAID), answer(f"Okay. {OWN}", SAID), answer("dropout switches random units off", NOT_SAID)]
    )
    assert found is not None
    assert (found.before, found.after, found.left_out) == (Agreement(1, 3), Agreement(3, 3), Agreement(3, 3))


def test_a_sentence_that_was_not_said_to_make_the_point_as_often_as_it_was_is_not_proposed() -> None:
    assert also([answer(OWN, SAID), answer(f"yes {OWN}", NOT_SAID)]) is None


def test_the_sentence_that_wins_most_is_taken_before_one_that_is_nearer_to_the_point() -> None:
    nearer = "lasso silences weights nobody needs"
    found = also([answer(nearer, SAID), *(answer(OWN, SAID, number) for number in range(3))])
    assert found is not None
    assert found.edit.added == ("Penalties silence useless inputs completely.",)
    assert (found.before.agreeing, found.after.agreeing, found.left_out.agreeing) == (0, 3, 3)


def test_words_marked_as_fillers_are_left_out_of_the_wording() -> None:
    texts = ["penalties", "silence", "right", "useless", "inputs", "completely"]
    words = tuple(Word(text, at, at + 0.5, filler=text == "right") for at, text in enumerate(texts))
    spoken = replace(sample_attempt(), labels={"sparse": SAID})
    found = also([replace(spoken, transcript=replace(spoken.transcript, words=words, unclear=()))])
    assert found is not None
    assert found.edit.added == ("Penalties silence useless inputs completely.",)


def test_a_wording_that_is_known_right_or_wrong_is_never_proposed() -> None:
    strict = replace(POINT, threshold=1.0)
    for known in (replace(strict, also=(f"{OWN}!",)), replace(strict, mistakes=(OWN.upper(),))):
        assert also([answer(OWN, SAID)], replace(RUBRIC, key_points=(known,))) is None


def test_an_answer_that_claims_nothing_gives_no_wording() -> None:
    assert also([answer("", SAID), answer("zero", SAID)]) is None


def test_only_labelled_answers_are_judged_and_few_sentences_tried() -> None:
    asked: list[tuple[Rubric, str]] = []

    def counted(rubric: Rubric, attempt: Attempt) -> Coverage:
        asked.append((rubric, attempt.id))
        return judged(rubric, attempt)

    verbs = ("silence", "delete", "remove", "drop", "cancel", "cut", "kill", "mute", "bury", "hide")
    attempts = [answer(f"penalties {verb} useless inputs completely or {verb} columns", SAID) for verb in verbs]
    unlabelled = [answer(f"nothing labelled {number}", None) for number in range(20)]
    propose_changes(RUBRIC, [*attempts, *unlabelled], counted, nearest)
    assert {attempt for _, attempt in asked} == {attempt.id for attempt in attempts}
    assert len(asked) == len(set(asked))
    wordings = {rubric.key_points[0].also for rubric, _ in asked if rubric.key_points[0].also}
    assert len(wordings) == MOST_TRIED + 1  # while one of them is left out, the next one takes its place


def test_the_sentence_nearest_to_the_point_is_tried_first() -> None:
    near = "lasso silences weights nobody needs"
    found = also([answer(OWN, SAID), answer(near, SAID)])
    assert found is not None
    assert found.edit.added == ("Lasso silences weights nobody needs.",)
