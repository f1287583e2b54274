import pytest

from coach.delivery.measure import measure_delivery
from coach.domain.delivery import Pause, PausePlace
from coach.domain.transcript import TimeSpan, Transcript, Word
from coach.domain.word_lists import WordLists


def test_one_answer_measured_by_hand() -> None:
    # Two stretches of 3 s with 2 s between them: 6 s of speech in an answer of 8 s that begins after 1 s.
    words = (
        Word("Um,", 1.0, 1.5),
        Word("bias", 1.5, 2.5),
        Word("falls.", 2.5, 4.0),
        Word("Variance", 6.0, 7.0),
        Word("rises.", 7.0, 9.0),
    )
    delivery = measure_delivery(Transcript(words, (TimeSpan(1.0, 4.0), TimeSpan(6.0, 9.0)), total_seconds=10.0))
    assert delivery.total_seconds == 10.0
    assert delivery.speech_seconds == pytest.approx(6.0)
    assert delivery.answer_seconds == pytest.approx(8.0)
    assert delivery.spoken_words == 4
    assert delivery.words_per_minute == pytest.approx(30.0)  # 4 words in 8 s
    assert delivery.articulation_rate == pytest.approx(40.0)  # 4 words in 6 s
    assert delivery.pauses == (Pause(4.0, 6.0, PausePlace.BETWEEN),)  # behind "falls."
    assert [filler.text for filler in delivery.fillers] == ["Um"]
    assert delivery.fillers_per_minute == pytest.approx(7.5)  # 1 in 8 s
    assert delivery.time_to_first_word == 1.0
    assert delivery.speech_share == pytest.approx(0.75)  # 6 of 8 s
    assert delivery.syllables == 8  # bi-as falls va-ri-ance ri-ses; the um counts for nothing
    assert delivery.longest_stretch == TimeSpan(1.0, 4.0)
    assert delivery.syllables_per_second == pytest.approx(1.0)  # 8 in 8 s
    assert delivery.articulation_syllables_per_second == pytest.approx(8 / 6)
    assert delivery.pace_windows == ()


def test_silence_measures_as_nothing() -> None:
    delivery = measure_delivery(Transcript((), (), total_seconds=5.0))
    assert (delivery.words_per_minute, delivery.speech_seconds, delivery.fillers_per_minute) == (0.0, 0.0, 0.0)
    assert delivery.total_seconds == 5.0


def test_words_without_detected_speech_still_have_a_pace() -> None:
    delivery = measure_delivery(Transcript((Word("bias", 0.0, 1.0), Word("falls", 1.0, 2.0)), (), total_seconds=2.0))
    assert delivery.words_per_minute == pytest.approx(60.0)


def test_a_cough_before_and_after_the_answer_is_no_part_of_it() -> None:
    words = (Word("bias", 10.0, 11.0), Word("falls", 11.0, 12.0))
    speech = (TimeSpan(0.5, 0.7), TimeSpan(10.0, 12.0), TimeSpan(20.0, 20.2))
    delivery = measure_delivery(Transcript(words, speech, total_seconds=21.0))
    assert delivery.answer_seconds == pytest.approx(2.0)
    assert delivery.words_per_minute == pytest.approx(60.0)
    assert (delivery.pauses, delivery.time_to_first_word) == ((), 10.0)


def test_unclear_speech_belongs_to_the_answer() -> None:
    words = (Word("bias", 0.0, 1.0),)
    speech = (TimeSpan(0.0, 1.0), TimeSpan(2.0, 4.0))
    delivery = measure_delivery(Transcript(words, speech, total_seconds=4.0, unclear=(TimeSpan(2.0, 4.0),)))
    assert delivery.answer_seconds == pytest.approx(4.0)


def test_every_kind_of_disfluency_is_kept_apart() -> None:
    said = "Um, maybe the the model, we use, we apply dropout."
    words = tuple(Word(token, 0.3 * at, 0.3 * at + 0.3) for at, token in enumerate(said.split()))
    delivery = measure_delivery(Transcript(words))
    assert [each.text for each in delivery.fillers] == ["Um"]
    assert [each.text for each in delivery.hedges] == ["maybe"]
    assert [each.text for each in delivery.repetitions] == ["the the"]
    assert [each.text for each in delivery.false_starts] == ["we use"]


def test_the_users_lists_decide_what_is_counted() -> None:
    words = (Word("Este,", 0.0, 1.0), Word("maybe", 1.0, 2.0), Word("bias", 2.0, 3.0))
    delivery = measure_delivery(Transcript(words), WordLists(filled_pauses=("este",), hedges=()))
    assert (delivery.spoken_words, len(delivery.fillers), delivery.hedges) == (2, 1, ())


def test_the_pace_over_time_leaves_filled_pauses_out() -> None:
    # A word each second for 10 s, the third of them an um: 9 words in the one window.
    words = tuple(Word("um" if at == 2 else "bias", float(at), at + 1.0) for at in range(10))
    (window,) = measure_delivery(Transcript(words, (TimeSpan(0.0, 10.0),), total_seconds=10.0)).pace_windows
    assert window.words_per_minute == pytest.approx(54.0)
