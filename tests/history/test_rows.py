"""An attempt to rows and back, for any attempt."""

import tempfile
from datetime import UTC, timedelta, timezone
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.delivery import Delivery, Filler, FillerKind, PaceWindow, Pause, PausePlace, Phrase
from coach.domain.listening import ListeningQuality
from coach.domain.scorecard import Scorecard
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Transcript, Word
from coach.history.history import History
from coach.history.soundness import MOST_COUNT, MOST_SECONDS, YEARS

texts = st.text(st.characters(exclude_categories=()), max_size=8)
numbers = st.floats(-MOST_SECONDS, MOST_SECONDS, allow_nan=False)
counts = st.integers(0, MOST_COUNT)
spans = st.builds(TimeSpan, numbers, numbers)
words = st.builds(Word, texts, numbers, numbers, numbers, st.booleans(), st.booleans())
transcripts = st.builds(
    Transcript,
    st.lists(words, max_size=4).map(tuple),
    st.lists(spans, max_size=3).map(tuple),
    numbers,
    st.lists(spans, max_size=3).map(tuple),
    st.booleans(),
)
fillers = st.builds(Filler, texts, spans, st.sampled_from(FillerKind), counts, counts)
pauses = st.builds(Pause, numbers, numbers, st.sampled_from(PausePlace))
phrases = st.lists(st.builds(Phrase, texts, spans, counts, counts), max_size=2).map(tuple)
deliveries = st.builds(
    Delivery,
    total_seconds=numbers,
    speech_seconds=numbers,
    answer_seconds=numbers,
    spoken_words=counts,
    words_per_minute=numbers,
    articulation_rate=numbers,
    pauses=st.lists(pauses, max_size=3).map(tuple),
    fillers=st.lists(fillers, max_size=3).map(tuple),
    fillers_per_minute=numbers,
    time_to_first_word=numbers,
    syllables=counts,
    syllables_per_second=numbers,
    articulation_syllables_per_second=numbers,
    pace_windows=st.lists(st.builds(PaceWindow, spans, numbers), max_size=2).map(tuple),
    longest_stretch=st.none() | spans,
    hedges=phrases,
    repetitions=phrases,
    false_starts=phrases,
)
points = st.builds(
    PointCoverage,
    texts,
    texts,
    numbers,
    st.sampled_from(Verdict),
    numbers,
    numbers,
    st.none() | numbers,
    st.none() | st.builds(Evidence, texts, counts, counts, numbers, numbers),
    texts,
)
maybe = st.none() | numbers
zones = st.just(UTC) | st.builds(timezone, st.timedeltas(timedelta(hours=-12), timedelta(hours=12)))
attempts = st.builds(
    Attempt,
    id=texts,
    question_id=texts,
    question=texts,
    answered_at=st.datetimes(timezones=zones).filter(lambda time: YEARS[0] < time.year < YEARS[1]),
    kind=st.sampled_from(AnswerKind),
    transcript=transcripts,
    delivery=st.none() | deliveries,
    coverage=st.builds(Coverage, st.lists(points, max_size=3).map(tuple)),
    scorecard=st.builds(Scorecard, st.none() | st.integers(0, 100), st.lists(texts, max_size=3).map(tuple)),
    rubric_version=texts,
    weights=st.dictionaries(texts, texts, max_size=3),
    audio=st.none() | texts.map(Path),
    dropped_blocks=counts,
    problem=texts,
    listening=st.none()
    | st.builds(ListeningQuality, maybe, numbers, numbers, maybe, counts, numbers, numbers, st.booleans()),
)


@settings(max_examples=150, deadline=None, database=None)
@given(attempts)
def test_any_attempt_comes_back_exactly_as_it_was_saved(attempt: Attempt) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history = History(Path(folder) / "history.db")
        history.save(attempt)
        assert history.load(attempt.id) == attempt
