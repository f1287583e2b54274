"""The attempts of this user, in one SQLite file."""

import contextlib
import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from coach.domain.attempt import Attempt, AttemptSummary, RecentSpeech
from coach.domain.damage import MEND, Damage, DamagedAttempt
from coach.domain.filtering import AttemptFilter
from coach.domain.progress import DayOfPractice, Found, Missed, PointHeard, Practised, Progress
from coach.domain.recording import ListeningQuality
from coach.domain.schedule import KeptMemories, Recollection
from coach.domain.sitting import Sitting, SittingKind
from coach.errors import DamagedHistoryError, HistoryError
from coach.history import rows, summaries
from coach.history.columns import to_column
from coach.history.database import exists, reading, reading_damaged, writing
from coach.history.memories import keep_memories, select_heard, select_memories, select_recollection
from coach.history.progress import select_days, select_missed, select_practised, select_progress
from coach.history.salvage import readable_copy, time_of
from coach.history.search import select_found
from coach.history.shelves import NOWHERE, Marks, put, remove, select_deleted, select_marks
from coach.history.sittings import insert_sitting, select_ended, select_sitting, select_sittings
from coach.plain import plain

T = TypeVar("T")

KEEPING_SECONDS = 1.0
"""How long to wait to keep what was worked out: our own threads write or tidy up for milliseconds, others may go on."""


def _all_counted(_listening: ListeningQuality | None, _speech_seconds: float) -> bool:
    return True


class History:
    """Keeps attempts; may be used from any thread, as every call opens the file for itself.

    Until something is saved there is no file, and every question is answered with nothing. Where the file is damaged,
    questions are answered from what can be read, and `damage` says what cannot.
    """

    def __init__(self, path: Path) -> None:
        """Remember where the file is; opens nothing.

        Args:
            path: The database, `history.db`.
        """
        self.path = path
        self._lock = threading.RLock()
        self._copy: sqlite3.Connection | None = None
        self._copied: tuple[int, ...] = ()
        self._closing: weakref.finalize[[], History] | None = None
        self._lost: dict[int, DamagedAttempt] = {}
        self._sittings_lost = 0
        self._damaged_file: tuple[int, int] | None = None

    @property
    def damage(self) -> Damage:
        """What could not be read so far of the file that is there now."""
        if self._damaged_file not in {None, _identity(self.path)}:  # it was repaired or replaced meanwhile
            self._lost, self._sittings_lost, self._damaged_file = {}, 0, None
        return Damage(tuple(self._lost[number] for number in sorted(self._lost)), self._sittings_lost)

    def save(self, attempt: Attempt) -> None:
        """Keep an attempt, whole or not at all; an attempt with the same id is replaced.

        Raises:
            HistoryError: It could not be written.
        """
        with writing(self.path) as connection:
            rows.insert(connection, attempt)

    def load(self, attempt_id: str, *, counted: bool = False) -> Attempt:
        """Return one attempt, as it was saved.

        Args:
            attempt_id: The attempt.
            counted: Whether one that was archived or deleted is none.

        Raises:
            HistoryError: There is no such attempt, it is damaged, or the file cannot be read.
        """
        found = self._find(attempt_id, counted=counted) if exists(self.path) else None
        if found is None:
            raise _unknown(attempt_id)
        return found

    def each(self, question_id: str | None = None) -> Iterator[Attempt]:
        """Yield whole attempts that count one by one, oldest first; those that are damaged are left out.

        Args:
            question_id: Only attempts at this question; None for all.

        Raises:
            HistoryError: The file cannot be read.
        """
        none: list[str] = []
        wanted = AttemptFilter(question_id=question_id or "")
        ids = self._ask(lambda connection: summaries.ids(connection, wanted), none)
        for attempt_id in ids:
            with contextlib.suppress(DamagedHistoryError):  # remembered in `damage`
                found = self._find(attempt_id)
                if found is not None:  # not deleted meanwhile
                    yield found

    def attempts(
        self,
        *,
        limit: int = 100,
        offset: int = 0,
        wanted: AttemptFilter = summaries.ANY,
        before: datetime | None = None,
    ) -> tuple[AttemptSummary, ...]:
        """List attempts, newest first.

        Args:
            limit: At most so many.
            offset: So many of the newest are left out.
            wanted: Only these; by default all that count.
            before: Only attempts that began earlier, aware; None for all.

        Raises:
            HistoryError: The file cannot be read.
        """
        return self._ask(lambda connection: tuple(summaries.newest(connection, limit, offset, wanted, before)), ())

    def count(self, wanted: AttemptFilter = summaries.ANY) -> int:
        """Count attempts.

        Args:
            wanted: Only these; by default all that count.

        Raises:
            HistoryError: The file cannot be read.
        """
        return self._ask(lambda connection: summaries.count(connection, wanted), 0)

    def latest(self) -> Mapping[str, AttemptSummary]:
        """Return the last attempt at every question, by the question's id.

        Raises:
            HistoryError: The file cannot be read.
        """
        return self._ask(
            lambda connection: {summary.question_id: summary for summary in summaries.newest_per_question(connection)},
            {},
        )

    def recent_speech(
        self, before: datetime, seconds: float = 180.0, *, counted: summaries.Counted = _all_counted
    ) -> RecentSpeech:
        """Add up the delivery of the newest spoken attempts, until their speech is long enough to judge by.

        Args:
            before: Only attempts that began earlier; aware.
            seconds: How much speech is enough; three minutes by default. At most 30 attempts are looked at.
            counted: Says, from how well an answer was heard and its seconds of speech, whether its fillers count; by
                default they always do.

        Raises:
            HistoryError: The file cannot be read.
        """
        return self._ask(
            lambda connection: summaries.recent_speech(connection, before, seconds, counted),
            RecentSpeech(speech_seconds=0.0, answer_seconds=0.0, fillers=0, attempts=0),
        )

    def progress(
        self, questions: Sequence[str] | None = None, *, counted: summaries.Counted = _all_counted
    ) -> Progress:
        """Add up days and weeks of practice.

        Args:
            questions: Only attempts at these questions; None for all.
            counted: As for `recent_speech`.

        Raises:
            HistoryError: The file cannot be read.
        """
        return self._ask(lambda connection: select_progress(connection, questions, counted), Progress((), ()))

    def days(self) -> tuple[DayOfPractice, ...]:
        """Add up every day with answers, oldest first; the days of `progress`, without its weeks.

        Raises:
            HistoryError: The file cannot be read.
        """
        return self._ask(select_days, ())

    def missed(self) -> tuple[Missed, ...]:
        """List the key points that the last two attempts at their question missed, labels taken into account.

        Raises:
            HistoryError: The file cannot be read.
        """
        return self._ask(select_missed, ())

    def practised(self, since: date) -> Practised:
        """Return which questions were practised at all, and on which days since one.

        Args:
            since: The first day, in the time zone of this machine.

        Raises:
            HistoryError: The file cannot be read.
        """
        return self._ask(lambda connection: select_practised(connection, since), Practised(frozenset(), {}))

    def memories(self, basis: str) -> KeptMemories:
        """Return what is kept about key points, with the questions for which that does not hold.

        Args:
            basis: What memories are worked out by: the rules, and the time zone that tells the days.

        Raises:
            HistoryError: The file cannot be read.
        """
        return self._ask(lambda connection: select_memories(connection, basis), KeptMemories({}, ()))

    def recollect(self, basis: str, question_id: str) -> Recollection:
        """Return what is kept about the key points of one question, and what was heard since.

        Args:
            basis: What memories are worked out by: the rules, and the time zone that tells the days.
            question_id: The question; its follow-ups and exercises belong to it.

        Raises:
            HistoryError: The file cannot be read.
        """
        nothing = Recollection(question_id, 0, (), (), outdated=False)
        return self._ask(lambda connection: select_recollection(connection, basis, question_id), nothing)

    def heard(self, question_id: str, since: date) -> tuple[PointHeard, ...]:
        """List what was heard of the key points of one question, oldest first.

        Args:
            question_id: The question; its follow-ups and exercises belong to it.
            since: The first day of interest; what was heard on the day before may be among it.

        Raises:
            HistoryError: The file cannot be read.
        """
        return self._ask(lambda connection: select_heard(connection, question_id, since), ())

    def keep_memories(self, basis: str, recollections: Sequence[Recollection]) -> None:
        """Keep what was worked out about questions, except where their answers have changed meanwhile.

        Nothing is kept while another program writes on and on, or beside answers that are damaged: it can be worked out
        again.

        Args:
            basis: What they were worked out by.
            recollections: Whose memories know everything that was heard.

        Raises:
            HistoryError: The file cannot be written now.
        """
        if exists(self.path) and _signature(self.path) != self._copied:
            with writing(self.path, wait_seconds=KEEPING_SECONDS) as connection:
                keep_memories(connection, basis, recollections)

    def save_sitting(self, sitting: Sitting) -> None:
        """Keep a sitting, whole or not at all; one with the same id is replaced.

        Raises:
            HistoryError: It could not be written.
        """
        with writing(self.path) as connection:
            insert_sitting(connection, sitting)

    def load_sitting(self, sitting_id: str) -> Sitting:
        """Return one sitting.

        Raises:
            HistoryError: There is no such sitting, or the file cannot be read.
        """
        sitting = self._ask(lambda connection: select_sitting(connection, sitting_id), None)
        if sitting is not None:
            return sitting
        raise HistoryError(f'There is no sitting "{plain(sitting_id)}".', "`coach mock --list` lists all of them.")

    def sittings(self, kind: SittingKind) -> tuple[Sitting, ...]:
        """List the sittings of a kind, newest first.

        Raises:
            HistoryError: The file cannot be read.
        """
        return self._ask(lambda connection: select_sittings(connection, kind), ())

    def ended(self, kind: SittingKind, since: date) -> tuple[datetime, ...]:
        """Return when the sittings of a kind were ended, in any order.

        Args:
            kind: The kind.
            since: The first day of interest; a few that were ended before it may be among them.

        Raises:
            HistoryError: The file cannot be read.
        """
        return self._ask(lambda connection: select_ended(connection, kind, since), ())

    def search(self, text: str, *, limit: int = 100, offset: int = 0) -> tuple[Found, ...]:
        """List the attempts in which every word of a search was said, the last word as the beginning of one.

        Args:
            text: Anything; quotes and operators are words like any other.
            limit: At most so many, newest first.
            offset: So many of the newest are left out.

        Raises:
            HistoryError: The file cannot be read.
        """
        return self._ask(lambda connection: select_found(connection, text, limit, offset), ())

    def _ask(self, question: Callable[[sqlite3.Connection], T], nothing: T) -> T:
        """Ask the file something; where there is no file yet, the answer is nothing."""
        if not exists(self.path):
            return nothing
        try:
            with reading(self.path) as connection:
                return question(connection)
        except DamagedHistoryError:
            with self._lock:
                answer = self._ask_what_is_left(question)
            if answer is None:
                raise
            return answer[0]

    def _ask_what_is_left(self, question: Callable[[sqlite3.Connection], T]) -> tuple[T] | None:
        """Ask what of a damaged file can be read; None where nothing can."""
        seen = _signature(self.path)
        if self._copy is None or seen != self._copied:
            if self._copy is not None:
                self._copy.close()
                self._copy = None
            try:
                self._copy, damage = readable_copy(self.path)
            except HistoryError:
                return None
            if self._closing is not None:
                self._closing.detach()
            self._closing = weakref.finalize(self, self._copy.close)
            self._copied = seen
            self._damaged_file = _identity(self.path)
            self._lost |= {each.number: each for each in damage.attempts}
            self._sittings_lost = damage.sittings
        try:
            answer = question(self._copy)
            something = self._copy.execute(_ATTEMPTS).fetchone()[0] or (
                not self._lost and self._copy.execute(_SITTINGS).fetchone()[0]
            )
        except (sqlite3.Error, ValueError):
            return None
        return (answer,) if something else None

    def _find(self, attempt_id: str, *, counted: bool = False) -> Attempt | None:
        """Read one attempt from the file; None where there is none.

        Args:
            attempt_id: The attempt.
            counted: Whether one that was archived or deleted is none.

        Raises:
            DamagedHistoryError: It is damaged.
            HistoryError: The file cannot be read.
        """
        try:
            with reading(self.path) as connection:
                table = "counted_attempts" if counted else "attempts"
                query = f"SELECT * FROM {table} WHERE id = ?"  # noqa: S608 - our own names
                row = connection.execute(query, (to_column(attempt_id),)).fetchone()
                return rows.select(connection, row) if row else None
        except DamagedHistoryError as damage:
            number = self._number(attempt_id)
            if number is None:
                raise
            try:
                with reading_damaged(self.path) as connection:
                    row = connection.execute("SELECT * FROM attempts WHERE number = ?", (number,)).fetchone()
                    if row:  # only an index is damaged, or another attempt
                        return rows.select(connection, row)
            except DamagedHistoryError:
                pass
            lost = DamagedAttempt(number, time_of({"id": attempt_id}))
            self._lost[number] = lost
            self._damaged_file = _identity(self.path)
            raise DamagedHistoryError(f"This attempt ({lost.named}) is damaged and cannot be read.", MEND) from damage

    def _number(self, attempt_id: str) -> int | None:
        """Find out the number of an attempt in a damaged file; None where nothing tells it."""
        query, name = "SELECT number FROM attempts WHERE id = ?", (to_column(attempt_id),)
        try:
            with reading(self.path) as connection:
                row = connection.execute(query, name).fetchone()
        except DamagedHistoryError:
            with self._lock:
                left = self._ask_what_is_left(lambda copy: copy.execute(query, name).fetchone())
            row = left[0] if left else None
        number: int | None = row["number"] if row else None
        return number

    def put(self, attempt_id: str, marks: Marks) -> Marks:
        """Archive an attempt, delete it as long as the program runs, or bring it back.

        Args:
            attempt_id: The attempt.
            marks: When it was archived and deleted from now on.

        Returns:
            What they were.

        Raises:
            HistoryError: There is no such attempt, or the file cannot be written.
        """
        if not exists(self.path):
            raise _unknown(attempt_id)
        with writing(self.path) as connection:
            before = put(connection, attempt_id, marks)
        if before is None:
            raise _unknown(attempt_id)
        return before

    def marks(self, attempt_id: str) -> Marks:
        """Return when an attempt was archived and deleted; neither where there is none.

        Raises:
            HistoryError: The file cannot be read.
        """
        return self._ask(lambda connection: select_marks(connection, attempt_id), None) or NOWHERE

    def deleted(self, before: datetime) -> Mapping[str, datetime]:
        """Return which attempts were deleted earlier than a moment and are still there, with when that was.

        Raises:
            HistoryError: The file cannot be read.
        """
        nothing: Mapping[str, datetime] = {}
        return self._ask(lambda connection: select_deleted(connection, before), nothing)

    def remove(self, attempt_id: str, deleted_at: datetime, last: Callable[[Path | None], None]) -> bool:
        """Take a deleted attempt out for good; one that was brought back meanwhile stays.

        Args:
            attempt_id: The attempt.
            deleted_at: When it was deleted.
            last: Gets the attempt's recording, to be deleted too; where it fails, the attempt stays.

        Returns:
            Whether it was there.

        Raises:
            HistoryError: The file cannot be written, or `last` failed.
        """
        if not exists(self.path):
            return False
        with writing(self.path) as connection:
            return remove(connection, attempt_id, deleted_at, last)

    def keep_sound(self, attempt_id: str, audio: Path | None, problem: str) -> None:
        """Note where the recording of an attempt lies now, and what is wrong with it.

        Args:
            attempt_id: The attempt.
            audio: The file; None where there is none.
            problem: In one sentence; empty where nothing is wrong.

        Raises:
            HistoryError: There is no such attempt, or the file cannot be written.
        """
        if not exists(self.path):
            raise _unknown(attempt_id)
        values = (None if audio is None else to_column(str(audio)), to_column(problem), to_column(attempt_id))
        with writing(self.path) as connection:
            done = connection.execute("UPDATE attempts SET audio = ?, problem = ? WHERE id = ?", values)
            if done.rowcount == 0:
                raise _unknown(attempt_id)


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells one file from another of the same name; None where there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino


_ATTEMPTS, _SITTINGS = "SELECT EXISTS (SELECT 1 FROM attempts)", "SELECT EXISTS (SELECT 1 FROM sittings)"


def _signature(path: Path) -> tuple[int, ...]:
    """Return what tells two states of the file apart."""
    found: list[int] = []
    for end in ("", "-wal"):
        try:
            state = Path(f"{path}{end}").stat()
        except OSError:
            found += (0, 0)
        else:
            found += (state.st_mtime_ns, state.st_size)
    return tuple(found)


def _unknown(attempt_id: str) -> HistoryError:
    return HistoryError(
        f'There is no attempt "{plain(attempt_id)}" in the history.', "`coach history` lists all attempts."
    )
