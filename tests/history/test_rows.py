"""Attempts to rows and back: any attempt, and the judgements that were replaced."""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pilots import sample_attempt

from coach.domain.attempt import AnswerKind, Attempt, EarlierVerdicts
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.delivery import Delivery, Filler, FillerKind, PaceWindow, Pause, PausePlace, Phrase
from coach.domain.recording import ListeningQuality
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import TimeSpan, Transcript, Word
from coach.history.columns import MOST_COUNT, MOST_SECONDS, YEARS
from coach.history.history import History
from coach.history.migrations import MIGRATIONS, migrate

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


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history of today's shape, so that it is not migrated for every example."""
    path = tmp_path_factory.mktemp("empty") / "history.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection)
    return path


@settings(max_examples=75, deadline=None, database=None)
@given(attempt=attempts)
def test_any_attempt_comes_back_exactly_as_it_was_saved(empty: Path, attempt: Attempt) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history = History(Path(shutil.copy(empty, folder)))
        history.save(attempt)
        assert history.load(attempt.id) == attempt


ATTEMPT = sample_attempt()
DAY = EarlierVerdicts("day", ATTEMPT.coverage, 40, "first weights")
LATER = EarlierVerdicts("later", replace(ATTEMPT.coverage, points=ATTEMPT.coverage.points[:1]), None, "second weights")


def test_earlier_judgements_come_back_in_order(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    history.save(replace(ATTEMPT, earlier=(DAY, LATER)))
    assert history.load(ATTEMPT.id).earlier == (DAY, LATER)
    history.save(ATTEMPT)
    assert history.load(ATTEMPT.id).earlier == ()


def test_the_first_score_is_that_of_the_day_also_where_there_was_none(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    history.save(replace(ATTEMPT, id="a"))
    history.save(replace(ATTEMPT, id="b", earlier=(DAY, LATER)))
    history.save(replace(ATTEMPT, id="c", earlier=(LATER,)))
    firsts = {summary.id: summary.first_score for summary in history.attempts()}
    assert firsts == {"a": ATTEMPT.scorecard.score, "b": 40, "c": None}


def test_whole_attempts_are_given_oldest_first_of_one_question_or_of_all(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    assert list(history.each()) == []
    for attempt_id, question in (("b", "one"), ("a", "two"), ("c", "one")):
        history.save(replace(ATTEMPT, id=attempt_id, question_id=question))
    assert [attempt.id for attempt in history.each("one")] == ["b", "c"]
    assert [attempt.id for attempt in history.each()] == ["a", "b", "c"]
    assert next(history.each("two")) == replace(ATTEMPT, id="a", question_id="two")


def test_a_history_from_before_has_no_earlier_judgements(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "old.db", isolation_level=None)
    migrate(connection, MIGRATIONS[:5])
    migrate(connection)
    assert connection.execute("SELECT count(*) FROM judgements").fetchone() == (0,)
    connection.close()
