"""From an answer to a saved attempt, one step after another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from coach.delivery.fillers import mark_fillers
from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.coverage import Coverage
from coach.domain.delivery import Delivery
from coach.domain.rubric import Rubric
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import Transcript, Word
from coach.practice.answers import Answer
from coach.practice.engines import Engines
from coach.practice.judging import Answered, cover, measure, score
from coach.scoring.trust import Trust, no_words, trust


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


def assess(
    rubric: Rubric,
    answer: Answer,
    engines: Engines,
    attempt_id: str,
    answered_at: datetime,
    *,
    hints: tuple[str, ...] = (),
    save: bool = True,
) -> Iterator[Step]:
    """Hear an answer out, measure it, judge it, grade it and keep it.

    Args:
        rubric: The question that was answered.
        answer: The answer; may still be arriving.
        engines: What to work with; heavy parts are waited for where they are needed.
        attempt_id: The new attempt's id.
        answered_at: When the answer began; UTC, aware.
        hints: Ids of the key points of which a hint was shown.
        save: Whether to keep the attempt in the history.

    Yields:
        Each result as soon as it is there; the last step is `Finished`.

    Raises:
        CoachError: Weights could not be loaded, or the history not be written.
    """
    for words in answer.words():
        yield WordsHeard(words)
    transcript, quality = answer.transcript(), answer.quality()
    if not transcript.typed:
        transcript = mark_fillers(transcript, engines.settings.delivery.lists)
    yield Transcribed(transcript)

    delivery = measure(transcript, engines)
    trusted = trust(quality, delivery.speech_seconds if delivery else 0.0)
    yield Measured(delivery, trusted)

    # Where nothing was said, nothing is judged, and nobody waits for the judge to hear so.
    coverage = Coverage(()) if transcript.silent else cover(rubric, transcript, trusted, engines)
    yield Covered(coverage)

    scorecard = score(rubric, Answered(transcript, delivery, trusted, answered_at), coverage, engines)
    yield Graded(scorecard)

    recording = answer.recording()
    keep = save and not transcript.silent
    # A silent take is kept as a file all the same: the detector may have missed a very quiet voice.
    keep_audio = engines.settings.recording.keep_recordings and (keep or answer.kind is AnswerKind.SPOKEN)
    attempt = Attempt(
        id=attempt_id,
        question_id=rubric.id,
        question=rubric.question,
        answered_at=answered_at,
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
        hints=hints,
    )
    yield Judged(attempt)
    if keep:
        keep_attempt(attempt, answer, engines)
    else:
        answer.settle(kept=keep_audio)
    yield Finished(attempt, saved=keep)


def keep_attempt(attempt: Attempt, answer: Answer, engines: Engines) -> None:
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
        keep_attempt(attempt, answer, engines)
    return attempt


def leave_unjudged(rubric: Rubric, answer: Answer, attempt_id: str, answered_at: datetime) -> Attempt:
    """Make an attempt of an answer without words: it has no score, no verdicts, and no part in anything.

    Args:
        rubric: The question that was answered.
        answer: Heard out.
        attempt_id: The attempt's id; nothing is saved under it.
        answered_at: When the answer began; UTC, aware.
    """
    transcript = answer.transcript()
    return Attempt(
        id=attempt_id,
        question_id=rubric.id,
        question=rubric.question,
        answered_at=answered_at,
        kind=answer.kind,
        transcript=transcript,
        delivery=None,
        coverage=Coverage(()),
        scorecard=Scorecard(None, (no_words(transcript),)),
        rubric_version=rubric.version,
        weights={},
        listening=answer.quality(),
    )


def _weights(kind: AnswerKind, engines: Engines, *, judged: bool) -> dict[str, str]:
    used = {"embedder": engines.judge.get().name} if judged else {}
    if kind is not AnswerKind.TYPED:
        used["recogniser"] = engines.transcriber.get().name
    return used
