"""The measures of delivery to rows of the tables and back, exactly."""

import sqlite3
from collections.abc import Iterator

from coach.domain.delivery import Delivery, Filler, FillerKind, PaceWindow, Pause, PausePlace, Phrase
from coach.domain.timespan import TimeSpan
from coach.history.columns import to_column, to_span, to_text
from coach.history.soundness import sound

_HEDGE, _REPETITION, _FALSE_START = "hedge", "repetition", "false start"


def insert_delivery(connection: sqlite3.Connection, number: int | None, delivery: Delivery) -> None:
    """Add the rows of one attempt's delivery.

    Args:
        connection: The database.
        number: The attempt's key.
        delivery: Its delivery.
    """
    stretch = delivery.longest_stretch
    connection.execute(
        "INSERT INTO deliveries (attempt, total_seconds, speech_seconds, answer_seconds, spoken_words, "
        "words_per_minute, articulation_rate, fillers_per_minute, time_to_first_word, syllables, "
        "syllables_per_second, articulation_syllables_per_second, longest_stretch_start_seconds, "
        "longest_stretch_end_seconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            delivery.total_seconds,
            delivery.speech_seconds,
            delivery.answer_seconds,
            delivery.spoken_words,
            delivery.words_per_minute,
            delivery.articulation_rate,
            delivery.fillers_per_minute,
            delivery.time_to_first_word,
            delivery.syllables,
            delivery.syllables_per_second,
            delivery.articulation_syllables_per_second,
            stretch.start if stretch else None,
            stretch.end if stretch else None,
        ),
    )
    connection.executemany(
        "INSERT INTO spans (attempt, kind, position, start_seconds, end_seconds, place) "
        "VALUES (?, 'pause', ?, ?, ?, ?)",
        ((number, at, pause.start, pause.end, pause.place.value) for at, pause in enumerate(delivery.pauses)),
    )
    connection.executemany(
        "INSERT INTO fillers (attempt, position, text, start_seconds, end_seconds, kind, first_word, last_word) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                at,
                to_column(each.text),
                each.span.start,
                each.span.end,
                each.kind,
                each.first_word,
                each.last_word,
            )
            for at, each in enumerate(delivery.fillers)
        ),
    )
    connection.executemany(
        "INSERT INTO phrases (attempt, kind, position, text, start_seconds, end_seconds, first_word, last_word) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (number, kind, at, to_column(each.text), each.span.start, each.span.end, each.first_word, each.last_word)
            for kind, at, each in _phrases(delivery)
        ),
    )
    connection.executemany(
        "INSERT INTO pace_windows (attempt, position, start_seconds, end_seconds, words_per_minute) "
        "VALUES (?, ?, ?, ?, ?)",
        (
            (number, at, window.span.start, window.span.end, window.words_per_minute)
            for at, window in enumerate(delivery.pace_windows)
        ),
    )


def select_delivery(connection: sqlite3.Connection, number: int) -> Delivery | None:
    """Put the delivery of an attempt together again; None where it has none.

    Args:
        connection: The database.
        number: The attempt's key.

    Raises:
        DamagedRowError: Something of it is damaged.
    """

    def rows(table: str, kind: str = "") -> list[sqlite3.Row]:
        where = "attempt = ? AND kind = ?" if kind else "attempt = ?"
        values = (number, kind) if kind else (number,)
        found = connection.execute(f"SELECT * FROM {table} WHERE {where} ORDER BY position", values)  # noqa: S608 - our own names
        return list(sound(table, found))

    row = connection.execute("SELECT * FROM deliveries WHERE attempt = ?", (number,)).fetchone()
    if row is None:
        return None
    (row,) = sound("deliveries", (row,))
    start, end = row["longest_stretch_start_seconds"], row["longest_stretch_end_seconds"]
    return Delivery(
        total_seconds=row["total_seconds"],
        speech_seconds=row["speech_seconds"],
        answer_seconds=row["answer_seconds"],
        spoken_words=row["spoken_words"],
        words_per_minute=row["words_per_minute"],
        articulation_rate=row["articulation_rate"],
        pauses=tuple(_pause(each) for each in rows("spans", "pause")),
        fillers=tuple(_filler(each) for each in rows("fillers")),
        fillers_per_minute=row["fillers_per_minute"],
        time_to_first_word=row["time_to_first_word"],
        syllables=row["syllables"],
        syllables_per_second=row["syllables_per_second"],
        articulation_syllables_per_second=row["articulation_syllables_per_second"],
        pace_windows=tuple(PaceWindow(to_span(each), each["words_per_minute"]) for each in rows("pace_windows")),
        longest_stretch=None if start is None or end is None else TimeSpan(start, end),
        hedges=tuple(_phrase(each) for each in rows("phrases", _HEDGE)),
        repetitions=tuple(_phrase(each) for each in rows("phrases", _REPETITION)),
        false_starts=tuple(_phrase(each) for each in rows("phrases", _FALSE_START)),
    )


def _phrases(delivery: Delivery) -> Iterator[tuple[str, int, Phrase]]:
    for kind, phrases in (
        (_HEDGE, delivery.hedges),
        (_REPETITION, delivery.repetitions),
        (_FALSE_START, delivery.false_starts),
    ):
        yield from ((kind, at, phrase) for at, phrase in enumerate(phrases))


def _pause(row: sqlite3.Row) -> Pause:
    place = PausePlace.BETWEEN if row["place"] is None else PausePlace(row["place"])
    return Pause(row["start_seconds"], row["end_seconds"], place)


def _filler(row: sqlite3.Row) -> Filler:
    return Filler(to_text(row["text"]), to_span(row), FillerKind(row["kind"]), row["first_word"], row["last_word"])


def _phrase(row: sqlite3.Row) -> Phrase:
    return Phrase(to_text(row["text"]), to_span(row), row["first_word"], row["last_word"])
