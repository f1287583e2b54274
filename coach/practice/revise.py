"""What the user puts right about a finished attempt: a verdict, a word that was misheard, a stretch not understood."""

from dataclasses import replace

from coach.delivery.fillers import mark_fillers
from coach.domain.attempt import Attempt
from coach.domain.labels import Label
from coach.domain.scorecard import Scorecard
from coach.domain.timespan import TimeSpan, total_seconds
from coach.domain.transcript import Transcript, Word
from coach.errors import RubricError
from coach.practice.engines import Engines
from coach.practice.judging import Answered, cover, measure, score
from coach.practice.rejudge import as_judgement
from coach.scoring.score import score_coverage
from coach.scoring.trust import trust, trust_in
from coach.speech.quality import word_probability


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
    transcript = attempt.transcript
    return _judge_again(attempt, replace(transcript, words=replace_word(transcript.words, index, text)), engines)


def fill_stretch(attempt: Attempt, stretch: TimeSpan, text: str, engines: Engines) -> Attempt:
    """Put in what was said in a stretch that was not understood, and judge the answer again.

    Args:
        attempt: Not changed.
        stretch: One of the unclear stretches of the attempt's transcript.
        text: What was said there, instead of any guesses; none where nothing was, such as in a cough.
        engines: What to work with; waits for the judge.

    Raises:
        RubricError: The question has left the bank, so that nothing can be judged.
        CoachError: The weights could not be loaded, or the history not be read.
    """
    transcript = attempt.transcript
    filled = replace(
        transcript,
        words=fill_words(transcript.words, stretch, text),
        unclear=tuple(span for span in transcript.unclear if span != stretch),
    )
    if attempt.listening is not None:
        uncovered = min(attempt.listening.uncovered_seconds, total_seconds(filled.unclear))
        attempt = replace(attempt, listening=replace(attempt.listening, uncovered_seconds=uncovered))
    return _judge_again(attempt, filled, engines)


def _judge_again(attempt: Attempt, transcript: Transcript, engines: Engines) -> Attempt:
    """Judge an answer of which the words were put right; those that were heard are kept."""
    try:
        rubric = engines.bank.get(attempt.question_id)
    except RubricError as error:
        raise RubricError(
            "This answer cannot be judged again: its question is no longer in the bank.",
            f"Put the question {attempt.question_id} back into your rubrics folder, then put the words right.",
        ) from error
    if attempt.listening is not None:
        sure = word_probability(transcript.words)
        attempt = replace(attempt, listening=replace(attempt.listening, word_probability=sure))
    if not transcript.typed:
        plain = tuple(replace(word, filler=False) for word in transcript.words)
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
    return (*words[:index], *_spread(text, words[index].span), *words[index + 1 :])


def fill_words(words: tuple[Word, ...], stretch: TimeSpan, text: str) -> tuple[Word, ...]:
    """Put words into a stretch of time, in the place of any that are there; they share it evenly and are certain.

    Args:
        words: All words of a transcript.
        stretch: When the new ones were said; a word belongs to it whose middle does.
        text: Any number of words.
    """
    before = (word for word in words if _middle(word) < stretch.start)
    after = (word for word in words if _middle(word) > stretch.end)
    return (*before, *_spread(text, stretch), *after)


def words_in(words: tuple[Word, ...], stretch: TimeSpan) -> tuple[Word, ...]:
    """Give the words that belong to a stretch of time: their middles lie in it."""
    return tuple(word for word in words if stretch.start <= _middle(word) <= stretch.end)


def _middle(word: Word) -> float:
    """Give the moment half-way through a word, in seconds."""
    return (word.start + word.end) / 2


def _spread(text: str, span: TimeSpan) -> tuple[Word, ...]:
    said = text.split()
    step = span.seconds / len(said) if said else 0.0
    return tuple(Word(each, span.start + step * at, span.start + step * (at + 1)) for at, each in enumerate(said))
