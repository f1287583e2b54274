"""From an answer to a saved attempt, one step after another.

What words and delivery go through is the same whether they were just heard or are put right later: `measure`, `cover`
and `grade_again` serve both.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from coach.content.judge import Judge
from coach.delivery.fillers import mark_fillers
from coach.delivery.measure import measure_delivery
from coach.domain.attempt import AnswerKind, Attempt, RecentSpeech
from coach.domain.coverage import Coverage
from coach.domain.delivery import Delivery, Measure
from coach.domain.rubric import Rubric
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import Transcript, Word
from coach.domain.word_lists import WordLists
from coach.errors import HistoryError
from coach.history.history import History
from coach.practice.answers import Answer, GivenAnswer
from coach.practice.engines import Engines
from coach.scoring.grade import grade
from coach.scoring.trust import Trust, counts_fillers, limit_verdicts, no_words, trust

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WordsHeard:
    """One more segment has been transcribed."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Transcribed:
    """Every word is there."""

    transcript: Transcript


@dataclass(frozen=True, slots=True)
class Measured:
    """How it was said is known, and how far the words can be relied on."""

    delivery: Delivery | None
    """None for a typed answer."""
    trust: Trust
    """What may be said about the answer."""


@dataclass(frozen=True, slots=True)
class Covered:
    """Which key points were made is known, as far as it may be said."""

    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Graded:
    """Score and advice are there."""

    scorecard: Scorecard


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything is known; what follows is only to keep it."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class Finished:
    """The attempt is complete."""

    attempt: Attempt
    saved: bool
    """Whether it is in the history; an answer in which nothing was said is not kept there."""


Step = WordsHeard | Transcribed | Measured | Covered | Graded | Judged | Finished


def assess(given: GivenAnswer, engines: Engines, *, save: bool = True) -> Iterator[Step]:
    """Hear an answer out, measure it, judge it, grade it and keep it.

    Args:
        given: The answer, which may still be arriving, and what it answers.
        engines: What to work with; heavy parts are waited for where they are needed.
        save: Whether to keep the attempt in the history.

    Yields:
        Each result as soon as it is there; the last step is `Finished`.

    Raises:
        CoachError: Weights could not be loaded, or the history not be written.
    """
    rubric, answer = given.rubric, given.answer
    for words in answer.words():
        yield WordsHeard(words)
    transcript, quality = answer.transcript(), answer.quality()
    if not transcript.typed:
        transcript = mark_fillers(transcript, engines.settings.delivery.lists)
    yield Transcribed(transcript)

    delivery = measure(transcript, engines.settings.delivery.lists)
    trusted = trust(quality, delivery.speech_seconds if delivery else 0.0)
    yield Measured(delivery, trusted)

    # Where nothing was said, nothing is judged, and nobody waits for the judge to hear so.
    coverage = Coverage(()) if transcript.silent else cover(rubric, transcript, trusted, engines.ready_judge())
    yield Covered(coverage)

    recent = _speech_before(given.answered_at, engines.history)
    shown = engines.settings.delivery.shown
    scorecard = grade(rubric, transcript, coverage, delivery, recent, trust=trusted, shown=shown)
    yield Graded(scorecard)

    recording = answer.recording()
    keep = save and not transcript.silent
    # A silent recording is kept as a file all the same: the detector may have missed a very quiet voice.
    keep_audio = engines.settings.recording.keep_recordings and (keep or answer.kind is AnswerKind.SPOKEN)
    attempt = Attempt(
        id=given.attempt_id,
        question_id=rubric.id,
        question=rubric.question,
        answered_at=given.answered_at,
        kind=answer.kind,
        transcript=transcript,
        delivery=delivery,
        coverage=coverage,
        scorecard=scorecard,
        rubric_version=rubric.version,
        weights=_weights(answer.kind, engines, judged=bool(coverage.points)),
        audio=recording.path if recording and keep_audio else None,
        dropped_blocks=recording.dropped_blocks if recording else 0,
        problem=recording.problem if recording else "",
        listening=quality,
        hints=given.hints,
    )
    yield Judged(attempt)
    if keep:
        _keep_attempt(attempt, answer, engines)
    else:
        answer.settle(kept=keep_audio)
    yield Finished(attempt, saved=keep)


def keep_rest(
    attempt: Attempt, answer: Answer, engines: Engines, *, saved: bool, folder: Path | None = None
) -> Attempt:
    """Write the sound that the disk had no room for, and what the history says of it.

    Args:
        attempt: Judged.
        answer: What it was made of.
        engines: What to work with.
        saved: Whether it is in the history already; if not, it is saved.
        folder: Where the whole recording is to go; None tries its own place again.

    Returns:
        The attempt with the recording as it is now; some of it may still be in memory only.

    Raises:
        HistoryError: The history could not be written.
    """
    recording = answer.write_rest(folder)
    if recording is not None and engines.settings.recording.keep_recordings:
        attempt = replace(attempt, audio=recording.path, problem=recording.problem)
    if saved:
        engines.history.keep_sound(attempt.id, attempt.audio, attempt.problem)
    else:
        _keep_attempt(attempt, answer, engines)
    return attempt


def leave_unjudged(given: GivenAnswer) -> Attempt:
    """Make an attempt of an answer without words: it has no score, no verdicts, and no part in anything.

    Args:
        given: Heard out; nothing is saved.
    """
    rubric, answer = given.rubric, given.answer
    transcript = answer.transcript()
    return Attempt(
        id=given.attempt_id,
        question_id=rubric.id,
        question=rubric.question,
        answered_at=given.answered_at,
        kind=answer.kind,
        transcript=transcript,
        delivery=None,
        coverage=Coverage(()),
        scorecard=Scorecard(None, (no_words(transcript),)),
        rubric_version=rubric.version,
        weights={},
        listening=answer.quality(),
    )


def measure(transcript: Transcript, lists: WordLists) -> Delivery | None:
    """Measure how an answer was said; None for a typed one."""
    return None if transcript.typed else measure_delivery(transcript, lists)


def cover(rubric: Rubric, transcript: Transcript, trusted: Trust, judge: Judge) -> Coverage:
    """Judge which key points an answer made, as far as it may be said."""
    return limit_verdicts(judge.judge(rubric, transcript), transcript, trusted)


def grade_again(
    attempt: Attempt, rubric: Rubric, trusted: Trust, history: History, shown: frozenset[Measure]
) -> Attempt:
    """Return an attempt whose words, verdicts or labels have changed the score and the advice that follow from them.

    Args:
        attempt: As it is now.
        rubric: Its question.
        trusted: How far its words can be relied on.
        history: Where the answers before it are; where it cannot be read, the attempt is graded by itself.
        shown: Measures that the user wants to hear about.
    """
    recent = _speech_before(attempt.answered_at, history)
    coverage = attempt.effective_coverage
    card = grade(rubric, attempt.transcript, coverage, attempt.delivery, recent, trust=trusted, shown=shown)
    return replace(attempt, scorecard=card)


def _keep_attempt(attempt: Attempt, answer: Answer, engines: Engines) -> None:
    """Keep an attempt in the history; only then is nothing left to recover.

    Args:
        attempt: Judged.
        answer: What it was made of.
        engines: What to work with.

    Raises:
        HistoryError: The history could not be written; everything that would be offered again still is.
    """
    engines.history.save(attempt)
    answer.settle(kept=engines.settings.recording.keep_recordings)


def _speech_before(moment: datetime, history: History) -> RecentSpeech:
    """Add up the last minutes of speech before an answer, beside which it is graded.

    Where the history cannot be read there are none: the answer is graded by itself.
    """
    try:
        return history.recent_speech(before=moment, counted=counts_fillers)
    except HistoryError:
        log.exception("an answer is graded without those before it")
        return RecentSpeech(speech_seconds=0.0, answer_seconds=0.0, fillers=0, attempts=0)


def _weights(kind: AnswerKind, engines: Engines, *, judged: bool) -> dict[str, str]:
    used = {"embedder": engines.judge.get().name} if judged else {}
    if kind is not AnswerKind.TYPED:
        used["recogniser"] = engines.transcriber.get().name
    return used
