"""Keeping attempts and finding them again."""

import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.domain.attempt import AnswerKind, Attempt, RecentSpeech
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.delivery import Delivery, Filler, FillerKind, Pause
from coach.domain.filtering import AttemptFilter
from coach.domain.recording import ListeningQuality
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import TimeSpan, Transcript, Word, typed_transcript
from coach.errors import HistoryError
from coach.history.database import reading, writing
from coach.history.history import History

NINE = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def delivery(speech: float = 10.0, answer: float = 12.0, fillers: int = 1) -> Delivery:
    um = Filler("um", TimeSpan(0.5, 0.8), FillerKind.SOUND, 0, 0)
    return Delivery(
        total_seconds=15.0,
        speech_seconds=speech,
        answer_seconds=answer,
        spoken_words=30,
        words_per_minute=150.0,
        articulation_rate=180.0,
        pauses=(Pause(3.0, 5.0),),
        fillers=(um,) * fillers,
        fillers_per_minute=5.0,
        time_to_first_word=0.5,
    )


def point(point_id: str, verdict: Verdict, evidence: Evidence | None = None) -> PointCoverage:
    return PointCoverage(point_id, "A claim.", 1.5, verdict, 0.75, 0.5, None, evidence, "A claim.")


def attempt(number: int = 1, question_id: str = "l1", measured: Delivery | None = None) -> Attempt:
    words = (Word("um", 0.5, 0.8, 0.4, filler=True), Word("sparse", 5.0, 5.6, 0.9))
    return Attempt(
        id=f"attempt-{number:04d}",
        question_id=question_id,
        question="Why L1?",
        answered_at=NINE + timedelta(minutes=number),
        kind=AnswerKind.SPOKEN,
        transcript=Transcript(words, (TimeSpan(0.5, 3.0), TimeSpan(5.0, 12.5)), 15.0, (TimeSpan(7.0, 8.4),)),
        delivery=measured or delivery(),
        coverage=Coverage(
            (
                point("zeros", Verdict.COVERED, Evidence("sparse", 1, 1, 5.0, 5.6)),
                point("lasso", Verdict.MISSED),
                point("prior", Verdict.MISSED),
            )
        ),
        scorecard=Scorecard(60, ("Name the lasso.", "Slow down.")),
        rubric_version="0123456789ab",
        weights={"whisper": "base", "embedder": "MiniLM"},
        audio=Path("/recordings/a.flac"),
        dropped_blocks=2,
        problem="The microphone was unplugged.",
    )


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "data/history.db")


def test_before_anything_is_saved_there_is_nothing_and_no_file(history: History) -> None:
    assert history.attempts() == ()
    assert history.count() == 0
    assert history.latest() == {}
    assert history.recent_speech(NINE) == RecentSpeech(0.0, 0.0, 0, 0)
    with pytest.raises(HistoryError, match="no attempt"):
        history.load("x")
    with pytest.raises(HistoryError, match="no attempt"):
        history.keep_sound("x", None, "")
    assert not history.path.parent.exists()


def test_an_attempt_comes_back_as_it_was_saved(history: History) -> None:
    history.save(attempt())
    assert History(history.path).load("attempt-0001") == attempt()


def test_a_typed_attempt_without_delivery_comes_back_as_it_was_saved(history: History) -> None:
    typed = replace(
        attempt(), kind=AnswerKind.TYPED, transcript=typed_transcript("L1 is sparse"), delivery=None, audio=None
    )
    history.save(typed)
    assert history.load(typed.id) == typed
    assert history.attempts()[0].words_per_minute is None


@pytest.mark.parametrize(
    "text", ["nul \x00 within", "half a pair \ud800", "\U0001f600 日本 ‹›", "'; DROP TABLE words;--", ""]
)
def test_any_text_comes_back_as_it_was_saved(history: History, text: str) -> None:
    odd = replace(attempt(), id=f"id {text}", question_id=text, question=text, problem=text, weights={text: text})
    history.save(odd)
    assert history.load(odd.id) == odd
    assert history.latest()[text].question == text
    assert history.count(AttemptFilter(question_id=text)) == 1


def test_an_attempt_saved_again_is_replaced_and_not_doubled(history: History) -> None:
    history.save(attempt())
    shorter = replace(attempt(), transcript=typed_transcript("one"), coverage=Coverage(()), scorecard=Scorecard(5, ()))
    history.save(shorter)
    assert history.count() == 1
    assert history.load("attempt-0001") == shorter


def test_the_files_are_readable_by_the_owner_only(history: History) -> None:
    history.save(attempt())
    assert stat.S_IMODE(history.path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(history.path.stat().st_mode) == 0o600
    with writing(history.path) as connection:
        connection.execute("UPDATE attempts SET score = 1")
        beside = [path for path in history.path.parent.iterdir() if path != history.path]
        assert beside
        assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in beside)


def test_half_a_point_and_the_reason_for_a_verdict_are_kept(tmp_path: Path) -> None:
    answered = attempt()
    points = tuple(replace(each, verdict=Verdict.PARTLY, reason="half") for each in answered.coverage.points)
    history = History(tmp_path / "history.db")
    history.save(replace(answered, coverage=Coverage(points)))
    assert history.load(answered.id).coverage.points == points


def test_a_summary_counts_every_verdict(history: History) -> None:
    history.save(attempt())
    (summary,) = history.attempts()
    assert summary.verdicts == {
        Verdict.COVERED: 1,
        Verdict.PARTLY: 0,
        Verdict.UNSURE: 0,
        Verdict.MISSED: 2,
        Verdict.CONTRADICTED: 0,
    }
    assert (summary.id, summary.question_id, summary.question) == ("attempt-0001", "l1", "Why L1?")
    assert (summary.answered_at, summary.kind) == (NINE + timedelta(minutes=1), AnswerKind.SPOKEN)
    assert (summary.score, summary.total_seconds, summary.words_per_minute) == (60, 15.0, 150.0)


def test_attempts_come_newest_first_in_pages_whatever_order_they_were_saved_in(history: History) -> None:
    for number in (3, 1, 5, 2, 4):
        history.save(attempt(number))
    assert [summary.id[-1] for summary in history.attempts(limit=2)] == ["5", "4"]
    assert [summary.id[-1] for summary in history.attempts(limit=2, offset=2)] == ["3", "2"]
    assert [summary.id[-1] for summary in history.attempts(limit=2, offset=4)] == ["1"]


def test_a_page_of_more_than_a_thousand_attempts_has_all_verdicts(history: History) -> None:
    history.save(attempt())
    with writing(history.path) as connection:
        for number in range(2, 1202):
            connection.execute(
                "INSERT INTO attempts SELECT ?, ?, question_id, question, answered_at, kind, answer, typed, "
                "total_seconds, score, rubric_version, audio, dropped_blocks, problem, judged, covered, NULL, NULL "
                "FROM attempts WHERE number = 1",
                (number, f"copy-{number}"),
            )
            connection.execute(
                "INSERT INTO verdicts SELECT ?, position, point_id, point, weight, verdict, probability, similarity, "
                "mistake_similarity, closest_to, evidence, evidence_first_word, evidence_last_word, "
                "evidence_start_seconds, evidence_end_seconds, reason FROM verdicts WHERE attempt = 1",
                (number,),
            )
    page = history.attempts(limit=2000)
    assert len(page) == 1201
    assert all(sum(summary.verdicts.values()) == 3 for summary in page)


def test_attempts_at_one_question_can_be_listed_and_counted(history: History) -> None:
    for number, question_id in enumerate(["l1", "roc-auc", "l1"], start=1):
        history.save(attempt(number, question_id))
    assert [summary.id[-1] for summary in history.attempts(wanted=AttemptFilter(question_id="l1"))] == ["3", "1"]
    counts = [history.count(AttemptFilter(question_id=name)) for name in ("", "l1", "none")]
    assert counts == [3, 2, 0]


def test_the_latest_attempt_at_each_question_is_found(history: History) -> None:
    for number, question_id in [(4, "l1"), (2, "roc-auc"), (9, "l1"), (3, "roc-auc"), (5, "lora")]:
        history.save(attempt(number, question_id))
    found = {question_id: summary.id[-1] for question_id, summary in history.latest().items()}
    assert found == {"l1": "9", "roc-auc": "3", "lora": "5"}


def test_recent_speech_adds_attempts_up_until_three_minutes_are_reached(history: History) -> None:
    for number in range(1, 8):
        history.save(attempt(number, measured=delivery(speech=50.0, answer=60.0, fillers=number)))
    recent = history.recent_speech(NINE + timedelta(minutes=7))  # before the seventh: six to three make 200 s
    assert recent == RecentSpeech(speech_seconds=200.0, answer_seconds=240.0, fillers=6 + 5 + 4 + 3, attempts=4)
    assert recent.fillers_per_minute == 4.5


def test_recent_speech_leaves_typed_answers_out(history: History) -> None:
    history.save(attempt(1, measured=delivery(speech=20.0, answer=30.0, fillers=2)))
    history.save(replace(attempt(2), kind=AnswerKind.TYPED, delivery=None))
    history.save(replace(attempt(3), kind=AnswerKind.FILE))
    assert history.recent_speech(NINE + timedelta(hours=1)) == RecentSpeech(30.0, 42.0, 3, 2)


def test_recent_speech_leaves_out_attempts_whose_fillers_do_not_count(history: History) -> None:
    noisy = ListeningQuality(8.0, 0.0, 0.5, None)
    history.save(attempt(1, measured=delivery(speech=20.0, answer=30.0, fillers=2)))
    history.save(replace(attempt(2, measured=delivery(speech=50.0, answer=60.0, fillers=9)), listening=noisy))
    asked: list[tuple[ListeningQuality | None, float]] = []

    def counted(quality: ListeningQuality | None, speech_seconds: float) -> bool:
        asked.append((quality, speech_seconds))
        return quality is None

    later = NINE + timedelta(hours=1)
    assert history.recent_speech(later, counted=counted) == RecentSpeech(20.0, 30.0, 2, 1)
    assert asked == [(noisy, 50.0), (None, 20.0)]
    assert history.recent_speech(later).fillers == 11


def test_an_attempt_that_could_not_be_judged_has_no_score(history: History) -> None:
    history.save(replace(attempt(), scorecard=Scorecard(None, ("Speak up.",))))
    assert history.load("attempt-0001").scorecard == Scorecard(None, ("Speak up.",))
    assert history.attempts()[0].score is None
    assert history.latest()["l1"].score is None


def test_recent_speech_looks_at_thirty_attempts_at_most(history: History) -> None:
    for number in range(1, 33):
        history.save(attempt(number, measured=delivery(speech=1.0, answer=1.0, fillers=0)))
    assert history.recent_speech(NINE + timedelta(hours=1)).attempts == 30


def test_where_the_sound_of_an_attempt_lies_can_change(history: History) -> None:
    history.save(attempt())
    history.keep_sound("attempt-0001", None, "The disk is full.")
    assert history.load("attempt-0001") == replace(attempt(), audio=None, problem="The disk is full.")
    with pytest.raises(HistoryError, match="no attempt"):
        history.keep_sound("attempt-0002", None, "")


def test_an_attempt_whose_time_is_not_aware_is_refused_and_leaves_nothing_behind(history: History) -> None:
    history.save(attempt())
    with pytest.raises(ValueError, match="aware"):
        history.save(replace(attempt(), answered_at=datetime(2026, 3, 1, 9, 0)))  # noqa: DTZ001 - the naive time is the point
    assert history.load("attempt-0001") == attempt()


def test_readers_see_the_old_state_while_a_writer_writes(history: History) -> None:
    history.save(attempt())
    with writing(history.path) as connection:
        connection.execute("DELETE FROM attempts")
        assert history.count() == 1
        assert history.load("attempt-0001") == attempt()
    assert history.count() == 0


def test_a_writer_need_not_wait_for_a_reader_who_goes_on_seeing_one_moment(history: History) -> None:
    history.save(attempt(1))
    with reading(history.path) as connection:
        assert connection.execute("SELECT count(*) FROM attempts").fetchone()[0] == 1
        history.save(attempt(2))
        assert connection.execute("SELECT count(*) FROM attempts").fetchone()[0] == 1
    assert history.count() == 2


def test_threads_that_save_at_once_on_a_fresh_folder_lose_nothing(history: History) -> None:
    together = threading.Barrier(8)
    failures: list[Exception] = []

    def save(number: int) -> None:
        together.wait()
        try:
            for more in range(5):
                history.save(attempt(10 * number + more))
        except Exception as error:  # noqa: BLE001 - shown by the test
            failures.append(error)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert history.count() == 40


@pytest.mark.parametrize("damage", [b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_damaged_file_is_named_and_left_alone(history: History, damage: bytes) -> None:
    history.path.parent.mkdir()
    history.path.write_bytes(damage)
    with pytest.raises(HistoryError, match="damaged") as caught:
        history.attempts()
    assert str(history.path) in caught.value.message
    assert "coach doctor --repair" in caught.value.hint
    with pytest.raises(HistoryError):
        history.save(attempt())
    assert history.path.read_bytes() == damage


def test_pages_damaged_within_are_an_error_for_people(history: History) -> None:
    history.save(attempt())
    content = bytearray(history.path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    history.path.write_bytes(content)
    with pytest.raises(HistoryError, match="damaged"):
        history.load("attempt-0001")


def test_a_history_of_a_newer_version_asks_for_an_upgrade(history: History) -> None:
    history.save(attempt())
    with closing(sqlite3.connect(history.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(HistoryError, match="newer version") as caught:
        history.attempts()
    assert "Upgrade" in caught.value.hint


def test_a_database_of_another_program_is_not_touched(history: History) -> None:
    history.path.parent.mkdir()
    with closing(sqlite3.connect(history.path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    before = history.path.read_bytes()
    with pytest.raises(HistoryError, match="another program"):
        history.save(attempt())
    assert history.path.read_bytes() == before


def test_a_database_of_another_program_that_counts_its_versions_is_not_touched_either(history: History) -> None:
    history.path.parent.mkdir()
    for version in (3, 7, 99):
        history.path.unlink(missing_ok=True)
        with closing(sqlite3.connect(history.path)) as connection:
            connection.execute("CREATE TABLE bookmarks (url TEXT)")
            connection.execute(f"PRAGMA user_version = {version}")
        before = history.path.read_bytes()
        for call in (history.attempts, lambda: history.save(attempt())):
            with pytest.raises(HistoryError, match="another program") as caught:
                call()
            assert "coach restore" in caught.value.hint
        assert history.path.read_bytes() == before


def empty(path: Path) -> None:
    path.touch()


def without_tables(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


@pytest.mark.parametrize("make", [empty, without_tables])
def test_an_empty_file_is_never_taken_for_a_new_history(history: History, make: Callable[[Path], None]) -> None:
    history.path.parent.mkdir()
    make(history.path)
    before = history.path.read_bytes()
    for call in (history.attempts, history.count, lambda: history.save(attempt())):
        with pytest.raises(HistoryError, match="empty") as caught:
            call()
        assert "coach restore" in caught.value.hint
    assert history.path.read_bytes() == before


def test_a_new_history_is_there_whole_or_not_at_all(history: History, tmp_path: Path) -> None:
    history.save(attempt())
    assert [path.name for path in history.path.parent.iterdir()] == ["history.db"]


def test_a_place_that_cannot_be_a_folder_is_an_error_for_people(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    history = History(tmp_path / "file/history.db")
    assert history.count() == 0
    with pytest.raises(HistoryError) as caught:
        history.save(attempt())
    assert "could not be opened" in caught.value.message
    assert caught.value.hint


def test_a_folder_in_the_files_place_is_an_error_for_people(history: History) -> None:
    history.path.mkdir(parents=True)
    for call in (history.attempts, lambda: history.save(attempt())):
        with pytest.raises(HistoryError) as caught:
            call()
        assert str(history.path) in caught.value.message


FULL_DISK = """
import resource, sys
from pathlib import Path
from dataclasses import replace
from test_history import attempt
from coach.domain.transcript import typed_transcript
from coach.errors import HistoryError
from coach.history.history import History

history = History(Path(sys.argv[1]))
history.save(attempt(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    history.save(replace(attempt(2), transcript=typed_transcript("word " * 100_000)))
except HistoryError as error:
    print(type(error).__name__, error.hint)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
print(history.count(), history.load("attempt-0001") == attempt(1))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files as Unix does")
def test_a_write_that_does_not_fit_is_undone_and_explained(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path / "history.db")],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    first, second = done.stdout.splitlines()
    assert first.startswith("HistoryError")
    assert len(first) > len("HistoryError ")
    assert second == "1 True"
