from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import FakeMicrophone, fake_engines, points_heard, silence, tone

from coach.bank.bank import load_bank
from coach.domain.attempt import AnswerKind
from coach.domain.coverage import Verdict
from coach.domain.recording import ListeningQuality
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.schedule import Rating
from coach.domain.transcript import TimeSpan, Transcript, Word
from coach.errors import HistoryError, WeightsError
from coach.practice.answers import GivenAnswer, TypedAnswer
from coach.practice.assess import (
    Covered,
    Finished,
    Graded,
    Judged,
    Measured,
    Step,
    Transcribed,
    WordsHeard,
    assess,
    leave_unjudged,
)
from coach.practice.draft import Draft
from coach.practice.engines import Engines
from coach.practice.live_answer import LiveAnswer
from coach.practice.loading import Loading
from coach.practice.rejudge import rejudge_question
from coach.practice.schedule import to_reviews
from coach.scoring.trust import NO_SPEECH, NOTHING_TYPED, PART_MISSING, trust_in
from coach.settings import DeliverySettings, RecordingSettings, Settings

SAID = "lasso drives many weights exactly to zero um and that selects features"
RUBRIC = Rubric(
    "lasso",
    "What is lasso?",
    (
        KeyPoint("sparse", "lasso drives many weights exactly to zero"),
        KeyPoint("ridge", "ridge shrinks everything smoothly without removing anything"),
    ),
)


@pytest.fixture
def engines(tmp_path: Path) -> Engines:
    return fake_engines(tmp_path, load_bank(tmp_path / "none", tmp_path / "none"), said=SAID)


def spoken(engines: Engines, rubric: Rubric = RUBRIC) -> list[Step]:
    attempt_id = "20260301T090000Z-000001"
    microphone = engines.open_microphone()
    assert isinstance(microphone, FakeMicrophone)
    live = LiveAnswer(attempt_id, rubric.id, replace(engines, open_microphone=lambda: microphone))
    answered_at = engines.now()
    live.start()
    assert microphone.delivered.wait(10)
    live.stop()
    return list(assess(GivenAnswer(rubric, live, attempt_id, answered_at), engines))


class HeardAnswer:
    """Words of a given answer, one each 0.4 s, with a given listening quality."""

    kind = AnswerKind.FILE

    def __init__(self, text: str, quality: ListeningQuality, unclear: tuple[TimeSpan, ...] = ()) -> None:
        self._words = tuple(Word(word, 0.4 * at, 0.4 * at + 0.4) for at, word in enumerate(text.split()))
        self._quality = quality
        self._unclear = unclear

    def words(self) -> Iterator[tuple[Word, ...]]:
        yield self._words

    def transcript(self) -> Transcript:
        seconds = 0.4 * len(self._words)
        seconds = max([seconds, *(span.end for span in self._unclear)])
        return Transcript(self._words, (TimeSpan(0.0, seconds),), seconds, self._unclear)

    def quality(self) -> ListeningQuality:
        return self._quality

    def recording(self) -> None:
        return

    def write_rest(self, folder: Path | None = None) -> None:
        pass

    def settle(self, *, kept: bool) -> None:
        pass


def heard(decibels: float) -> ListeningQuality:
    return ListeningQuality(decibels, clipped_share=0.0, uncovered_seconds=0.0, word_probability=0.9)


def finish(answer: HeardAnswer, engines: Engines, attempt_id: str = "a", rubric: Rubric = RUBRIC) -> Finished:
    finished = list(assess(GivenAnswer(rubric, answer, attempt_id, engines.now()), engines))[-1]
    assert isinstance(finished, Finished)
    return finished


def test_a_spoken_answer_goes_through_every_step_and_is_saved(engines: Engines) -> None:
    steps = spoken(engines)
    assert [type(step) for step in steps] == [WordsHeard, Transcribed, Measured, Covered, Graded, Judged, Finished]
    finished = steps[-1]
    assert isinstance(finished, Finished)
    attempt = finished.attempt
    assert finished.saved
    assert attempt.transcript.text == SAID
    assert [point.verdict for point in attempt.coverage.points] == [Verdict.COVERED, Verdict.MISSED]
    assert attempt.scorecard.score == 50
    assert attempt.delivery is not None
    assert [filler.text for filler in attempt.delivery.fillers] == ["um"]
    assert attempt.kind is AnswerKind.SPOKEN
    assert attempt.weights == {"embedder": "fake embedder, fake reader", "recogniser": "fake whisper"}
    assert engines.history.load(attempt.id) == attempt


def test_the_recording_is_kept_beside_the_attempt_and_needs_no_recovery(engines: Engines) -> None:
    finished = spoken(engines)[-1]
    assert isinstance(finished, Finished)
    assert finished.attempt.audio is not None
    assert [path.name for path in engines.paths.recordings.iterdir()] == [finished.attempt.audio.name]


def test_recordings_are_deleted_when_they_are_not_to_be_kept(tmp_path: Path) -> None:
    settings = Settings(recording=RecordingSettings(keep_recordings=False))
    engines = fake_engines(tmp_path, load_bank(tmp_path / "none", tmp_path / "none"), said=SAID, settings=settings)
    finished = spoken(engines)[-1]
    assert isinstance(finished, Finished)
    assert finished.attempt.audio is None
    assert list(engines.paths.recordings.iterdir()) == []


def test_silence_gives_no_words_no_points_and_no_line_in_the_history(tmp_path: Path) -> None:
    engines = fake_engines(
        tmp_path, load_bank(tmp_path / "none", tmp_path / "none"), said="thank you", samples=silence(3.0)
    )
    steps = spoken(engines)
    finished = steps[-1]
    assert isinstance(finished, Finished)
    assert not finished.saved
    assert finished.attempt.transcript.empty
    assert finished.attempt.coverage.points == ()
    assert finished.attempt.scorecard.score is None
    assert finished.attempt.scorecard.advice[0].startswith("No speech was heard.")
    assert engines.history.count() == 0


def test_a_typed_answer_has_no_delivery_and_needs_no_whisper(engines: Engines) -> None:
    def fail(_say: object) -> None:
        raise WeightsError("Whisper is missing.")

    engines = replace(engines, transcriber=Loading("Whisper", fail))
    answered_at = engines.now()
    steps = list(assess(GivenAnswer(RUBRIC, TypedAnswer(SAID), "20260301T090000Z-000002", answered_at), engines))
    finished = steps[-1]
    assert isinstance(finished, Finished)
    assert finished.attempt.delivery is None
    assert finished.attempt.coverage.points[0].verdict is Verdict.COVERED
    assert engines.history.load("20260301T090000Z-000002") == finished.attempt


def test_a_filler_that_the_user_has_added_is_no_part_of_the_evidence(engines: Engines) -> None:
    def evidence(lists: DeliverySettings) -> str:
        now = replace(engines, settings=Settings(delivery=lists))
        answer = TypedAnswer("as it were lasso drives many weights exactly to zero")
        point = finish(answer, now, "a").attempt.coverage.points[0]
        assert point.evidence is not None
        return point.evidence.text

    assert evidence(DeliverySettings()) == "as it were lasso drives many weights exactly to zero"
    mine = DeliverySettings(filler_phrases=("as it were",))
    assert evidence(mine) == "lasso drives many weights exactly to zero"


def test_nothing_is_written_when_it_is_not_to_be_saved(engines: Engines) -> None:
    steps = list(assess(GivenAnswer(RUBRIC, TypedAnswer(SAID), "id", engines.now()), engines, save=False))
    assert isinstance(steps[-1], Finished)
    assert not steps[-1].saved
    assert not engines.paths.history.exists()


def test_missing_weights_leave_the_recording_to_be_recovered(engines: Engines) -> None:
    def fail(_say: object) -> None:
        raise WeightsError("The embedder is missing.")

    with pytest.raises(WeightsError):
        spoken(replace(engines, judge=Loading("judge", fail)))
    assert sorted(path.suffix for path in engines.paths.recordings.iterdir()) == [".json", ".wav"]


def test_a_history_that_cannot_be_written_leaves_the_recording_to_be_recovered(engines: Engines) -> None:
    engines.paths.history.mkdir(parents=True)  # a folder where the database should be
    with pytest.raises(HistoryError):
        spoken(engines)
    assert sorted(path.suffix for path in engines.paths.recordings.iterdir()) == [".json", ".wav"]


def test_a_recording_that_is_not_to_be_kept_stays_until_its_attempt_is_saved(tmp_path: Path) -> None:
    settings = Settings(recording=RecordingSettings(keep_recordings=False))
    bank = load_bank(tmp_path / "none", tmp_path / "none")
    engines = fake_engines(tmp_path, bank, said=SAID, settings=settings)
    engines.paths.history.mkdir(parents=True)
    with pytest.raises(HistoryError):
        spoken(engines)
    assert sorted(path.suffix for path in engines.paths.recordings.iterdir()) == [".json", ".wav"]


def test_a_typed_answer_is_on_disk_before_it_is_judged_and_until_it_is_saved(engines: Engines) -> None:
    drafts = engines.paths.drafts
    engines.paths.history.mkdir(parents=True)
    answer = TypedAnswer(SAID, Draft(drafts, "a", RUBRIC.id, engines.now()))
    steps = assess(GivenAnswer(RUBRIC, answer, "a", engines.now()), engines)
    assert isinstance(next(steps), WordsHeard)
    assert (drafts / "a.txt").read_text() == SAID
    with pytest.raises(HistoryError):
        list(steps)
    assert (drafts / "a.txt").read_text() == SAID
    engines.paths.history.rmdir()
    finish(answer, engines, "a")
    assert list(drafts.iterdir()) == []


def test_a_history_that_cannot_be_read_costs_no_verdict(engines: Engines) -> None:
    engines.paths.history.mkdir(parents=True)
    steps = []
    with pytest.raises(HistoryError):
        steps.extend(assess(GivenAnswer(RUBRIC, TypedAnswer(SAID), "a", engines.now()), engines))
    assert isinstance(steps[-1], Judged)
    assert steps[-1].attempt.scorecard.score == 50


def test_fillers_of_the_last_minutes_reach_the_advice(tmp_path: Path) -> None:
    engines = fake_engines(
        tmp_path,
        load_bank(tmp_path / "none", tmp_path / "none"),
        said="um " * 470,
        samples=tone(189.0),
    )
    finished = spoken(engines, replace(RUBRIC, seconds=(30.0, 300.0)))[-1]
    assert isinstance(finished, Finished)
    assert any("Pause in silence" in advice for advice in finished.attempt.scorecard.advice)


def test_an_answer_heard_too_badly_gets_no_verdict_no_score_and_the_reason(engines: Engines) -> None:
    badly = replace(heard(3.0), word_probability=0.5)
    attempt = finish(HeardAnswer(SAID, badly), engines).attempt
    assert [point.verdict for point in attempt.coverage.points] == [Verdict.UNSURE, Verdict.UNSURE]
    evidence = attempt.coverage.points[0].evidence
    assert evidence is not None
    assert "lasso drives many weights" in evidence.text
    assert attempt.scorecard.score is None
    assert attempt.scorecard.advice[0].startswith("More than a quarter of the words may be wrong")
    assert attempt.scorecard.advice[1].startswith("There is a lot of noise: the speech is only 3 dB above it.")
    assert attempt.listening == badly
    assert engines.history.load("a") == attempt


def test_the_same_answer_heard_well_is_judged(engines: Engines) -> None:
    attempt = finish(HeardAnswer(SAID, heard(30.0)), engines).attempt
    assert [point.verdict for point in attempt.coverage.points] == [Verdict.COVERED, Verdict.MISSED]
    assert attempt.scorecard.score == 50


def test_a_point_that_may_lie_in_what_was_not_understood_is_unsure(engines: Engines) -> None:
    answer = HeardAnswer("um " * 40 + SAID, heard(30.0), (TimeSpan(30.0, 33.0),))
    attempt = finish(answer, engines).attempt
    assert [point.verdict for point in attempt.coverage.points] == [Verdict.COVERED, Verdict.UNSURE]
    assert attempt.coverage.points[1].reason == "3 s of your answer were not understood."
    assert attempt.scorecard.score == 50
    assert engines.history.load("a") == attempt


@pytest.mark.parametrize("missing", [{"unread_seconds": 1.0, "unread_share": 0.06}, {"broken_off": True}])
def test_no_point_is_missed_or_counts_as_not_known_where_part_of_the_answer_is_missing(
    engines: Engines, missing: dict[str, float]
) -> None:
    for attempt_id in ("a", "b"):
        attempt = finish(HeardAnswer(SAID, replace(heard(30.0), **missing)), engines, attempt_id).attempt
    assert [point.verdict for point in attempt.coverage.points] == [Verdict.COVERED, Verdict.UNSURE]
    assert attempt.coverage.points[1].reason == PART_MISSING
    assert not any(advice.startswith(("Add this", "Say more")) for advice in attempt.scorecard.advice)
    assert engines.history.load("b") == attempt
    assert engines.history.missed() == ()
    reviews = to_reviews(points_heard(engines.history))
    assert {(review.point_id, review.rating) for review in reviews} == {("sparse", Rating.GOOD), ("ridge", Rating.HARD)}
    for each in rejudge_question(RUBRIC, engines, save=False):
        assert each.after.coverage == attempt.coverage


def test_a_twentieth_that_is_missing_is_said_and_changes_no_verdict(engines: Engines) -> None:
    answer = HeardAnswer(SAID, replace(heard(30.0), unread_seconds=1.0, unread_share=0.05))
    attempt = finish(answer, engines).attempt
    assert [point.verdict for point in attempt.coverage.points] == [Verdict.COVERED, Verdict.MISSED]
    assert trust_in(attempt).reasons[0].startswith("1.0 s of the recording, 5 % of it, could not be read")


def test_an_answer_without_words_has_neither_score_nor_verdicts(engines: Engines) -> None:
    for answer, reason in ((TypedAnswer(" "), NOTHING_TYPED), (HeardAnswer("", heard(30.0)), NO_SPEECH)):
        attempt = leave_unjudged(GivenAnswer(RUBRIC, answer, "a", engines.now()))
        assert (attempt.scorecard.score, attempt.coverage.points) == (None, ())
        assert trust_in(attempt).reasons[0] == reason
        assert not trust_in(attempt).points
    assert engines.history.count() == 0


def test_speech_of_which_no_word_was_understood_gets_no_score_and_is_kept(engines: Engines) -> None:
    finished = finish(HeardAnswer("", heard(30.0), (TimeSpan(1.0, 1.5),)), engines)
    assert finished.saved
    assert finished.attempt.scorecard.score is None
    assert finished.attempt.scorecard.advice[0].startswith("You were heard, but no words could be made out.")
    assert [point.verdict for point in finished.attempt.coverage.points] == [Verdict.UNSURE, Verdict.UNSURE]


def test_what_may_be_said_is_known_before_the_verdicts(engines: Engines) -> None:
    steps = list(assess(GivenAnswer(RUBRIC, HeardAnswer(SAID, heard(9.0)), "a", engines.now()), engines))
    (measured,) = [step for step in steps if isinstance(step, Measured)]
    assert (measured.trust.points, measured.trust.fillers) == (True, False)


LONG = replace(RUBRIC, seconds=(30.0, 300.0))
MANY_FILLERS = "um " * 470


def test_fillers_heard_through_noise_give_no_advice(engines: Engines) -> None:
    noisy = finish(HeardAnswer(MANY_FILLERS, heard(9.0)), engines, rubric=LONG).attempt
    assert not any("filler" in advice for advice in noisy.scorecard.advice)


def test_fillers_heard_through_noise_do_not_count_in_later_answers(engines: Engines) -> None:
    finish(HeardAnswer(MANY_FILLERS, heard(9.0)), engines, "a", LONG)
    later = finish(HeardAnswer("lasso " * 80, heard(30.0)), engines, "b", LONG).attempt
    assert not any("filler" in advice for advice in later.scorecard.advice)
    finish(HeardAnswer(MANY_FILLERS, heard(30.0)), engines, "c", LONG)
    last = finish(HeardAnswer("lasso " * 80, heard(30.0)), engines, "d", LONG).attempt
    assert any("filler" in advice for advice in last.scorecard.advice)


def test_a_measure_that_is_switched_off_gives_no_advice_but_is_kept(tmp_path: Path) -> None:
    engines = fake_engines(
        tmp_path,
        load_bank(tmp_path / "none", tmp_path / "none"),
        settings=Settings(delivery=DeliverySettings(fillers=False)),
    )
    attempt = finish(HeardAnswer(MANY_FILLERS, heard(30.0)), engines, rubric=LONG).attempt
    assert not any("filler" in advice for advice in attempt.scorecard.advice)
    assert attempt.delivery is not None
    assert len(attempt.delivery.fillers) == 470
