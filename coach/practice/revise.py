"""What the user puts right about a finished attempt: a verdict, or a word that was misheard."""

from dataclasses import replace

from coach.delivery.fillers import mark_fillers
from coach.domain.attempt import Attempt
from coach.domain.labels import Label
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import Word
from coach.errors import RubricError
from coach.practice.engines import Engines
from coach.practice.judging import Answered, cover, measure, score
from coach.practice.rejudge import as_judgement
from coach.scoring.score import score_coverage
from coach.scoring.trust import trust, trust_in


def label_point(attempt: Attempt, point_id: str, label: Label, engines: Engines) -> Attempt:
    """Overrule the verdict on a key point; the same label again takes it back. Score and advice follow.

    Args:
        attempt: Not changed.
        point_id: The key point.
        label: The user's word.
        engines: What to work with; the judge is not needed.

    Raises:
        HistoryError: The history cannot be read.
    """
    labels = {point: each for point, each in attempt.labels.items() if point != point_id}
    if attempt.labels.get(point_id) is not label:
        labels[point_id] = label
    labelled = replace(attempt, labels=labels)
    try:
        rubric = engines.bank.get(attempt.question_id)
    except RubricError:  # the weights of its points are known all the same
        number = None if attempt.scorecard.score is None else score_coverage(labelled.standing)
        return replace(labelled, scorecard=Scorecard(number, attempt.scorecard.advice))
    answered = Answered(attempt.transcript, attempt.delivery, trust_in(attempt), attempt.answered_at)
    card = score(rubric, answered, labelled.standing, engines)
    return replace(labelled, scorecard=card)


def rate_point(attempt: Attempt, point_id: str, rating: int) -> Attempt:
    """Say how well a key point was known, which decides when it comes back; the same rating again takes it back.

    Args:
        attempt: Not changed.
        point_id: The key point.
        rating: 1 (not at all) to 4 (easily).
    """
    ratings = {point: each for point, each in attempt.ratings.items() if point != point_id}
    if attempt.ratings.get(point_id) != rating:
        ratings[point_id] = rating
    return replace(attempt, ratings=ratings)


def correct_word(attempt: Attempt, index: int, text: str, engines: Engines) -> Attempt:
    """Put a misheard word right, and judge the answer again; the words as they were heard are kept.

    Args:
        attempt: Not changed.
        index: The word, in the attempt's transcript.
        text: What was said instead: several words share the time of the one, none takes it out.
        engines: What to work with; waits for the judge.

    Raises:
        RubricError: The question has left the bank, so that nothing can be judged.
        CoachError: The weights could not be loaded, or the history not be read.
    """
    try:
        rubric = engines.bank.get(attempt.question_id)
    except RubricError as error:
        raise RubricError(
            "This answer cannot be judged again: its question is no longer in the bank.",
            f"Put the question {attempt.question_id} back into your rubrics folder, then correct the word.",
        ) from error
    words = replace_word(attempt.transcript.words, index, text)
    transcript = replace(attempt.transcript, words=words)
    if not transcript.typed:
        plain = tuple(replace(word, filler=False) for word in words)
        transcript = mark_fillers(replace(transcript, words=plain), engines.settings.delivery.lists)
    delivery = measure(transcript, engines)
    trusted = trust(attempt.listening, delivery.speech_seconds if delivery else 0.0)
    corrected = replace(
        attempt,
        transcript=transcript,
        delivery=delivery,
        coverage=cover(rubric, transcript, trusted, engines),
        rubric_version=rubric.version,
        weights={**attempt.weights, "embedder": engines.judge.get().name},
        heard=attempt.heard or attempt.transcript.words,
        earlier=attempt.earlier
        if attempt.rubric_version == rubric.version and attempt.weights.get("embedder") == engines.judge.get().name
        else (*attempt.earlier, as_judgement(attempt)),
    )
    answered = Answered(transcript, delivery, trusted, attempt.answered_at)
    card = score(rubric, answered, corrected.standing, engines)
    return replace(corrected, scorecard=card)


def replace_word(words: tuple[Word, ...], index: int, text: str) -> tuple[Word, ...]:
    """Put other words in the place of one; they share its time evenly and are certain.

    Args:
        words: All words of a transcript.
        index: The word to replace.
        text: Any number of words.
    """
    said = text.split()
    old = words[index]
    step = (old.end - old.start) / len(said) if said else 0.0
    new = (Word(each, old.start + step * at, old.start + step * (at + 1)) for at, each in enumerate(said))
    return (*words[:index], *new, *words[index + 1 :])
