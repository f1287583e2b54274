"""Bringing an older history up to date."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fakes import points_heard

from coach.domain.attempt import AnswerKind, Attempt, RecentSpeech
from coach.domain.coverage import Coverage, Evidence, Label, PointCoverage, Verdict
from coach.domain.delivery import Delivery, Filler, FillerKind, Pause, PausePlace
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import TimeSpan, Transcript, Word
from coach.history.history import History
from coach.history.migrations import MIGRATIONS, migrate, migration_1, migration_11, version_of
from coach.history.shelves import NOWHERE, Marks


def first(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE notes (text TEXT)")


def second(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE notes ADD COLUMN stars INTEGER NOT NULL DEFAULT 0")


def broken(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE notes ADD COLUMN stars INTEGER")
    connection.execute("ALTER TABLE nothing ADD COLUMN stars INTEGER")


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        yield opened


def columns(connection: sqlite3.Connection) -> list[str]:
    return [row[1] for row in connection.execute("PRAGMA table_info(notes)")]


def test_a_new_database_sees_every_migration(connection: sqlite3.Connection) -> None:
    migrate(connection, (first, second))
    assert columns(connection) == ["text", "stars"]
    assert version_of(connection) == 2


def test_an_older_database_sees_only_what_is_new_and_keeps_its_rows(connection: sqlite3.Connection) -> None:
    migrate(connection, (first,))
    connection.execute("INSERT INTO notes VALUES ('kept')")
    migrate(connection, (first, second))
    assert connection.execute("SELECT * FROM notes").fetchall() == [("kept", 0)]


def test_a_migration_that_fails_half_way_can_be_undone_whole(connection: sqlite3.Connection) -> None:
    migrate(connection, (first,))
    connection.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, (first, broken))
    connection.execute("ROLLBACK")
    assert columns(connection) == ["text"]
    assert version_of(connection) == 1


OLD_ROWS = """
INSERT INTO attempts VALUES (1, 'old', 'l1', 'Why L1?', '2026-03-01T09:00:00.000000+00:00', 'spoken', 'um sparse', 0,
    15.0, 60, '0123456789ab', '/recordings/old.wav', 2, 'Unplugged.');
INSERT INTO words VALUES (1, 0, 'um', 0.5, 0.75, 0.5, 1), (1, 1, 'sparse', 5.0, 5.5, 0.75, 0);
INSERT INTO spans VALUES (1, 'speech', 0, 0.5, 3.0), (1, 'speech', 1, 5.0, 12.5), (1, 'unclear', 0, 7.0, 8.5),
    (1, 'pause', 0, 3.0, 5.0);
INSERT INTO deliveries VALUES (1, 15.0, 10.0, 12.0, 1, 5.0, 6.0, 5.0, 0.5);
INSERT INTO fillers VALUES (1, 0, 'um', 0.5, 0.75, 'sound', 0, 0);
INSERT INTO verdicts VALUES (1, 0, 'zeros', 'A claim.', 1.5, 'covered', 0.75, 0.5, NULL, 'A claim.', 'sparse', 1, 1,
    5.0, 5.5);
INSERT INTO advice VALUES (1, 0, 'Slow down.');
INSERT INTO weights VALUES (1, 'whisper', 'base');
"""

OLD_ATTEMPT = Attempt(
    id="old",
    question_id="l1",
    question="Why L1?",
    answered_at=datetime(2026, 3, 1, 9, 0, tzinfo=UTC),
    kind=AnswerKind.SPOKEN,
    transcript=Transcript(
        (Word("um", 0.5, 0.75, 0.5, filler=True), Word("sparse", 5.0, 5.5, 0.75)),
        (TimeSpan(0.5, 3.0), TimeSpan(5.0, 12.5)),
        15.0,
        (TimeSpan(7.0, 8.5),),
    ),
    delivery=Delivery(
        total_seconds=15.0,
        speech_seconds=10.0,
        answer_seconds=12.0,
        spoken_words=1,
        words_per_minute=5.0,
        articulation_rate=6.0,
        pauses=(Pause(3.0, 5.0, PausePlace.BETWEEN),),
        fillers=(Filler("um", TimeSpan(0.5, 0.75), FillerKind.SOUND, 0, 0),),
        fillers_per_minute=5.0,
        time_to_first_word=0.5,
    ),
    coverage=Coverage(
        (
            PointCoverage(
                "zeros",
                "A claim.",
                1.5,
                Verdict.COVERED,
                0.75,
                0.5,
                None,
                Evidence("sparse", 1, 1, 5.0, 5.5),
                "A claim.",
            ),
        )
    ),
    scorecard=Scorecard(60, ("Slow down.",)),
    rubric_version="0123456789ab",
    weights={"whisper": "base"},
    audio=Path("/recordings/old.wav"),
    dropped_blocks=2,
    problem="Unplugged.",
)


def test_a_history_from_before_listening_was_measured_is_read_with_defaults(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with closing(sqlite3.connect(path)) as old:
        migrate(old, (migration_1,))
        old.executescript(OLD_ROWS)
    history = History(path)
    assert history.load("old") == OLD_ATTEMPT
    assert history.attempts()[0].score == 60
    assert history.recent_speech(OLD_ATTEMPT.answered_at + timedelta(days=1)) == RecentSpeech(10.0, 12.0, 1, 1)
    history.save(OLD_ATTEMPT)
    assert history.load("old") == OLD_ATTEMPT


def test_every_attempt_of_an_old_history_is_still_there_after_the_change(connection: sqlite3.Connection) -> None:
    migrate(connection, (migration_1,))
    connection.execute("PRAGMA foreign_keys = ON")
    connection.executescript(OLD_ROWS)
    connection.execute("BEGIN IMMEDIATE")
    migrate(connection, MIGRATIONS)
    connection.execute("COMMIT")
    tables = ("attempts", "words", "spans", "deliveries", "fillers", "verdicts", "advice", "weights")
    counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]  # noqa: S608 - our own names
    assert counts == [1, 2, 4, 1, 1, 1, 1, 1]
    assert version_of(connection) == len(MIGRATIONS)


def test_of_older_attempts_it_is_known_how_much_they_covered_and_all_their_questions_are_to_be_worked_out(
    tmp_path: Path,
) -> None:
    path = tmp_path / "history.db"
    with closing(sqlite3.connect(path)) as old:
        migrate(old, MIGRATIONS[:8])
        old.executescript(
            """
            INSERT INTO attempts (number, id, question_id, question, answered_at, kind, answer, typed, total_seconds,
                score, rubric_version, dropped_blocks, problem)
            VALUES (1, 'a', 'l1', '', '2026-03-01T09:00:00.000000+00:00', 'typed', '', 1, 0.0, 60, '', 0, ''),
                (2, 'b', 'l1/zeros', '', '2026-03-02T09:00:00.000000+00:00', 'typed', '', 1, 0.0, 60, '', 0, '');
            INSERT INTO verdicts (attempt, position, point_id, point, weight, verdict, probability, similarity,
                closest_to) VALUES (1, 0, 'zeros', '', 3.0, 'partly', 1, 1, ''),
                (1, 1, 'b', '', 1.0, 'missed', 1, 1, '');
            INSERT INTO labels VALUES (1, 'b', 'said');
            """
        )
    history = History(path)
    assert [(day.coverage, day.answers) for day in history.progress().days] == [((0.5 * 3.0 + 1.0) / 4.0, 1), (None, 1)]
    assert history.memories("any").outdated == ("l1",)
    assert history.recollect("any", "l1").heard == points_heard(history)
    assert history.load("a").labels == {"b": Label.SAID}


def test_a_microphone_that_stopped_is_known_of_older_attempts_too(connection: sqlite3.Connection) -> None:
    migrate(connection, MIGRATIONS[:7])
    for number, problem in (
        (1, "The microphone stopped delivering sound. The disk is full."),
        (2, "The disk is full."),
    ):
        connection.execute(
            "INSERT INTO attempts (number, id, question_id, question, answered_at, kind, answer, typed, total_seconds, "
            "score, rubric_version, dropped_blocks, problem) "
            "VALUES (?, ?, '', '', '', 'spoken', '', 0, 1, 0, '', 0, ?)",
            (number, str(number), problem),
        )
        connection.execute(
            "INSERT INTO listening (attempt, clipped_share, uncovered_seconds, dropped_blocks) VALUES (?, 0, 0, 0)",
            (number,),
        )
    migrate(connection, MIGRATIONS)
    assert connection.execute("SELECT broken_off, unread_seconds FROM listening").fetchall() == [(1, 0.0), (0, 0.0)]


def test_every_answer_of_an_older_history_counts_and_can_be_put_away(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with closing(sqlite3.connect(path)) as old:
        migrate(old, (migration_1,))
        old.executescript(OLD_ROWS)
        migrate(old, MIGRATIONS[:10])
        before = old.execute("SELECT change FROM heard_questions").fetchone()[0]
        old.commit()
    history = History(path)
    assert history.count() == 1
    assert history.marks("old") == NOWHERE
    history.put("old", Marks(archived_at=OLD_ATTEMPT.answered_at))
    assert history.count() == 0
    assert history.load("old") == OLD_ATTEMPT
    assert history.recollect("any", "l1").heard == ()
    with closing(sqlite3.connect(path)) as after:
        assert after.execute("SELECT change FROM heard_questions").fetchone()[0] > before
        assert after.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_migration_of_marks_that_fails_half_way_leaves_the_history_as_it_was(connection: sqlite3.Connection) -> None:
    def stopped(other: sqlite3.Connection) -> None:
        migration_11(other)
        raise sqlite3.OperationalError("the disk is full")

    migrate(connection, MIGRATIONS[:10])
    before = connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
    connection.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, (*MIGRATIONS[:10], stopped))
    connection.execute("ROLLBACK")
    assert connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall() == before
    assert version_of(connection) == 10
