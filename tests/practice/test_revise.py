import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import fake_engines
from pilots import BANK, L1, bank, sample_attempt

from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.coverage import Label, Verdict
from coach.domain.recording import ListeningQuality
from coach.domain.transcript import TimeSpan, Transcript, Word, typed_transcript
from coach.errors import HistoryError, RubricError
from coach.practice.engines import Engines
from coach.practice.revise import Revision, fill_words, replace_word
from coach.speech.quality import word_probability


def typed(text: str) -> Attempt:
    """A typed answer to the question on L1 and L2, so far judged by nobody."""
    return replace(sample_attempt(), kind=AnswerKind.TYPED, transcript=typed_transcript(text), delivery=None)


def spoken(words: tuple[Word, ...], *unclear: TimeSpan) -> Transcript:
    return Transcript(words, (TimeSpan(0.0, 5.0),), 5.0, unclear)


def revision(attempt: Attempt, engines: Engines, changed: Callable[[Attempt], None] = lambda _: None) -> Revision:
    return Revision(
        attempt,
        changed,
        questions=engines.questions,
        history=engines.history,
        judge=engines.judge,
        delivery=engines.settings.delivery,
    )


def label(attempt: Attempt, point_id: str, word: Label, engines: Engines) -> Attempt:
    revising = revision(attempt, engines)
    revising.label(point_id, word)
    return revising.attempt


def correct(attempt: Attempt, index: int, text: str, engines: Engines) -> Attempt:
    revising = revision(attempt, engines)
    revising.correct(index, text)
    return revising.attempt


def fill(attempt: Attempt, stretch: TimeSpan, text: str, engines: Engines) -> Attempt:
    revising = revision(attempt, engines)
    revising.fill(stretch, text)
    return revising.attempt


def test_a_label_overrules_the_verdict_for_the_score_and_the_same_label_takes_it_back(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    attempt = sample_attempt()
    # Weights 2, 1.5, 1, 1: covered, unsure, contradicted, missed are (2 - 0.5) / 5.5; the missed one said adds 1.
    said = label(attempt, "correlated", Label.SAID, engines)
    assert said.scorecard.score == 45
    assert said.labels == {"correlated": Label.SAID}
    assert said.coverage == attempt.coverage
    assert said.effective_coverage.points[3].verdict is Verdict.COVERED
    back = label(said, "correlated", Label.SAID, engines)
    assert back.labels == {}
    assert back.scorecard.score == 27


def test_the_other_label_takes_the_place_of_the_first(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    said = label(sample_attempt(), "l2-shrinks", Label.SAID, engines)
    not_said = label(said, "l2-shrinks", Label.NOT_SAID, engines)
    assert not_said.labels == {"l2-shrinks": Label.NOT_SAID}


def test_a_label_needs_no_question_in_the_bank(tmp_path: Path) -> None:
    labelled = label(sample_attempt(), "correlated", Label.SAID, fake_engines(tmp_path, bank()))
    assert labelled.scorecard.score == 45
    assert labelled.scorecard.advice == sample_attempt().scorecard.advice


def test_a_corrected_word_is_judged_and_the_words_as_heard_are_kept_once(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, bank(L1))
    heard = typed("L1 regularization thrives some weights to exactly hero")
    first = correct(heard, 7, "zero", engines)
    assert first.transcript.text == "L1 regularization thrives some weights to exactly zero"
    assert first.heard == heard.transcript.words
    assert [point.id for point in first.coverage.points] == ["p1", "p2"]
    assert first.rubric_version == L1.version
    second = correct(first, 2, "drives", engines)
    assert second.heard == heard.transcript.words
    assert second.coverage.points[0].probability > first.coverage.points[0].probability
    assert second.coverage.points[0].verdict is Verdict.COVERED


def test_a_spoken_answer_is_measured_anew(tmp_path: Path) -> None:
    attempt = sample_attempt()
    engines = fake_engines(tmp_path, bank(L1))
    corrected = correct(attempt, 1, "", engines)
    assert corrected.delivery is not None
    assert attempt.delivery is not None
    assert "um" in [filler.text for filler in attempt.delivery.fillers]
    assert "um" not in [filler.text for filler in corrected.delivery.fillers]
    assert len(corrected.transcript.words) == len(attempt.transcript.words) - 1


def test_several_words_share_the_time_of_the_one_that_they_replace() -> None:
    words = (Word("a", 0.0, 1.0), Word("raylou", 1.0, 2.0), Word("b", 2.0, 3.0))
    assert replace_word(spoken(words), 1, "ray loo").words == (
        words[0],
        Word("ray", 1.0, 1.5),
        Word("loo", 1.5, 2.0),
        words[2],
    )


def test_an_answer_whose_question_is_gone_says_that_it_cannot_be_judged_again(tmp_path: Path) -> None:
    with pytest.raises(RubricError, match="no longer in the bank"):
        correct(sample_attempt(), 0, "So", fake_engines(tmp_path, bank()))


WORDS = (Word("a", 0.0, 1.0), Word("gues", 1.5, 2.5, 0.1), Word("b", 4.0, 5.0))
GAP = TimeSpan(1.0, 4.0)


def test_words_put_into_a_stretch_share_its_time_and_take_the_place_of_guesses() -> None:
    filled = fill_words(spoken(WORDS, GAP), GAP, " to  exactly zero ")
    assert filled.unclear == ()
    assert filled.words == (
        WORDS[0],
        Word("to", 1.0, 2.0),
        Word("exactly", 2.0, 3.0),
        Word("zero", 3.0, 4.0),
        WORDS[2],
    )


def test_a_stretch_in_which_nothing_was_said_leaves_no_word() -> None:
    assert fill_words(spoken(WORDS, GAP), GAP, "").words == (WORDS[0], WORDS[2])


FIRST, SECOND = TimeSpan(2.5, 5.5), TimeSpan(6.0, 8.5)
"""Stretches behind six words of 0.4 s each."""


def with_gaps(listening: ListeningQuality | None = None) -> Attempt:
    said = "L1 regularization drives some weights to".split()
    words = tuple(Word(text, 0.4 * at, 0.4 * at + 0.4, 0.9) for at, text in enumerate(said))
    transcript = Transcript(words, (TimeSpan(0.0, 8.5),), 9.0, (FIRST, SECOND))
    return replace(sample_attempt(), transcript=transcript, listening=listening)


def test_what_was_not_understood_is_put_in_and_judged_at_once(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, bank(L1))
    before = with_gaps()
    once = fill(before, FIRST, "exactly zero", engines)
    assert once.transcript.text == "L1 regularization drives some weights to exactly zero"
    assert once.transcript.words[-1] == Word("zero", 4.0, 5.5)
    assert once.transcript.unclear == (SECOND,)
    assert once.heard == before.transcript.words
    assert [point.verdict for point in once.coverage.points] == [Verdict.COVERED, Verdict.UNSURE]
    assert once.coverage.points[1].reason == "2 s of your answer were not understood."
    twice = fill(once, SECOND, "", engines)
    assert twice.transcript.unclear == ()
    assert [point.verdict for point in twice.coverage.points] == [Verdict.COVERED, Verdict.MISSED]
    assert twice.heard == before.transcript.words


def test_an_answer_that_was_not_judged_for_its_gaps_is_judged_once_they_are_filled(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, bank(L1))
    heard = ListeningQuality(40.0, 0.0, uncovered_seconds=5.5, word_probability=0.9)
    withheld = replace(with_gaps(heard), scorecard=replace(sample_attempt().scorecard, score=None))
    once = fill(withheld, FIRST, "exactly zero", engines)
    assert once.listening is not None
    assert once.listening.uncovered_seconds == 2.5
    assert once.scorecard.score is None  # 2.5 of 8.5 s are more than a fifth
    twice = fill(once, SECOND, "and that selects features", engines)
    assert twice.listening is not None
    assert twice.listening.uncovered_seconds == 0.0
    assert twice.scorecard.score == 50


def test_what_was_typed_is_sure_and_may_lift_the_answer_over_the_line(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, bank(L1))
    heard = ListeningQuality(3.0, 0.0, uncovered_seconds=5.5, word_probability=0.5)
    withheld = replace(with_gaps(heard), scorecard=replace(sample_attempt().scorecard, score=None))
    once = fill(withheld, FIRST, "exactly zero", engines)
    filled = fill(once, SECOND, "and that selects features", engines)
    assert filled.listening is not None
    assert filled.listening.word_probability == pytest.approx(word_probability(filled.transcript.words))
    assert filled.scorecard.score is not None


def test_changes_made_at_once_build_on_each_other_and_all_are_saved_and_told(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    told: list[Attempt] = []
    revising = revision(sample_attempt(), engines, told.append)
    changes = [
        threading.Thread(target=revising.label, args=("correlated", Label.SAID)),
        threading.Thread(target=revising.label, args=("l2-shrinks", Label.SAID)),
        threading.Thread(target=revising.rate, args=("l2-shrinks", 4)),
    ]
    for change in changes:
        change.start()
    for change in changes:
        change.join()
    saved = engines.history.load(sample_attempt().id)
    assert saved.labels == {"correlated": Label.SAID, "l2-shrinks": Label.SAID}
    assert saved.ratings == {"l2-shrinks": 4}
    assert len(told) == 3
    assert told[-1] == revising.attempt


def test_a_change_that_cannot_be_saved_leaves_the_attempt_as_it_was(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    engines.paths.history.mkdir(parents=True)  # a folder in its place
    revising = revision(sample_attempt(), engines)
    with pytest.raises(HistoryError):
        revising.rate("l2-shrinks", 4)
    assert revising.attempt == sample_attempt()


def test_sound_that_is_kept_later_stays_with_what_was_put_right_before(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    revising = revision(sample_attempt(), engines)
    revising.label("correlated", Label.SAID)
    kept = revising.keep_sound(lambda attempt: replace(attempt, audio=tmp_path / "a.flac"))
    revising.rate("l2-shrinks", 4)
    assert kept.labels == {"correlated": Label.SAID}
    assert engines.history.load(sample_attempt().id).audio == tmp_path / "a.flac"
