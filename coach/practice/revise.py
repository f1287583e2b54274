"""What the user puts right about a finished attempt: a verdict, a word that was misheard, a stretch not understood."""

import threading
from collections.abc import Callable
from dataclasses import replace

from coach.content.judge import Judge
from coach.delivery.fillers import mark_fillers
from coach.domain.attempt import Attempt
from coach.domain.coverage import Label
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import TimeSpan, Transcript, Word, total_seconds
from coach.errors import RubricError
from coach.history.history import History
from coach.practice.assess import cover, grade_again, measure
from coach.practice.engines import Questions
from coach.practice.loading import Loading
from coach.practice.rejudge import as_earlier_verdicts
from coach.scoring.grade import score_coverage
from coach.scoring.trust import trust, trust_in
from coach.settings import DeliverySettings
from coach.speech.quality import word_probability


class Revision:
    """An attempt while it is being put right: every change builds on the one before it, and is saved.

    Its methods block, and may be called from several threads: one change is made at a time, in the order in which they
    come, each on what the last one has left, which the screen may not show yet. They raise HistoryError where the
    history cannot be read or written; then nothing has changed.
    """

    def __init__(
        self,
        attempt: Attempt,
        changed: Callable[[Attempt], None],
        *,
        questions: Questions,
        history: History,
        judge: Loading[Judge],
        delivery: DeliverySettings,
    ) -> None:
        """Take up an attempt.

        Args:
            attempt: As it is in the history.
            changed: Is told what every change leaves, in their order, by the thread that made it.
            questions: Know what is asked by the attempt's question now.
            history: Keeps the attempt, and those before it, beside which it is graded.
            judge: Judges words that were put right.
            delivery: Which words are fillers, and which measures the user wants to hear about.
        """
        self.attempt = attempt
        """As the last change has left it."""
        self._changed = changed
        self._questions = questions
        self._history = history
        self._judge = judge
        self._delivery = delivery
        self._lock = threading.Lock()

    def work_with(self, judge: Loading[Judge], delivery: DeliverySettings) -> None:
        """Go by changed settings from now on."""
        self._judge, self._delivery = judge, delivery

    def label(self, point_id: str, label: Label) -> None:
        """Overrule the verdict on a key point; the same label again takes it back. Score and advice follow.

        Args:
            point_id: The key point.
            label: The user's word; the judge is not needed.
        """
        self._change(lambda attempt: self._labelled(attempt, point_id, label))

    def rate(self, point_id: str, rating: int) -> None:
        """Say how well a key point was known; see `rate_point`."""
        self._change(lambda attempt: rate_point(attempt, point_id, rating))

    def correct(self, index: int, text: str) -> None:
        """Put a misheard word right, and judge the answer again; the words as they were heard are kept.

        Args:
            index: The word, in the attempt's transcript.
            text: What was said instead: several words share the time of the one, none takes it out.

        Raises:
            RubricError: The question has left the bank, so that nothing can be judged.
            CoachError: The weights could not be loaded.
        """
        self._change(lambda attempt: self._judged_with(attempt, replace_word(attempt.transcript, index, text)))

    def fill(self, stretch: TimeSpan, text: str) -> None:
        """Put in what was said in a stretch that was not understood, and judge the answer again.

        Args:
            stretch: One of the unclear stretches of the attempt's transcript.
            text: What was said there, instead of any guesses; none where nothing was, such as in a cough.

        Raises:
            RubricError: The question has left the bank, so that nothing can be judged.
            CoachError: The weights could not be loaded.
        """
        self._change(lambda attempt: self._filled(attempt, stretch, text))

    def keep_sound(self, keep: Callable[[Attempt], Attempt]) -> Attempt:
        """Have the sound kept that the disk had no room for.

        Args:
            keep: Keeps it, and gives the attempt with the recording as it is then.
        """
        with self._lock:
            self.attempt = keep(self.attempt)
            return self.attempt

    def _change(self, change: Callable[[Attempt], Attempt]) -> None:
        with self._lock:
            changed = change(self.attempt)
            self._history.save(changed)
            self.attempt = changed
            self._changed(changed)

    def _labelled(self, attempt: Attempt, point_id: str, label: Label) -> Attempt:
        labels = {point: each for point, each in attempt.labels.items() if point != point_id}
        if attempt.labels.get(point_id) is not label:
            labels[point_id] = label
        labelled = replace(attempt, labels=labels)
        try:
            rubric = self._questions.bank.get(attempt.question_id)
        except RubricError:  # how much its points count is known all the same
            number = None if attempt.scorecard.score is None else score_coverage(labelled.effective_coverage)
            return replace(labelled, scorecard=Scorecard(number, attempt.scorecard.advice))
        return grade_again(labelled, rubric, trust_in(attempt), self._history, self._delivery.shown)

    def _filled(self, attempt: Attempt, stretch: TimeSpan, text: str) -> Attempt:
        filled = fill_words(attempt.transcript, stretch, text)
        if attempt.listening is not None:
            uncovered = min(attempt.listening.uncovered_seconds, total_seconds(filled.unclear))
            attempt = replace(attempt, listening=replace(attempt.listening, uncovered_seconds=uncovered))
        return self._judged_with(attempt, filled)

    def _judged_with(self, attempt: Attempt, transcript: Transcript) -> Attempt:
        """Judge an answer of which the words were put right; those that were heard are kept."""
        try:
            rubric = self._questions.bank.get(attempt.question_id)
        except RubricError as error:
            raise RubricError(
                "This answer cannot be judged again: its question is no longer in the bank.",
                f"Put the question {attempt.question_id} back into your rubrics folder, then correct the words.",
            ) from error
        if attempt.listening is not None:
            sure = word_probability(transcript.words)
            attempt = replace(attempt, listening=replace(attempt.listening, word_probability=sure))
        if not transcript.typed:
            unmarked = tuple(replace(word, filler=False) for word in transcript.words)
            transcript = mark_fillers(replace(transcript, words=unmarked), self._delivery.lists)
        judge = self._judge.get().with_lists(self._delivery.lists)
        delivery = measure(transcript, self._delivery.lists)
        trusted = trust(attempt.listening, delivery.speech_seconds if delivery else 0.0)
        same_judge = (attempt.rubric_version, attempt.weights.get("embedder")) == (rubric.version, judge.name)
        corrected = replace(
            attempt,
            transcript=transcript,
            delivery=delivery,
            coverage=cover(rubric, transcript, trusted, judge),
            rubric_version=rubric.version,
            weights={**attempt.weights, "embedder": judge.name},
            heard=attempt.heard or attempt.transcript.words,
            earlier=attempt.earlier if same_judge else (*attempt.earlier, as_earlier_verdicts(attempt)),
        )
        return grade_again(corrected, rubric, trusted, self._history, self._delivery.shown)


def rate_point(attempt: Attempt, point_id: str, rating: int) -> Attempt:
    """Rate how well a key point was known, which decides when it comes back; the same rating again takes it back.

    Args:
        attempt: Not changed.
        point_id: The key point.
        rating: 1 (not at all) to 4 (easily).
    """
    ratings = {point: each for point, each in attempt.ratings.items() if point != point_id}
    if attempt.ratings.get(point_id) != rating:
        ratings[point_id] = rating
    return replace(attempt, ratings=ratings)


def replace_word(transcript: Transcript, index: int, text: str) -> Transcript:
    """Put other words in the place of one; they share its time evenly and are certain.

    Args:
        transcript: Not changed.
        index: The word to replace.
        text: Any number of words.
    """
    words = transcript.words
    return replace(transcript, words=(*words[:index], *_spread(text, words[index].span), *words[index + 1 :]))


def fill_words(transcript: Transcript, stretch: TimeSpan, text: str) -> Transcript:
    """Put words into a stretch that was not understood; they share it evenly and are certain.

    Args:
        transcript: Not changed.
        stretch: When the new words were said; those that are there are taken out: a word whose middle lies in it.
        text: Any number of words.
    """
    before = (word for word in transcript.words if word.span.middle < stretch.start)
    after = (word for word in transcript.words if word.span.middle > stretch.end)
    unclear = tuple(span for span in transcript.unclear if span != stretch)
    return replace(transcript, words=(*before, *_spread(text, stretch), *after), unclear=unclear)


def words_in(words: tuple[Word, ...], stretch: TimeSpan) -> tuple[Word, ...]:
    """Return the words that belong to a stretch of time: their middles lie in it."""
    return tuple(word for word in words if stretch.start <= word.span.middle <= stretch.end)


def _spread(text: str, span: TimeSpan) -> tuple[Word, ...]:
    said = text.split()
    step = span.seconds / len(said) if said else 0.0
    return tuple(Word(each, span.start + step * at, span.start + step * (at + 1)) for at, each in enumerate(said))
