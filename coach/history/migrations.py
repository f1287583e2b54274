"""The tables of the history, built up by numbered steps that are never edited once released."""

import sqlite3
from collections.abc import Callable

from coach.history.columns import to_index, to_text

Migration = Callable[[sqlite3.Connection], None]


def migration_1(connection: sqlite3.Connection) -> None:
    """Attempts with everything heard, measured and judged about them.

    `attempts.number` is a stable integer key and `attempts.answer` the whole text, so that a full-text index can refer
    to them later. Every list keeps its order in `position`.
    """
    for statement in _TABLES_1:
        connection.execute(statement)


_TABLES_1 = (
    """
    CREATE TABLE attempts (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        question_id TEXT NOT NULL,
        question TEXT NOT NULL,
        answered_at TEXT NOT NULL,           -- UTC, ISO 8601 with microseconds, so that it sorts as text
        kind TEXT NOT NULL,
        answer TEXT NOT NULL,                -- all words in one line
        typed INTEGER NOT NULL,
        total_seconds REAL NOT NULL,
        score INTEGER NOT NULL,
        rubric_version TEXT NOT NULL,
        audio TEXT,
        dropped_blocks INTEGER NOT NULL,
        problem TEXT NOT NULL
    )
    """,
    "CREATE INDEX attempts_by_time ON attempts (answered_at, id)",
    "CREATE INDEX attempts_by_question ON attempts (question_id, answered_at, id)",
    """
    CREATE TABLE words (
        attempt INTEGER NOT NULL REFERENCES attempts (number) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        text TEXT NOT NULL,
        start_seconds REAL NOT NULL,
        end_seconds REAL NOT NULL,
        probability REAL NOT NULL,
        filler INTEGER NOT NULL,
        PRIMARY KEY (attempt, position)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE spans (
        attempt INTEGER NOT NULL REFERENCES attempts (number) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('speech', 'unclear', 'pause')),
        position INTEGER NOT NULL,
        start_seconds REAL NOT NULL,
        end_seconds REAL NOT NULL,
        PRIMARY KEY (attempt, kind, position)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE deliveries (
        attempt INTEGER PRIMARY KEY REFERENCES attempts (number) ON DELETE CASCADE,
        total_seconds REAL NOT NULL,
        speech_seconds REAL NOT NULL,
        answer_seconds REAL NOT NULL,
        spoken_words INTEGER NOT NULL,
        words_per_minute REAL NOT NULL,
        articulation_rate REAL NOT NULL,
        fillers_per_minute REAL NOT NULL,
        time_to_first_word REAL NOT NULL
    )
    """,
    """
    CREATE TABLE fillers (
        attempt INTEGER NOT NULL REFERENCES attempts (number) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        text TEXT NOT NULL,
        start_seconds REAL NOT NULL,
        end_seconds REAL NOT NULL,
        kind TEXT NOT NULL,
        first_word INTEGER NOT NULL,
        last_word INTEGER NOT NULL,
        PRIMARY KEY (attempt, position)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE verdicts (
        attempt INTEGER NOT NULL REFERENCES attempts (number) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        point_id TEXT NOT NULL,
        point TEXT NOT NULL,
        weight REAL NOT NULL,
        verdict TEXT NOT NULL,
        probability REAL NOT NULL,
        similarity REAL NOT NULL,
        mistake_similarity REAL,
        closest_to TEXT NOT NULL,
        evidence TEXT,                       -- NULL together with the four columns below: no evidence
        evidence_first_word INTEGER,
        evidence_last_word INTEGER,
        evidence_start_seconds REAL,
        evidence_end_seconds REAL,
        PRIMARY KEY (attempt, position)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE advice (
        attempt INTEGER NOT NULL REFERENCES attempts (number) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (attempt, position)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE weights (
        attempt INTEGER NOT NULL REFERENCES attempts (number) ON DELETE CASCADE,
        role TEXT NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (attempt, role)
    ) WITHOUT ROWID
    """,
)


def migration_2(connection: sqlite3.Connection) -> None:
    """How well an answer was heard, what was heard rather than spelled, and the measures that came with it.

    What is not known of older attempts keeps the default of its noun. `attempts.score` cannot lose its NOT NULL without
    rebuilding the table that all others refer to, so `judged` says whether it means anything.
    """
    for statement in _CHANGES_2:
        connection.execute(statement)


_CHANGES_2 = (
    "ALTER TABLE attempts ADD COLUMN judged INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE words ADD COLUMN spelled INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE spans ADD COLUMN place TEXT",  # of a pause; NULL for other spans and in older attempts
    "ALTER TABLE deliveries ADD COLUMN syllables INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE deliveries ADD COLUMN syllables_per_second REAL NOT NULL DEFAULT 0.0",
    "ALTER TABLE deliveries ADD COLUMN articulation_syllables_per_second REAL NOT NULL DEFAULT 0.0",
    "ALTER TABLE deliveries ADD COLUMN longest_stretch_start_seconds REAL",  # NULL together with the next: none
    "ALTER TABLE deliveries ADD COLUMN longest_stretch_end_seconds REAL",
    """
    CREATE TABLE phrases (
        attempt INTEGER NOT NULL REFERENCES attempts (number) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('hedge', 'repetition', 'false start')),
        position INTEGER NOT NULL,
        text TEXT NOT NULL,
        start_seconds REAL NOT NULL,
        end_seconds REAL NOT NULL,
        first_word INTEGER NOT NULL,
        last_word INTEGER NOT NULL,
        PRIMARY KEY (attempt, kind, position)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE pace_windows (
        attempt INTEGER NOT NULL REFERENCES attempts (number) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        start_seconds REAL NOT NULL,
        end_seconds REAL NOT NULL,
        words_per_minute REAL NOT NULL,
        PRIMARY KEY (attempt, position)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE listening (
        attempt INTEGER PRIMARY KEY REFERENCES attempts (number) ON DELETE CASCADE,
        signal_to_noise_db REAL,             -- NULL: could not be measured
        clipped_share REAL NOT NULL,
        uncovered_seconds REAL NOT NULL,
        word_probability REAL,               -- NULL: too few words
        dropped_blocks INTEGER NOT NULL
    )
    """,
)


def migration_3(connection: sqlite3.Connection) -> None:
    """Why a verdict was given, in one line; older attempts have none."""
    connection.execute("ALTER TABLE verdicts ADD COLUMN reason TEXT NOT NULL DEFAULT ''")


def migration_4(connection: sqlite3.Connection) -> None:
    """What the user says about an attempt: labels and corrections; hints that were shown; and a full-text index."""
    for statement in _CHANGES_4:
        connection.execute(statement)
    rows = connection.execute("SELECT number, answer, question FROM attempts").fetchall()
    connection.executemany(
        "INSERT INTO searchable (rowid, answer, question) VALUES (?, ?, ?)",
        ((number, to_index(to_text(answer)), to_index(to_text(question))) for number, answer, question in rows),
    )


_CHANGES_4 = (
    """
    CREATE TABLE labels (
        attempt INTEGER NOT NULL REFERENCES attempts (number) ON DELETE CASCADE,
        point_id TEXT NOT NULL,
        label TEXT NOT NULL CHECK (label IN ('said', 'not said')),
        PRIMARY KEY (attempt, point_id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE hints (
        attempt INTEGER NOT NULL REFERENCES attempts (number) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        point_id TEXT NOT NULL,
        PRIMARY KEY (attempt, position)
    ) WITHOUT ROWID
    """,
    # The words before the user's corrections; an attempt without any has no rows here.
    """
    CREATE TABLE heard_words (
        attempt INTEGER NOT NULL REFERENCES attempts (number) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        text TEXT NOT NULL,
        start_seconds REAL NOT NULL,
        end_seconds REAL NOT NULL,
        probability REAL NOT NULL,
        filler INTEGER NOT NULL,
        spelled INTEGER NOT NULL,
        PRIMARY KEY (attempt, position)
    ) WITHOUT ROWID
    """,
    # The verdicts that count: the judge's, overruled by the user's labels.
    """
    CREATE VIEW standing_verdicts AS
    SELECT verdicts.attempt, verdicts.position, verdicts.point_id, verdicts.point, verdicts.weight,
        CASE labels.label WHEN 'said' THEN 'covered' WHEN 'not said' THEN 'missed' ELSE verdicts.verdict END AS verdict
    FROM verdicts LEFT JOIN labels ON labels.attempt = verdicts.attempt AND labels.point_id = verdicts.point_id
    """,
    # `rowid` is attempts.number.
    "CREATE VIRTUAL TABLE searchable USING fts5 (answer, question, tokenize = 'unicode61 remove_diacritics 2')",
    """
    CREATE TRIGGER forget_searchable AFTER DELETE ON attempts
    BEGIN DELETE FROM searchable WHERE rowid = old.number; END
    """,
)


def migration_5(connection: sqlite3.Connection) -> None:
    """Indexes that answer for a long history: the verdicts without their evidence, and the judged attempts by time."""
    connection.execute("CREATE INDEX verdicts_in_short ON verdicts (attempt, point_id, verdict, weight)")
    connection.execute("CREATE INDEX judged_by_question ON attempts (question_id, answered_at, id) WHERE judged")


def migration_6(connection: sqlite3.Connection) -> None:
    """Verdicts that were replaced when an attempt was judged again, by the version of the rubric that gave them."""
    for statement in _CHANGES_6:
        connection.execute(statement)


_CHANGES_6 = (
    """
    CREATE TABLE judgements (
        attempt INTEGER NOT NULL REFERENCES attempts (number) ON DELETE CASCADE,
        age INTEGER NOT NULL,                -- 0: that of the day
        rubric_version TEXT NOT NULL,
        score INTEGER,                       -- NULL: heard too badly to be judged
        embedder TEXT NOT NULL,
        PRIMARY KEY (attempt, age)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE earlier_verdicts (
        attempt INTEGER NOT NULL REFERENCES attempts (number) ON DELETE CASCADE,
        age INTEGER NOT NULL,
        position INTEGER NOT NULL,
        point_id TEXT NOT NULL,
        point TEXT NOT NULL,
        weight REAL NOT NULL,
        verdict TEXT NOT NULL,
        probability REAL NOT NULL,
        similarity REAL NOT NULL,
        mistake_similarity REAL,
        closest_to TEXT NOT NULL,
        evidence TEXT,                       -- NULL together with the four columns below: no evidence
        evidence_first_word INTEGER,
        evidence_last_word INTEGER,
        evidence_start_seconds REAL,
        evidence_end_seconds REAL,
        reason TEXT NOT NULL,
        PRIMARY KEY (attempt, age, position)
    ) WITHOUT ROWID
    """,
)


def migration_7(connection: sqlite3.Connection) -> None:
    """The user's own ratings of how well a point was known, and sittings of several questions."""
    for statement in _CHANGES_7:
        connection.execute(statement)


_CHANGES_7 = (
    """
    CREATE TABLE ratings (
        attempt INTEGER NOT NULL REFERENCES attempts (number) ON DELETE CASCADE,
        point_id TEXT NOT NULL,
        rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
        PRIMARY KEY (attempt, point_id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE sittings (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('mock', 'rapid fire')),
        begun_at TEXT NOT NULL,              -- UTC, ISO 8601 with microseconds
        ended_at TEXT,                       -- NULL: it can be gone on with
        minutes REAL NOT NULL,
        difficulty TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE sitting_rounds (
        sitting INTEGER NOT NULL REFERENCES sittings (number) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        round TEXT NOT NULL,
        PRIMARY KEY (sitting, position)
    ) WITHOUT ROWID
    """,
    # `attempt_id` is attempts.id, empty as long as there is no answer; the attempt comes a little later or never.
    """
    CREATE TABLE asks (
        sitting INTEGER NOT NULL REFERENCES sittings (number) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        question_id TEXT NOT NULL,
        attempt_id TEXT NOT NULL,
        skipped INTEGER NOT NULL,
        PRIMARY KEY (sitting, position)
    ) WITHOUT ROWID
    """,
)


def migration_8(connection: sqlite3.Connection) -> None:
    """What is missing from a recording because its file was damaged or its microphone stopped."""
    for statement in _CHANGES_8:
        connection.execute(statement)


_CHANGES_8 = (
    "ALTER TABLE listening ADD COLUMN unread_seconds REAL NOT NULL DEFAULT 0.0",
    "ALTER TABLE listening ADD COLUMN unread_share REAL NOT NULL DEFAULT 0.0",
    "ALTER TABLE listening ADD COLUMN broken_off INTEGER NOT NULL DEFAULT 0",
    # Until now only a sentence told of a microphone that stopped.
    """
    UPDATE listening SET broken_off = 1 WHERE attempt IN (
        SELECT number FROM attempts WHERE problem LIKE 'The microphone stopped delivering sound.%'
    )
    """,
)


def migration_9(connection: sqlite3.Connection) -> None:
    """What a long history is asked for again and again: how much of its points an answer made, and what is remembered.

    `heard_questions` has one row for each question that was ever answered, with its follow-ups and exercises. Triggers
    note in it whatever changes about its answers, whoever writes; `memories` follow from the answers up to `through`.
    """
    for statement in _CHANGES_9:
        connection.execute(statement)
    for table, columns in _HEARD_9.items():
        for event in ("INSERT", "DELETE", f"UPDATE OF {columns}"):
            rows = {"I": ("new",), "D": ("old",), "U": ("old", "new")}[event[0]]
            noted = " ".join(_note_9(table, row) for row in rows)
            name = f"{table}_{event.split()[0].lower()}_noted"
            connection.execute(f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {noted} END")
    connection.execute(
        "INSERT INTO heard_questions (question_id, change, since) "  # noqa: S608 - our own names
        f"SELECT {_ASKED_9} AS asked, 1, min(answered_at) FROM attempts GROUP BY asked"
    )


_HEARD_9 = {
    "attempts": "number, id, question_id, answered_at, judged",
    "verdicts": "attempt, position, point_id, verdict",
    "labels": "attempt, point_id, label",
    "ratings": "attempt, point_id, rating",
    "hints": "attempt, point_id",
}
"""Where it stands what an answer did with a point."""

_SLASH_9 = "CASE typeof(attempts.question_id) WHEN 'blob' THEN x'2f' ELSE '/' END"
_PLACE_9 = f"instr(attempts.question_id, {_SLASH_9})"
_ASKED_9 = f"CASE {_PLACE_9} WHEN 0 THEN attempts.question_id ELSE substr(attempts.question_id, 1, {_PLACE_9} - 1) END"
"""The question that an attempt belongs to: what stands before the slash."""


def _note_9(table: str, row: str) -> str:
    """Write the statement that notes a change of one row; of a table beside `attempts` its attempt is looked up."""
    if table == "attempts":
        asked = _ASKED_9.replace("attempts.", f"{row}.")
        found = f"SELECT {asked}, 1, {row}.answered_at WHERE true"
    else:
        found = f"SELECT {_ASKED_9}, 1, attempts.answered_at FROM attempts WHERE attempts.number = {row}.attempt"  # noqa: S608 - our own names
    return (
        f"INSERT INTO heard_questions (question_id, change, since) {found} "
        "ON CONFLICT (question_id) DO UPDATE SET change = change + 1, "
        "since = min(coalesce(since, excluded.since), excluded.since);"
    )


_CHANGES_9 = (
    # Of the weight of all key points, what was made, partly counting half, labels taken into account; NULL without any.
    "ALTER TABLE attempts ADD COLUMN covered REAL",
    """
    UPDATE attempts SET covered = (
        SELECT sum(weight * CASE verdict WHEN 'covered' THEN 1.0 WHEN 'partly' THEN 0.5 ELSE 0.0 END) / sum(weight)
        FROM standing_verdicts WHERE attempt = number
    )
    """,
    "CREATE INDEX attempts_in_short ON attempts (answered_at, question_id, judged, score, total_seconds, covered)",
    """
    CREATE TABLE heard_questions (
        question_id TEXT PRIMARY KEY NOT NULL,
        change INTEGER NOT NULL,             -- grows with each change of its answers
        since TEXT,                          -- when the earliest of the changed answers began; NULL: none changed
        through TEXT,                        -- when the last answer began that `memories` know; NULL: they know none
        basis TEXT,                          -- what they were worked out by: rules, and the time zone of their days
        seal INTEGER                         -- over `through`, `basis` and `memories`
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE memories (
        question_id TEXT NOT NULL REFERENCES heard_questions (question_id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        point_id TEXT NOT NULL,
        day TEXT NOT NULL,                   -- of the last time that it was asked for
        rating INTEGER NOT NULL,
        verdict TEXT NOT NULL,
        chosen INTEGER NOT NULL,
        hinted INTEGER NOT NULL,
        due TEXT NOT NULL,
        stability REAL NOT NULL,
        reviews INTEGER NOT NULL,
        in_a_row INTEGER NOT NULL,
        difficulty REAL NOT NULL,
        before_day TEXT,                     -- NULL together with the three columns below: there was no day before
        before_stability REAL,
        before_difficulty REAL,
        before_in_a_row INTEGER,
        PRIMARY KEY (question_id, position)
    ) WITHOUT ROWID
    """,
)


def migration_10(connection: sqlite3.Connection) -> None:
    """On how many days a point was missed; what is kept without it is worked out anew."""
    connection.execute("ALTER TABLE memories ADD COLUMN missed INTEGER NOT NULL DEFAULT 0")
    connection.execute("ALTER TABLE memories ADD COLUMN before_missed INTEGER")


def migration_11(connection: sqlite3.Connection) -> None:
    """Answers that the user has archived or deleted: they stay where they are, and count for nothing.

    Only a text puts an answer away: a single bit that turns over makes none of a NULL, so that damage never hides an
    answer unsaid.
    """
    for statement in _CHANGES_11:
        connection.execute(statement)
    noted = " ".join(_note_9("attempts", row) for row in ("old", "new"))
    connection.execute(
        f"CREATE TRIGGER attempts_put_away_noted AFTER UPDATE OF archived_at, deleted_at ON attempts BEGIN {noted} END"
    )


_COUNTED_11 = "typeof(archived_at) != 'text' AND typeof(deleted_at) != 'text'"

_CHANGES_11 = (
    "ALTER TABLE attempts ADD COLUMN archived_at TEXT",  # as `answered_at`; NULL: not archived
    "ALTER TABLE attempts ADD COLUMN deleted_at TEXT",  # the same; its row goes when the program ends
    f"CREATE VIEW counted_attempts AS SELECT * FROM attempts WHERE {_COUNTED_11}",  # noqa: S608 - our own text
    "DROP INDEX attempts_in_short",
    "DROP INDEX judged_by_question",
    "CREATE INDEX attempts_in_short ON attempts (answered_at, question_id, judged, score, total_seconds, covered) "
    f"WHERE {_COUNTED_11}",
    f"CREATE INDEX judged_by_question ON attempts (question_id, answered_at, id) WHERE judged AND {_COUNTED_11}",
    "CREATE INDEX archived_attempts ON attempts (answered_at, id) WHERE archived_at IS NOT NULL",
    "CREATE INDEX deleted_attempts ON attempts (answered_at, id) WHERE deleted_at IS NOT NULL",
)


MIGRATIONS: tuple[Migration, ...] = (
    migration_1,
    migration_2,
    migration_3,
    migration_4,
    migration_5,
    migration_6,
    migration_7,
    migration_8,
    migration_9,
    migration_10,
    migration_11,
)
"""In order; the database's `user_version` says how many of them it has seen."""


def version_of(connection: sqlite3.Connection) -> int:
    """How many migrations a database has seen."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(connection: sqlite3.Connection, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Apply the migrations that a database has not seen; the caller holds the transaction.

    Args:
        connection: In a transaction that was begun for writing.
        migrations: All migrations, in order.
    """
    for number, migration in enumerate(migrations, start=1):
        if number > version_of(connection):
            migration(connection)
            connection.execute(f"PRAGMA user_version = {number}")
